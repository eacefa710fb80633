import { callService, type Service } from "./service.ts";

const ses: Service = { name: "ses", host: "email", variable: "SESV2" };

export interface Letter {
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** Sends one mail and answers its id. `attempts` is 1 where a repeat is the caller's own: one lost answer could send it twice. */
export async function sendEmail({ from, to, subject, text, html }: Letter, attempts: number): Promise<string> {
  const part = (Data: string) => ({ Data, Charset: "UTF-8" });
  const input = {
    FromEmailAddress: from,
    Destination: { ToAddresses: [to] },
    Content: { Simple: { Subject: part(subject), Body: { Text: part(text), Html: part(html) } } },
  };
  const headers = { "content-type": "application/json" };
  const answer = await callService(ses, {
    method: "POST",
    path: "/v2/email/outbound-emails",
    headers,
    body: JSON.stringify(input),
    attempts,
  });
  const { MessageId } = JSON.parse(answer.toString("utf8")) as { MessageId?: string };
  return MessageId ?? "";
}
