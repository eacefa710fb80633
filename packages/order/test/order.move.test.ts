import { expect, test } from "vitest";
import { Order } from "../src/index.ts";

const all = Order.Status.options.flatMap((status) =>
  Order.PaymentStatus.options.flatMap((paymentStatus) =>
    Order.FulfillmentStatus.options.map((fulfillmentStatus) => ({ status, paymentStatus, fulfillmentStatus })),
  ),
);
const starts = (command: Order.Command) =>
  all.filter((state) => Order.allows(state, command)).map((state) => `${state.status} ${state.paymentStatus} ${state.fulfillmentStatus}`);

test("an order is paid only while it is open and nothing was captured", () => {
  expect(starts("pay")).toEqual([
    "open unpaid unfulfilled",
    "open unpaid partially_fulfilled",
    "open unpaid fulfilled",
    "open authorized unfulfilled",
    "open authorized partially_fulfilled",
    "open authorized fulfilled",
  ]);
});

test("nothing unpaid is shipped", () => {
  expect(starts("fulfill").filter((state) => state.includes("unpaid") || state.includes("voided"))).toEqual([]);
});

test("nothing of which a part was shipped is canceled", () => {
  expect(starts("cancel").every((state) => state.startsWith("open ") && state.endsWith(" unfulfilled"))).toBe(true);
});

test("what was shipped in part is dropped only when all of it was refunded", () => {
  expect(starts("drop")).toEqual(["open refunded partially_fulfilled"]);
});

test("only what is paid and wholly shipped is completed", () => {
  expect(starts("complete")).toEqual(["open paid fulfilled", "open partially_refunded fulfilled", "open refunded fulfilled"]);
});

test("no move leads out of canceled or completed but a refund, which stays there", () => {
  for (const command of Object.keys(Order.moves) as Order.Command[]) {
    const ended = all
      .filter((from) => from.status !== "open")
      .flatMap((from) => all.filter((to) => Order.leads(command, from, to)).map((to) => ({ from, to })));
    expect(ended.every(({ from, to }) => command === "refund" && from.status === to.status)).toBe(true);
  }
});

test("money never moves backwards", () => {
  const rank = { unpaid: 0, authorized: 1, paid: 2, partially_refunded: 3, refunded: 4, voided: 5 };
  const steps = (Object.keys(Order.moves) as Order.Command[]).flatMap((command) =>
    all.flatMap((from) => all.filter((to) => Order.leads(command, from, to)).map((to) => [from.paymentStatus, to.paymentStatus] as const)),
  );
  expect(steps.length).toBeGreaterThan(0);
  expect(steps.filter(([from, to]) => rank[to] < rank[from])).toEqual([]);
});

test("the number is the day and the random end of the id", () => {
  expect(Order.numberOf("order_01h455vb4pex5vsknk084sn02q", "2026-03-01T10:00:00.000Z")).toBe("260301-84SN02Q");
});

test("what is left to ship is what was ordered less what was shipped", () => {
  const detail = {
    lines: [
      { sku: "A", quantity: 3 },
      { sku: "B", quantity: 1 },
    ] as Order.Line[],
  };
  expect([...Order.remaining({ fulfilled: { A: 1, B: 1 } }, detail)]).toEqual([["A", 2]]);
});
