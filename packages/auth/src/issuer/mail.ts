import { type Context, text as property } from "@souk/core";
import { sendEmail } from "@souk/core/aws/mail";
import { html } from "hono/html";
import { type Locale, textOf } from "./text.ts";

export interface CodeMail {
  to: string;
  code: string;
  shop: string;
  locale: Locale;
}
export type SendMail = (ctx: Context, mail: CodeMail) => Promise<void>;

/** In two groups, as people read eight digits. */
export const spaced = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`;

/** Sends the code through SES. The code is in the body alone: subjects show on locked screens. */
export const sendMail: SendMail = async (ctx, mail) => {
  await sendEmail({ from: property(ctx.link("Sender"), "address"), to: mail.to, ...contentOf(mail) }, 3);
};

export function contentOf({ code, shop, locale }: CodeMail): { subject: string; text: string; html: string } {
  const text = textOf(locale);
  const body = html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${text.mailSubject(shop)}</title>
      </head>
      <body
        style="margin:0;padding:24px 12px;background:#faf6ee;color:#1b333d;font:16px/1.55 Figtree,system-ui,-apple-system,'Segoe UI',sans-serif"
      >
        <div style="max-width:560px;margin:0 auto;padding:36px 28px;background:#fffdf8;border:1px solid #dccdb4;border-radius:16px">
          <p style="margin:0 0 16px">${text.mailLead(shop)}</p>
          <p style="margin:0 0 16px;font-size:36px;font-weight:600;letter-spacing:4px">${spaced(code)}</p>
          <p style="margin:0;color:#566770">${text.mailEnd}</p>
        </div>
      </body>
    </html>`;
  return {
    subject: text.mailSubject(shop),
    text: `${text.mailLead(shop)}\n\n    ${spaced(code)}\n\n${text.mailEnd}\n`,
    html: String(body),
  };
}
