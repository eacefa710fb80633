import { sendEmail } from "@souk/core/aws/mail";
import type { Mail } from "./mail.model.ts";

/** Sends one mail and answers its id. */
export type Send = (mail: Mail) => Promise<string>;

// Repeats are the queue's: one within the same call could send the mail twice.
export const sendBySes: Send = (mail) => sendEmail(mail, 1);

/** `"Souk" <orders@souk.example>`; a name beyond ASCII as RFC 2047 writes it. */
export function fromLine(name: string, address: string): string {
  const plain = /^[\x20-\x7e]*$/.test(name);
  return `${plain ? `"${name.replace(/["\\]/g, "")}"` : `=?UTF-8?B?${Buffer.from(name).toString("base64")}?=`} <${address}>`;
}
