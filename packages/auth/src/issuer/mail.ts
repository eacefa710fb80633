import type { SESv2Client } from "@aws-sdk/client-sesv2";
import { type Context, text as property } from "@souk/core";
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

let client: SESv2Client | undefined;

/** Sends the code through SES. The code is in the body alone: subjects show on locked screens. */
export const sendMail: SendMail = async (ctx, mail) => {
  // Half of this function's code, and most requests send no mail: read when it is needed.
  const ses = await import("@aws-sdk/client-sesv2");
  client ??= new ses.SESv2Client({ maxAttempts: 3 });
  const content = contentOf(mail);
  const part = (Data: string) => ({ Data, Charset: "UTF-8" });
  await client.send(
    new ses.SendEmailCommand({
      FromEmailAddress: property(ctx.link("Sender"), "address"),
      Destination: { ToAddresses: [mail.to] },
      Content: { Simple: { Subject: part(content.subject), Body: { Text: part(content.text), Html: part(content.html) } } },
    }),
  );
};

export function contentOf({ code, shop, locale }: CodeMail): { subject: string; text: string; html: string } {
  const text = textOf(locale);
  const body = html`<!doctype html>
    <html lang="${locale}">
      <body style="margin:0;padding:24px;background:#faf6ee;color:#1b333d;font:16px/1.5 sans-serif">
        <p>${text.mailLead(shop)}</p>
        <p style="font-size:32px;font-weight:bold;letter-spacing:4px">${spaced(code)}</p>
        <p>${text.mailEnd}</p>
      </body>
    </html>`;
  return {
    subject: text.mailSubject(shop),
    text: `${text.mailLead(shop)}\n\n    ${spaced(code)}\n\n${text.mailEnd}\n`,
    html: String(body),
  };
}
