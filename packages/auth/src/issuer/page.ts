import { html, raw } from "hono/html";
import type { SocialName } from "./settings.ts";
import { icon, style } from "./style.ts";
import { type Locale, type Text, textOf } from "./text.ts";

export interface Frame {
  shop: string;
  /** Where "back to the shop" leads; the page has no such link without it. */
  home?: string | undefined;
  locale: Locale;
}

type Html = ReturnType<typeof html>;

const socialTitles: Record<SocialName, string> = { google: "Google", github: "GitHub", discord: "Discord" };

// Its text is what the policy's hash is of, to the letter: no space may come between.
const styleElement = raw(`<style>${style}</style>`);

function page({ shop, home, locale }: Frame, title: string, body: Html): Html {
  const text = textOf(locale);
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} – ${shop}</title>
        <link rel="icon" href="${raw(icon)}" />
        ${styleElement}
      </head>
      <body>
        <main>
          <p class="shop">${shop}</p>
          <div class="card">${body}</div>
          ${home === undefined ? "" : html`<p class="foot"><a href="${home}">${text.back(shop)}</a></p>`}
        </main>
      </body>
    </html>`;
}

/** The error stands with its field, and in the title, which is read first. */
const titled = (text: Text, title: string, error: string | undefined): string =>
  error === undefined ? title : `${text.errorTitle}: ${title}`;

const errorLine = (id: string, error: string | undefined): Html | string =>
  error === undefined ? "" : html`<span class="error" id="${id}" role="alert">${error}</span>`;

const described = (id: string, error: string | undefined) =>
  error === undefined ? "" : raw(` aria-invalid="true" aria-describedby="${id}"`);

export function emailPage(frame: Frame, view: { staff: boolean; social: SocialName[]; email?: string; error?: string | undefined }): Html {
  const text = textOf(frame.locale);
  const title = view.staff ? text.staffTitle(frame.shop) : text.title(frame.shop);
  const body = html`<h1>${title}</h1>
    <p>${text.lead}</p>
    <form method="post" action="/code/authorize" novalidate>
      <input type="hidden" name="action" value="request" />
      <label for="email">${text.email}</label>
      <input
        id="email"
        type="email"
        name="email"
        value="${view.email ?? ""}"
        maxlength="254"
        autocomplete="email"
        autocapitalize="none"
        spellcheck="false"
        required
        autofocus${described("email-error", view.error)}
      />
      ${errorLine("email-error", view.error)}
      <button>${text.sendCode}</button>
    </form>
    ${view.social.length === 0 ? "" : html`<p class="or">${text.or}</p>`}
    ${view.social.map((name) => html`<a class="button" href="/${name}/authorize">${text.continueWith(socialTitles[name])}</a>`)}`;
  return page(frame, titled(text, title, view.error), body);
}

export function codePage(frame: Frame, view: { email: string; error?: string | undefined }): Html {
  const text = textOf(frame.locale);
  const body = html`<h1>${text.codeTitle}</h1>
    <p>${text.codeLead(view.email)}</p>
    <form method="post" action="/code/authorize" novalidate>
      <input type="hidden" name="action" value="verify" />
      <label for="code">${text.code}</label>
      <input
        class="code"
        id="code"
        name="code"
        inputmode="numeric"
        autocomplete="one-time-code"
        maxlength="20"
        required
        autofocus${described("code-error", view.error)}
      />
      ${errorLine("code-error", view.error)}
      <button>${text.signIn}</button>
    </form>
    <form method="post" action="/code/authorize">
      <input type="hidden" name="action" value="again" />
      <button class="plain">${text.again}</button>
    </form>
    <p class="foot"><a href="/code/authorize">${text.otherEmail}</a></p>`;
  return page(frame, titled(text, text.codeTitle, view.error), body);
}

export type Notice = "lost" | "refused" | "notStaff" | "unverified" | "notFound" | "failed";

export function noticePage(frame: Frame, notice: Notice): Html {
  const text = textOf(frame.locale);
  const title = text[`${notice}Title`];
  return page(
    frame,
    title,
    html`<h1>${title}</h1>
      <p>${text[notice]}</p>`,
  );
}
