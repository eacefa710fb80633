import { type Context, expiresIn, instant, isConditionFailed, isConflict, perTable, unexpired } from "@souk/core";
import { Entity } from "@souk/core/entity";
import type { Kind } from "./mail.model.ts";

/** Longer than a function lives: whoever claimed a mail so long ago is gone. */
const leaseSeconds = 30;
/** Longer than any message can live, a redrive of its dead letter included. */
const keptSeconds = 35 * 24 * 3600;

/**
 * | question                                   | key                              |
 * |--------------------------------------------|----------------------------------|
 * | was the mail of this event sent            | `<shop>#mail#<event id>`, `mail` |
 *
 * Nothing personal: to whom it went is in the order.
 */
const mails = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "mail", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          eventId: { type: "string", required: true },
          kind: { type: "string", required: true },
          orderId: { type: "string", required: true },
          status: { type: ["claimed", "sent"] as const, required: true },
          leaseUntil: { type: "number", required: true },
          sentAt: { type: "string" },
          messageId: { type: "string" },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "eventId"], template: "${shopId}#mail#${eventId}", casing: "none" },
            sk: { field: "sk", composite: [], template: "mail", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

interface Claim {
  eventId: string;
  kind: Kind;
  orderId: string;
}

const keyOf = (ctx: Context, eventId: string) => ({ shopId: ctx.shopId, eventId });

/** `claimed`: it is ours to send. `sent`: it was sent before. `held`: another is at it. */
export async function claim(ctx: Context, { eventId, kind, orderId }: Claim): Promise<"claimed" | "sent" | "held"> {
  const now = expiresIn(ctx, 0);
  const row = {
    ...keyOf(ctx, eventId),
    kind,
    orderId,
    status: "claimed" as const,
    leaseUntil: expiresIn(ctx, leaseSeconds),
    expiresAt: expiresIn(ctx, keptSeconds),
  };
  try {
    await mails(ctx)
      .put(row)
      .where(
        ({ status, leaseUntil, expiresAt }, { notExists, eq, lte }) =>
          `${notExists(status)} OR (${eq(status, "claimed")} AND ${lte(leaseUntil, now)}) OR ${lte(expiresAt, now)}`,
      )
      .go();
    return "claimed";
  } catch (error) {
    if (!isConditionFailed(error) && !isConflict(error)) throw error;
    const { data } = await mails(ctx).get(keyOf(ctx, eventId)).go({ consistent: true });
    return unexpired(ctx, data)?.status === "sent" ? "sent" : "held";
  }
}

export async function recordSent(ctx: Context, eventId: string, messageId: string): Promise<void> {
  await mails(ctx)
    .patch(keyOf(ctx, eventId))
    .set({ status: "sent", sentAt: instant(ctx), messageId })
    .go();
}
