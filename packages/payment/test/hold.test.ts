import type { CloudEvent } from "@souk/core";
import { consumer } from "@souk/core/consumer";
import type { Order } from "@souk/order";
import { beforeEach, expect, test } from "vitest";
import { expire } from "../src/expire.ts";
import { reactionsWith } from "../src/hold.ts";
import { useStage } from "./stage.ts";

const stage = useStage();
const again: number[] = [];
const system = () => stage.ctx({ type: "system", name: "hold" });
const handler = consumer(
  "hold",
  reactionsWith(async (_ctx, _event, delaySeconds) => void again.push(delaySeconds)),
  system,
);

beforeEach(() => void (again.length = 0));

/** Delivers `order.placed` to the hold, as its queue does after 900 s. */
async function holdEnds(order: Order.Head): Promise<void> {
  const event = (await stage.events()).find(({ subject, type }) => subject === order.orderId && type === "order.placed") as CloudEvent;
  const { batchItemFailures } = await handler({ Records: [{ messageId: "m1", body: JSON.stringify({ detail: event }) }] } as never);
  expect(batchItemFailures).toEqual([]);
}

const kindsOf = async (order: Order.Head) => (await stage.ledger(order.orderId)).map(({ kind }) => kind);
const minutes = (count: number) => stage.clock.advance(count * 60_000);

async function challenged() {
  const order = await stage.order();
  const { nextAction } = (await (await stage.confirm(order, "pm_card_authenticationRequired")).json()) as {
    nextAction: { redirectUrl: string };
  };
  return { order, redirectUrl: nextAction.redirectUrl };
}

test("an order that nobody tried to pay is canceled, and can be paid no more", async () => {
  const order = await stage.order();
  minutes(15);
  await holdEnds(order);
  await holdEnds(order);
  expect(await stage.head(order.orderId)).toMatchObject({ status: "canceled", paymentStatus: "voided", cancelReason: "hold_expired" });
  expect(await stage.eventsOf(order.orderId)).toEqual(["order.placed", "order.canceled"]);
  expect(await stage.eventsOf(order.paymentId)).toEqual(["payment.voided"]);
  expect((await stage.confirm(order, "pm_card_visa")).status).toBe(409);
  expect(await kindsOf(order)).toEqual([]);
  expect(again).toEqual([]);
});

test("a paid order is left alone", async () => {
  const order = await stage.order();
  await stage.confirm(order, "pm_card_visa");
  minutes(15);
  await holdEnds(order);
  expect((await stage.head(order.orderId)).status).toBe("open");
});

test("a message that comes early is sent again for the rest of the time", async () => {
  const order = await stage.order();
  minutes(10);
  await holdEnds(order);
  expect(again).toEqual([300]);
  expect((await stage.head(order.orderId)).status).toBe("open");
});

test("a declined order is canceled and voided at the provider", async () => {
  const order = await stage.order();
  await stage.confirm(order, "pm_card_chargeDeclined");
  minutes(15);
  await holdEnds(order);
  expect((await stage.head(order.orderId)).status).toBe("canceled");
  expect(await kindsOf(order)).toEqual(["void"]);
  expect(await stage.eventsOf(order.paymentId)).toEqual(["payment.attempt_declined", "payment.voided"]);
});

test("a charge that nobody told of is found when the hold ends: the order is paid", async () => {
  const order = await stage.order();
  expect((await stage.confirm(order, "pm_card_timeoutAfterCharge")).status).toBe(202);
  minutes(15);
  await holdEnds(order);
  expect(await stage.head(order.orderId)).toMatchObject({ status: "open", paymentStatus: "paid" });
});

test("a shopper at the bank is waited for, 30 minutes from the challenge", async () => {
  const { order, redirectUrl } = await challenged();
  minutes(15);
  await holdEnds(order);
  expect(again).toEqual([900]);
  minutes(14);
  await stage.bank(redirectUrl, "approve");
  minutes(1);
  await holdEnds(order);
  expect(await stage.head(order.orderId)).toMatchObject({ status: "open", paymentStatus: "paid" });
  expect(await kindsOf(order)).toEqual(["charge"]);
});

test("a shopper who does not come back from the bank is too late after 30 minutes", async () => {
  const { order, redirectUrl } = await challenged();
  minutes(30);
  await holdEnds(order);
  expect((await stage.head(order.orderId)).status).toBe("canceled");
  await stage.bank(redirectUrl, "approve");
  expect(await kindsOf(order)).toEqual(["void"]);
  expect(await stage.eventsOf(order.paymentId)).toEqual(["payment.voided"]);
});

test("an outage of the provider makes the hold of a pending payment wait", async () => {
  const { order } = await challenged();
  minutes(31);
  stage.outage.mode = "refused";
  await holdEnds(order);
  expect(again).toEqual([60]);
  expect((await stage.head(order.orderId)).status).toBe("open");
  stage.outage.mode = "none";
  await holdEnds(order);
  expect((await stage.head(order.orderId)).status).toBe("canceled");
});

test("the end of the hold, the shopper's approval, its webhook and another card at once: paid or canceled, never both", async () => {
  for (let round = 0; round < 12; round += 1) {
    const { order, redirectUrl } = await challenged();
    minutes(31);
    stage.webhooks.length = 0;
    await Promise.all([expire(system(), order.orderId), stage.bank(redirectUrl, "approve"), stage.confirm(order, "pm_card_visa")]);
    for (const { message } of stage.webhooks) expect((await stage.deliver(message)).status).toBe(204);
    await expire(system(), order.orderId);
    const head = await stage.head(order.orderId);
    const books = (await kindsOf(order)).filter((kind) => kind !== "void");
    expect(["canceled voided ", "canceled voided charge,refund", "open paid charge"]).toContain(
      `${head.status} ${head.paymentStatus} ${books.join()}`,
    );
  }
});

test("the end of the hold and a first card at once: paid or canceled, never both", async () => {
  for (let round = 0; round < 12; round += 1) {
    const order = await stage.order();
    minutes(15);
    stage.webhooks.length = 0;
    const [response] = await Promise.all([stage.confirm(order, "pm_card_visa"), expire(system(), order.orderId)]);
    for (const { message } of stage.webhooks) expect((await stage.deliver(message)).status).toBe(204);
    const head = await stage.head(order.orderId);
    const books = await kindsOf(order);
    const ends = ["409 canceled voided ", "409 canceled voided charge,refund", "200 open paid charge"];
    expect(ends).toContain(`${response.status} ${head.status} ${head.paymentStatus} ${books.join()}`);
  }
});
