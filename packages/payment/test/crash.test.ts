import type { Context } from "@souk/core";
import { Order } from "@souk/order";
import { expect, test } from "vitest";
import { expire } from "../src/expire.ts";
import * as Payment from "../src/payment.ts";
import { release } from "../src/release.ts";
import { useStage } from "./stage.ts";

const stage = useStage();
const staff = () => stage.ctx({ type: "staff", staffId: "key" });

class Crash extends Error {}

/** A context that dies at the database command of the given number: before the command is carried out, or right after it. */
function dying(ctx: Context, at: number, after: boolean): Context {
  let count = 0;
  const { client, name } = ctx.table;
  const send: typeof client.send = async (command) => {
    const dies = count === at;
    count += 1;
    if (dies && !after) throw new Crash();
    const answer = await client.send(command);
    if (dies) throw new Crash();
    return answer;
  };
  return { ...ctx, table: { name, client: { send } } };
}

/** Runs a command that crashes at each of its steps in turn, then runs it again to its end, and looks at what came of it. */
async function atEveryStep(
  prepare: () => Promise<Order.Head>,
  run: (ctx: Context, order: Order.Head) => Promise<unknown>,
  look: (order: Order.Head) => Promise<void>,
) {
  let crashes = 0;
  for (const after of [false, true]) {
    for (let at = 0; at < 40; at += 1) {
      const order = await prepare();
      const crashed = await run(dying(staff(), at, after), order).then(
        () => false,
        (error: unknown) => {
          if (error instanceof Crash || (error instanceof Error && error.cause instanceof Crash)) return true;
          throw error;
        },
      );
      stage.clock.advance(31_000);
      await run(staff(), order);
      await run(staff(), order);
      await look(order);
      if (!crashed) break;
      crashes += 1;
    }
  }
  expect(crashes).toBeGreaterThan(4);
}

const sequencesOf = async (subject: string) => {
  const sequences = (await stage.events()).filter((event) => event.subject === subject).map(({ sequence }) => sequence);
  return sequences.sort((a, b) => a - b);
};
const kindsOf = async ({ orderId }: Order.Head) => (await stage.ledger(orderId)).map(({ kind }) => kind);

test("a confirmation that crashes at any step is charged once and pays its order when it is repeated", async () => {
  let claims = 0;
  const claimOf = new Map<string, string>();
  await atEveryStep(
    async () => {
      const order = await stage.order();
      claimOf.set(order.orderId, `claim_${(claims += 1)}`);
      return order;
    },
    (ctx, { orderId, paymentId }) => Payment.confirm(ctx, { paymentId, paymentMethod: "pm_card_visa" }, claimOf.get(orderId) ?? ""),
    async (order) => {
      expect(await kindsOf(order)).toEqual(["charge"]);
      expect(await stage.head(order.orderId)).toMatchObject({ paymentStatus: "paid", version: 2 });
      expect(await sequencesOf(order.paymentId)).toEqual([1]);
      expect((await stage.status(order))["attemptsLeft"]).toBe(4);
    },
  );
});

test("a refund that crashes at any step is made once and written down when it is repeated", async () => {
  await atEveryStep(
    async () => {
      const order = await stage.order();
      await stage.confirm(order, "pm_card_visa");
      return order;
    },
    (ctx, { paymentId }) => Payment.refund(ctx, { paymentId, amount: 700 }, "claim_of_the_refund"),
    async (order) => {
      expect(await kindsOf(order)).toEqual(["charge", "refund"]);
      expect(await stage.status(order)).toMatchObject({ refunded: { amount: 700 } });
      expect(await stage.head(order.orderId)).toMatchObject({ paymentStatus: "partially_refunded", refunded: 700, version: 3 });
      expect(await sequencesOf(order.paymentId)).toEqual([1, 2]);
      expect((await stage.refund(order, {})).status).toBe(201);
      expect(await stage.status(order)).toMatchObject({ refunded: { amount: 3390 } });
    },
  );
});

test("the reaction to a canceled order that crashes at any step refunds it once", async () => {
  await atEveryStep(
    async () => {
      const order = await stage.order();
      await stage.confirm(order, "pm_card_visa");
      await Order.cancel(staff(), { orderId: order.orderId });
      return order;
    },
    (ctx, order) => release(ctx, order, "evt_1"),
    async (order) => {
      expect(await kindsOf(order)).toEqual(["charge", "refund"]);
      expect(await stage.head(order.orderId)).toMatchObject({ status: "canceled", paymentStatus: "refunded" });
    },
  );
});

test("the end of a hold that crashes at any step cancels the order and closes its payment", async () => {
  await atEveryStep(
    async () => {
      const order = await stage.order();
      await stage.confirm(order, "pm_card_authenticationRequired");
      stage.clock.advance(31 * 60_000);
      return order;
    },
    (ctx, { orderId }) => expire(ctx, orderId),
    async (order) => {
      await release(staff(), order, "evt_2");
      expect(await kindsOf(order)).toEqual(["void"]);
      expect(await stage.head(order.orderId)).toMatchObject({ status: "canceled", version: 2 });
      expect(await sequencesOf(order.paymentId)).toEqual([1]);
    },
  );
});
