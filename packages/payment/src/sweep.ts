import { type Context, instant } from "@souk/core";
import { job } from "@souk/core/job";
import { type Patrol, patrol } from "@souk/core/patrol";
import { Order } from "@souk/order";
import { expire } from "./expire.ts";
import { challengeSeconds } from "./payment.model.ts";
import * as Store from "./payment.store.ts";
import { findProvider } from "./provider/linked.ts";
import { resume } from "./refund.ts";

/** The hold's own message comes first, and may be tried again; only then the sweeper looks. */
const graceSeconds = 120;
/** A shopper at the bank's page keeps the order open so much longer; after that it is stuck. */
const patienceSeconds = challengeSeconds + graceSeconds;
const firstMilliseconds = 7 * 86_400_000;
const runSeconds = 10;
/** Requests that are on their way are left to those who sent them. */
const refundGraceSeconds = 120;
const refundsAtMost = 100;

const instantBefore = (ctx: Context, seconds: number) => new Date(ctx.now().getTime() - seconds * 1000).toISOString();

/** Every order once, when its hold is over: one that is unpaid and open lost its message on the way, and is ended as by the message. */
export const holds: Patrol<undefined> = {
  name: "hold",
  async next(ctx, position) {
    const after = position ?? new Date(ctx.now().getTime() - firstMilliseconds).toISOString();
    const page = await Order.listPlaced(ctx, { after, before: instantBefore(ctx, Order.holdSeconds + graceSeconds), limit: 100 });
    const open = page.items.filter(({ status, paymentStatus }) => status === "open" && paymentStatus === "unpaid");
    return { ...page, items: open.map(({ orderId }) => ({ subject: orderId, item: undefined })) };
  },
  async check(ctx, orderId) {
    const again = await expire(ctx, orderId);
    if (again === undefined) return undefined;
    return { difference: "hold_not_ended", facts: { orderId, lookAgainAt: new Date(again).toISOString() }, patienceSeconds };
  },
};

/**
 * Sends refunds again that were asked for and have no end: whoever asked died on the way, or the answer and the webhook were lost. Answers
 * how many wait for so long that a person must look.
 */
export async function endRefunds(ctx: Context): Promise<number> {
  const waiting = await Store.listWaiting(ctx, instantBefore(ctx, refundGraceSeconds), refundsAtMost);
  const provider = waiting.length > 0 ? findProvider(ctx) : undefined;
  let stuck = 0;
  for (const row of waiting) {
    const { paymentId, refundId, requestedAt } = row;
    try {
      if (!provider) throw new Error("this stage has no payment provider");
      await resume(ctx, provider, row);
      ctx.log.warn("a refund was ended by the sweeper", { paymentId, refundId, requestedAt });
    } catch (error) {
      const old = requestedAt < instantBefore(ctx, patienceSeconds);
      if (old) stuck += 1;
      const reason = error instanceof Error ? error.message : String(error);
      ctx.log[old ? "error" : "warn"]("a refund waits for its end", { paymentId, refundId, requestedAt, at: instant(ctx), reason });
    }
  }
  return stuck;
}

export async function run(ctx: Context): Promise<{ StuckOrders: number; StuckRefunds: number }> {
  const { stuck } = await patrol(ctx, holds, runSeconds);
  return { StuckOrders: stuck.length, StuckRefunds: await endRefunds(ctx) };
}

export const handler = job("sweep", run);
