import { SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import type { Mail } from "./mail.model.ts";

/** Sends one mail and answers its id. */
export type Send = (mail: Mail) => Promise<string>;

// Repeats are the queue's: one within the same call could send the mail twice.
const client = new SESv2Client({ maxAttempts: 1 });

export const sendBySes: Send = async ({ to, from, subject, text, html }) => {
  const part = (Data: string) => ({ Data, Charset: "UTF-8" });
  const Content = { Simple: { Subject: part(subject), Body: { Text: part(text), Html: part(html) } } };
  const { MessageId } = await client.send(new SendEmailCommand({ FromEmailAddress: from, Destination: { ToAddresses: [to] }, Content }));
  return MessageId ?? "";
};

/** `"Souk" <orders@souk.example>`; a name beyond ASCII as RFC 2047 writes it. */
export function fromLine(name: string, address: string): string {
  const plain = /^[\x20-\x7e]*$/.test(name);
  return `${plain ? `"${name.replace(/["\\]/g, "")}"` : `=?UTF-8?B?${Buffer.from(name).toString("base64")}?=`} <${address}>`;
}
