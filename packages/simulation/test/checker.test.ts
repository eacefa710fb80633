import { beforeAll, describe, expect, test } from "vitest";
import { judgeCommit } from "../src/check/commit.ts";
import type { Change, Evidence, Fields } from "../src/check/evidence.ts";
import { judgeEnd } from "../src/check/final.ts";
import { observe } from "../src/run.ts";

const pk = "demo#order#order_1";
const event = (sequence: number, type = "order.paid"): Change => ({
  pk,
  sk: `$event#${String(sequence).padStart(10, "0")}`,
  before: undefined,
  after: { pk, event: { id: "evt_1", type, sequence, data: {} } },
});
const head = { status: "open", paymentStatus: "unpaid", fulfillmentStatus: "unfulfilled", version: 1, refunded: 0, totals: { total: 100 } };
const moved = (after: Fields, before: Fields = head): Change => ({ pk, sk: "order", before, after: { ...before, version: 2, ...after } });
const level = (onHand: number, available: number): Change => ({
  pk: "demo#stock#A",
  sk: "main",
  before: { onHand: 5, available: 5 },
  after: { onHand, available },
});
const judged = (...changes: Change[]) => judgeCommit("demo", { by: "test", at: 0, step: 1, changes }).map(({ invariant }) => invariant);

describe("a commit", () => {
  test("that is in order says nothing", () => {
    expect(judged(moved({ paymentStatus: "paid" }), event(2))).toEqual([]);
    expect(judged(level(5, 0), level(9, 9))).toEqual([]);
  });

  test.each<[string, Change[], string]>([
    ["sells what is not there", [level(5, -1)], "I1"],
    ["has more to sell than lies there", [level(5, 6)], "I1"],
    ["changes an order and says nothing", [moved({ paymentStatus: "paid" })], "I7"],
    ["announces what did not change", [event(2)], "I7"],
    ["leaves a number out", [moved({ paymentStatus: "paid", version: 3 }), event(3)], "I7"],
    ["rewrites an event", [{ ...event(1), before: event(1).after }], "I7"],
    ["takes a step back", [moved({ paymentStatus: "unpaid" }, { ...head, paymentStatus: "paid" }), event(2)], "I13"],
    ["completes what is not shipped", [moved({ status: "completed" }, { ...head, paymentStatus: "paid" }), event(2)], "I13"],
    [
      "refunds more than there was",
      [moved({ paymentStatus: "refunded", refunded: 101 }, { ...head, paymentStatus: "paid" }), event(2)],
      "I6",
    ],
    ["changes the total", [moved({ paymentStatus: "paid", totals: { total: 1 } }), event(2)], "I3"],
    ["writes into another shop", [{ pk: "other#cart#1", sk: "cart", before: undefined, after: {} }], "I15"],
    [
      "fills a cart that was placed",
      [
        {
          pk: "demo#cart#1",
          sk: "cart",
          before: { status: "closed", version: 2, expiresAt: 9e9 },
          after: { status: "closed", version: 3 },
        },
      ],
      "I13",
    ],
    [
      "takes a second charge into the books",
      [
        {
          pk: "demo#payment#pay_1",
          sk: "payment",
          before: { status: "captured", captured: 5, refunded: 0, refundable: 5, version: 1 },
          after: { status: "captured", captured: 9, refunded: 0, refundable: 9, version: 1 },
        },
      ],
      "I5",
    ],
  ])("%s", (_name, changes, invariant) => expect(judged(...changes)).toContain(invariant));
});

describe("the end of a run", () => {
  let evidence: Evidence;
  beforeAll(async () => {
    // One in which something was paid, shipped and refunded.
    for (let seed = 1; ; seed += 1) {
      const seen = await observe({ seed, profile: {} });
      const done = (what: string) => (seen.outcome.counts[what] ?? 0) > 0;
      evidence = seen.evidence;
      if (done("fulfillOrder 201") && done("refundPayment 201")) break;
    }
  });
  const judge = (change: Partial<Evidence>) => judgeEnd({ ...evidence, ...change }, 1).map(({ invariant }) => invariant);
  const without = <T>(list: T[], drop: (one: T) => boolean) => list.filter((one) => !drop(one));
  const twice = <T>(list: T[], wanted: (one: T) => boolean) => [...list, ...list.filter(wanted).slice(0, 1)];
  const items = (change: (item: Fields) => Fields) => evidence.items.map((item) => change({ ...item }));

  test("that is in order says nothing", () => expect(judge({})).toEqual([]));

  test.each<[string, () => Partial<Evidence>, string]>([
    [
      "a unit is missing on the shelf",
      () => ({ items: items((item) => (item["sk"] === "main" ? { ...item, onHand: Number(item["onHand"]) + 1 } : item)) }),
      "I1",
    ],
    ["the provider charged twice", () => ({ ledger: twice(evidence.ledger, ({ kind }) => kind === "charge") }), "I5"],
    ["the provider charged and our books do not know", () => ({ items: without(evidence.items, ({ sk }) => sk === "payment") }), "I4"],
    ["a refund is in our books alone", () => ({ ledger: without(evidence.ledger, ({ kind }) => kind === "refund") }), "I4"],
    ["an event is missing", () => ({ items: without(evidence.items, ({ sk }) => sk === "$event#0000000002") }), "I7"],
    [
      "an event was not handled by one of its consumers",
      () => ({ deliveries: without(evidence.deliveries, ({ queue }) => queue === "Inventory") }),
      "I8",
    ],
    ["a message lies with the dead letters", () => ({ dead: [{ queue: "Order", about: "evt_1", receives: 5, poison: false }] }), "I8"],
    ["something is still under way", () => ({ waiting: ["Order evt_1"] }), "I8"],
    ["a mail was not sent", () => ({ mails: evidence.mails.slice(1) }), "I9"],
    ["a mail was sent twice", () => ({ mails: twice(evidence.mails, () => true) }), "I9"],
    ["an order that was acknowledged is gone", () => ({ items: without(evidence.items, ({ sk }) => sk === "order") }), "I11"],
    [
      "somebody was told another answer under the same key",
      () => ({
        told: [
          ...evidence.told,
          ...evidence.told
            .filter(({ kind, status }) => kind === "placeOrder" && status === 201)
            .map((one) => ({ ...one, text: `${one.text} ` })),
        ],
      }),
      "I14",
    ],
    ["a message was received once too often", () => ({ deliveries: evidence.deliveries.map((one) => ({ ...one, receives: 99 })) }), "I17"],
  ])("%s", (_name, change, invariant) => expect(judge(change())).toContain(invariant));
});
