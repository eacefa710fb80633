import { Contended, type Context, transact, TransactionRefused, type Write } from "@souk/core";
import { Order } from "@souk/order";
import { reactions } from "@souk/order/consumer";
import fc from "fast-check";
import { type OrderBook, type OrderInput, type OrderOperation, type OrderState, orderSpecification } from "../../src/history/order.ts";
import { type Command, operationOf } from "../../src/table/twin.ts";
import { draft } from "./draft.ts";
import { act, type Act, assertLinearizable, type Domain, type Rig } from "./rig.ts";

const ordered = 3;
const begin: OrderBook = {
  status: "open",
  paymentStatus: "unpaid",
  fulfillmentStatus: "unfulfilled",
  version: 1,
  shipped: 0,
  ordered,
};
let orderIds: string[] = [];
let history: OrderOperation[] = [];

const shown = ({ status, paymentStatus, fulfillmentStatus, version }: Order.State | Order.Head) => ({
  state: { status, paymentStatus, fulfillmentStatus, version } as OrderState,
});

/** A fragment committed as settlement does: what was read a moment ago, and whoever was quicker wins. */
async function move(ctx: Context, orderId: string, writesOf: (head: Order.Head) => Write[], change: Partial<Order.Head>) {
  const head = await Order.findHead(ctx, orderId);
  if (!head) throw new Error(`no order ${orderId}`);
  try {
    await transact(ctx, writesOf(head));
    return { ...head, ...change, version: head.version + 1 };
  } catch (error) {
    throw error instanceof TransactionRefused ? Contended() : error;
  }
}

const amount = { amount: 100 * ordered, currency: "EUR" };
const pay = (ctx: Context, orderId: string) =>
  move(ctx, orderId, (head) => Order.paying(ctx, head, { paymentId: head.paymentId, amount }), { paymentStatus: "paid" });
const refund = (ctx: Context, orderId: string) =>
  move(ctx, orderId, (head) => Order.refunding(ctx, head, { refundId: ctx.id("ref"), amount, totalRefunded: amount }), {
    paymentStatus: "refunded",
  });
async function read(ctx: Context, orderId: string) {
  return (await Order.get(ctx, orderId)).head;
}

const onOrder = (
  name: string,
  input: OrderInput,
  run: (rig: Rig, orderId: string) => Promise<Order.State | Order.Head>,
): fc.Arbitrary<Act> =>
  fc.nat(2).map((index) =>
    act(`${name} ${index}`, (rig) => {
      const orderId = orderIds[index] ?? "";
      rig.record(history, orderId, input, () => run(rig, orderId), shown);
    }),
  );

export const order: Domain = {
  async prepare(rig) {
    const drafts = [1, 2, 3].map(() => draft(rig.ctx(), [{ sku: "MUG-BLUE", quantity: ordered }]));
    for (const one of drafts) await transact(rig.ctx(), Order.placing(rig.ctx(), one));
    orderIds = drafts.map(({ head }) => head.orderId);
    // The reaction to what was paid and shipped, whenever it comes.
    history = orderIds.map((key) => ({ key, input: { act: "complete" }, output: undefined, calledAt: 0, answeredAt: Infinity }));
  },
  acts: [
    onOrder("pay", { act: "pay" }, (rig, orderId) => pay(rig.ctx(), orderId)),
    onOrder("ship one of", { act: "ship", quantity: 1 }, (rig, orderId) =>
      Order.fulfill(rig.staff(), { orderId, lines: [{ sku: "MUG-BLUE", quantity: 1 }] }),
    ),
    onOrder("ship two of", { act: "ship", quantity: 2 }, (rig, orderId) =>
      Order.fulfill(rig.staff(), { orderId, lines: [{ sku: "MUG-BLUE", quantity: 2 }] }),
    ),
    onOrder("ship the rest of", { act: "ship", quantity: "the rest" }, (rig, orderId) => Order.fulfill(rig.staff(), { orderId })),
    onOrder("cancel", { act: "cancel" }, (rig, orderId) => Order.cancel(rig.staff(), { orderId })),
    onOrder("refund", { act: "refund" }, (rig, orderId) => refund(rig.ctx(), orderId)),
    onOrder("read", { act: "read" }, (rig, orderId) => read(rig.staff(), orderId)),
    fc.nat(20).map((index) =>
      act(`deliver ${index}`, (rig) => {
        const events = rig.events();
        const event = events[index % events.length];
        if (event) rig.begin(() => rig.deliver(event, reactions));
      }),
    ),
  ],
  async verify(rig) {
    for (const event of rig.events()) await rig.deliver(event, reactions);
    for (const orderId of orderIds) rig.record(history, orderId, { act: "read" }, () => read(rig.staff(), orderId), shown);
    await rig.ended();
    assertLinearizable(history, () => orderSpecification(begin));
    for (const orderId of orderIds) {
      const head = await Order.findHead(rig.ctx(), orderId);
      if (head && Order.allows(head, "complete")) throw new Error(`${orderId} is paid and shipped, and nobody completed it`);
    }
  },
};

interface Items {
  TransactItems: {
    Update?: { Key: { sk: string }; ConditionExpression: string };
    Put?: { Item: { sk: string }; ConditionExpression: string };
  }[];
}

/** A planted race: the order's version is not compared, and an event may lie where one is. */
export function versionNotCompared(command: Command): Command {
  const operation = operationOf(command);
  if (operation !== "TransactWriteItems") return command;
  const input = structuredClone(command.input) as Items;
  for (const { Update, Put } of input.TransactItems) {
    if (Update?.Key.sk === "order") Update.ConditionExpression = Update.ConditionExpression.replace(/#version = (:version\w*)/, "$1 = $1");
    if (Put?.Item.sk.startsWith("$event#"))
      Put.ConditionExpression = `(${Put.ConditionExpression}) OR ${Put.ConditionExpression.replaceAll("attribute_not_exists", "attribute_exists")}`;
  }
  return { operation, input };
}
