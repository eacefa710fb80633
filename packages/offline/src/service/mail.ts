import { randomUUID } from "node:crypto";
import type { Clock, StoredMail } from "../contract.ts";
import { json, parse, type Answer, type Call } from "./http.ts";
import type { Mails } from "./mail.store.ts";
import { ServiceError } from "./service-error.ts";
import type { Topology } from "./topology.ts";

interface Parts {
  mails: Mails;
  clock: Clock;
  topology: () => Topology;
}
interface SendEmail {
  FromEmailAddress?: string;
  Destination?: { ToAddresses?: string[]; CcAddresses?: string[]; BccAddresses?: string[] };
  Content?: { Simple?: Simple; Raw?: { Data?: string }; Template?: unknown };
}
interface Simple {
  Subject?: { Data?: string };
  Body?: { Text?: { Data?: string }; Html?: { Data?: string } };
}

const bad = (message: string) => new ServiceError("BadRequestException", message);

/** SESv2's SendEmail. Mail is kept for the console's inbox and goes nowhere; a raw message is kept as it is. */
export function createMail({ mails, clock, topology }: Parts): (call: Call) => Answer {
  return (call) => {
    if (call.method !== "POST") throw bad("Only SendEmail is imitated offline.");
    const input = parse(call.body) as SendEmail;
    const from = input.FromEmailAddress ?? "";
    requireSender(from, topology());
    const { ToAddresses: to = [], CcAddresses: cc = [], BccAddresses: bcc = [] } = input.Destination ?? {};
    const recipients = [...to, ...cc, ...bcc];
    if (recipients.length === 0 || recipients.length > 50) throw bad("A mail has between 1 and 50 recipients.");
    for (const address of recipients) if (!/^[^@\s]+@[^@\s]+$/.test(bare(address))) throw bad(`"${address}" is no address.`);
    const id = randomUUID();
    mails.insert({ id, at: clock.now(), from, to: recipients, ...content(input.Content) });
    return json({ MessageId: id });
  };
}

function content(given: SendEmail["Content"] = {}): Pick<StoredMail, "subject" | "text" | "html"> {
  if (given.Raw?.Data) return { subject: "", text: Buffer.from(given.Raw.Data, "base64").toString(), html: "" };
  if (given.Template) throw bad("Templates of SES are not imitated offline.");
  const subject = given.Simple?.Subject?.Data;
  const { Text, Html } = given.Simple?.Body ?? {};
  if (!subject || (Text?.Data === undefined && Html?.Data === undefined)) throw bad("A mail has a subject, and a text or an HTML body.");
  return { subject, text: Text?.Data ?? "", html: Html?.Data ?? "" };
}

/** The address in `Name <address>`. */
const bare = (address: string) => (/<([^<>]*)>\s*$/.exec(address)?.[1] ?? address).trim();

/** As SES does: the address itself, or its domain or one above it, was declared with `sst.aws.Email`. */
function requireSender(from: string, { senders, region }: Topology): void {
  const address = bare(from).toLowerCase();
  const domain = address.split("@")[1] ?? "";
  const verified = senders.some((sender) => {
    const identity = sender.toLowerCase();
    return identity === address || (domain !== "" && (domain === identity || domain.endsWith(`.${identity}`)));
  });
  if (!verified)
    throw new ServiceError(
      "MessageRejected",
      `Email address is not verified. The following identities failed the check in region ${region}: ${from}`,
    );
}
