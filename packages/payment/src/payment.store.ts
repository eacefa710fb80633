import { type Context, isConditionFailed, isConflict, perTable, put, remove, type Write } from "@souk/core";
import { CustomAttributeType, Entity } from "@souk/core/entity";
import type { Attempt, Payment } from "./payment.model.ts";

/**
 * | question                              | key                                                        |
 * |---------------------------------------|------------------------------------------------------------|
 * | the payment with its latest attempt   | `<shop>#payment#<paymentId>`, `payment`                    |
 *
 * An attempt is part of it: one item is what an attempt, a webhook, the end of the hold and a refund race for.
 */
const payments = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "payment", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          paymentId: { type: "string", required: true },
          orderId: { type: "string", required: true },
          provider: { type: "string", required: true },
          amount: { type: "number", required: true },
          currency: { type: "string", required: true },
          capture: { type: ["automatic", "manual"] as const, required: true },
          status: { type: ["open", "authorized", "captured", "voided"] as const, required: true },
          captured: { type: "number", required: true },
          refunded: { type: "number", required: true },
          refundable: { type: "number", required: true },
          late: { type: "boolean", required: true },
          attempts: { type: "number", required: true },
          attempt: { type: CustomAttributeType<Attempt>("any") },
          version: { type: "number", required: true },
          revision: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "paymentId"], template: "${shopId}#payment#${paymentId}", casing: "none" },
            sk: { field: "sk", composite: [], template: "payment", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

export interface RefundRow {
  paymentId: string;
  refundId: string;
  status: "pending" | "succeeded";
  amount: number;
  /** Units by SKU, and whether shipping was in it. */
  lines: Record<string, number>;
  shipping: boolean;
  restock: { sku: string; quantity: number }[];
  automatic: boolean;
  reason?: string | undefined;
  requestedAt: string;
  /** More tries than the one that began it have sent it to the provider. */
  shared?: boolean | undefined;
}

/**
 * | question                              | key                                                        |
 * |---------------------------------------|------------------------------------------------------------|
 * | a refund; all of a payment            | `<shop>#payment#<paymentId>`, `refund#<refundId>`          |
 * | refunds that wait for their end       | gsi1 `<shop>#payment#refunding`, `<requestedAt>#<refundId>` |
 *
 * The index holds pending refunds alone: the write that ends one takes it out.
 */
const refunds = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "refund", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          paymentId: { type: "string", required: true },
          refundId: { type: "string", required: true },
          status: { type: ["pending", "succeeded"] as const, required: true },
          amount: { type: "number", required: true },
          lines: { type: CustomAttributeType<Record<string, number>>("any"), required: true },
          shipping: { type: "boolean", required: true },
          restock: { type: CustomAttributeType<RefundRow["restock"]>("any"), required: true },
          automatic: { type: "boolean", required: true },
          reason: { type: "string" },
          requestedAt: { type: "string", required: true },
          shared: { type: "boolean" },
          // Keys as attributes: a refund that ended is in no index.
          waitingKey: { type: "string", field: "gsi1pk", hidden: true },
          waitingSince: { type: "string", field: "gsi1sk", hidden: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "paymentId"], template: "${shopId}#payment#${paymentId}", casing: "none" },
            sk: { field: "sk", composite: ["refundId"], template: "refund#${refundId}", casing: "none" },
          },
          waiting: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["waitingKey"], template: "${waitingKey}", casing: "none" },
            sk: { field: "gsi1sk", composite: ["waitingSince"], template: "${waitingSince}", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

/** The partition of a payment's items and events. */
export const partitionOf = (ctx: Context, paymentId: string): string => `${ctx.shopId}#payment#${paymentId}`;

/** As of now unless the caller can do with a moment ago, at half the price: what decides may not be stale. */
export async function find(ctx: Context, paymentId: string, { consistent = true } = {}): Promise<Payment | undefined> {
  const { data } = await payments(ctx).get({ shopId: ctx.shopId, paymentId }).go({ consistent });
  if (!data) return undefined;
  const { shopId: _shop, ...payment } = data;
  return payment;
}

/** Creates a payment (label `payment`), if absent. */
export const inserting = (ctx: Context, payment: Payment): Write =>
  put(
    "payment",
    payments(ctx)
      .create({ ...payment, shopId: ctx.shopId })
      .params(),
  );

/** Changes a payment (label `payment`) on condition that nothing was written to it since it was read. */
export function updating(ctx: Context, before: Payment, change: Partial<Payment>): Write {
  const after = { ...before, ...change, revision: before.revision + 1, shopId: ctx.shopId };
  return put(
    "payment",
    payments(ctx)
      .put(after)
      .where(({ revision }, { eq }) => eq(revision, before.revision))
      .params(),
  );
}

export async function findRefund(ctx: Context, paymentId: string, refundId: string): Promise<RefundRow | undefined> {
  const { data } = await refunds(ctx).get({ shopId: ctx.shopId, paymentId, refundId }).go({ consistent: true });
  return data ? toRefund(data) : undefined;
}

export async function listRefunds(ctx: Context, paymentId: string): Promise<RefundRow[]> {
  const { data } = await refunds(ctx).query.primary({ shopId: ctx.shopId, paymentId }).go({ consistent: true, pages: "all" });
  return data.map(toRefund);
}

const waitingKey = (ctx: Context) => `${ctx.shopId}#payment#refunding`;
const waiting = (ctx: Context, { requestedAt, refundId }: RefundRow) => ({
  waitingKey: waitingKey(ctx),
  waitingSince: `${requestedAt}#${refundId}`,
});

/** Refunds that were requested before an instant and have not ended, oldest first, as of a second ago. */
export async function listWaiting(ctx: Context, before: string, limit: number): Promise<RefundRow[]> {
  const { data } = await refunds(ctx)
    .query.waiting({ waitingKey: waitingKey(ctx) })
    .lt({ waitingSince: before })
    .go({ limit });
  return data.map(toRefund);
}

function toRefund({ shopId: _shop, ...row }: RefundRow & { shopId: string }): RefundRow {
  return row;
}

/** Labels `refund`: begun if absent, ended or shared if still pending, taken back if no other has sent it. */
export const beginning = (ctx: Context, row: RefundRow): Write =>
  put(
    "refund",
    refunds(ctx)
      .create({ ...row, ...waiting(ctx, row), shopId: ctx.shopId })
      .params(),
  );

export const ending = (ctx: Context, row: RefundRow): Write =>
  put(
    "refund",
    refunds(ctx)
      .put({ ...row, status: "succeeded", shopId: ctx.shopId })
      .where(({ status }, { eq }) => eq(status, "pending"))
      .params(),
  );

export const sharing = (ctx: Context, row: RefundRow): Write =>
  put(
    "refund",
    refunds(ctx)
      .put({ ...row, ...waiting(ctx, row), shared: true, shopId: ctx.shopId })
      .where(({ status }, { eq }) => eq(status, "pending"))
      .params(),
  );

export const takingBack = (ctx: Context, { paymentId, refundId }: RefundRow): Write =>
  remove(
    "refund",
    refunds(ctx)
      .delete({ shopId: ctx.shopId, paymentId, refundId })
      .where(({ status, shared }, { eq, notExists }) => `${eq(status, "pending")} AND ${notExists(shared)}`)
      .params(),
  );

/** Commits a single put at half the price of a transaction. False when its condition failed or another was writing the item. */
export async function commitAlone(ctx: Context, { item }: Write): Promise<boolean> {
  if (!item.Put) throw new TypeError("only a put is committed alone");
  try {
    await ctx.table.client.send({ operation: "PutItem", input: item.Put });
    return true;
  } catch (error) {
    if (isConditionFailed(error) || isConflict(error)) return false;
    throw error;
  }
}
