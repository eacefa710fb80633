import { type Context, text } from "@souk/core";
import { Order } from "@souk/order";
import { Shop } from "@souk/shop";
import { compose, type Occasion } from "./mail.letter.ts";
import type { Kind, Mail } from "./mail.model.ts";
import { fromLine, type Send } from "./mail.sender.ts";
import { claim, recordSent } from "./mail.store.ts";
import { toHtml, toText } from "./mail.template.ts";

/** Older news than this is history (a seed, a long outage, a replay): a mail about it would only confuse. */
const freshMilliseconds = 24 * 3600 * 1000;

export interface News {
  eventId: string;
  time: string;
  orderId: string;
  kind: Kind;
  facts: Pick<Occasion, "shipment" | "cancel" | "refund">;
}

/**
 * Sends the mail of an event. It is claimed before and recorded after: a crash in between can send it twice at most, and no order goes
 * without. While another holds the claim the event fails and comes again.
 */
export async function notify(ctx: Context, send: Send, { eventId, time, orderId, kind, facts }: News): Promise<void> {
  if (ctx.now().getTime() - Date.parse(time) > freshMilliseconds) return;
  const claimed = await claim(ctx, { eventId, kind, orderId });
  if (claimed === "sent") return;
  if (claimed === "held") throw new Error(`the mail of ${eventId} is being sent by another`);
  const mail = await write(ctx, orderId, kind, facts);
  const messageId = await delivered(send, mail);
  await recordSent(ctx, eventId, messageId);
  ctx.log.info("mail sent", { kind, orderId, messageId });
}

async function write(ctx: Context, orderId: string, kind: Kind, facts: News["facts"]): Promise<Mail> {
  // A letter tells only what never changes of an order; what happened comes with the event.
  const [{ head, detail }, shop] = await Promise.all([Order.getSoon(ctx, orderId), Shop.get(ctx)]);
  const url = new URL(`/orders/${orderId}`, text(ctx.link("Site"), "url"));
  url.searchParams.set("token", ctx.tokens.mint("order", orderId));
  const letter = compose({ kind, head, detail, shopName: shop.name, url: url.href, ...facts });
  return {
    to: detail.contact.email,
    from: fromLine(shop.name, text(ctx.link("Sender"), "address")),
    subject: letter.subject,
    text: toText(letter),
    html: toHtml(letter),
  };
}

/** A mail service names the address in its errors, and errors are logged: only the error's name is passed on. */
async function delivered(send: Send, mail: Mail): Promise<string> {
  try {
    return await send(mail);
  } catch (error) {
    throw new Error(`the mail service refused: ${error instanceof Error ? error.name : "unknown"}`);
  }
}
