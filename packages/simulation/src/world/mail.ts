import type { World } from "./world.ts";
import { current } from "./invocation.ts";

export interface SentMail {
  to: string;
  subject: string;
  text: string;
  at: number;
  /** The function that sent it. */
  by: string;
}

/** The mail service: it takes a mail, refuses for the moment, or takes it and cannot say so. */
export async function send({ to, subject, text }: Pick<SentMail, "to" | "subject" | "text">): Promise<string> {
  const invocation = current();
  const { world } = invocation;
  return invocation.io("SendEmail", () => {
    if (invocation.strikes("F7")) throw new Error("TooManyRequestsException");
    deliver(world, { to, subject, text, at: world.scheduler.now, by: invocation.label });
    if (invocation.strikes("F9")) throw new Error("the mail service did not answer");
    return `mail-${world.mails.length}`;
  });
}

const deliver = (world: World, mail: SentMail): void => void world.mails.push(mail);
