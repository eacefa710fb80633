import { Cart } from "@souk/cart";
import { Checkout } from "@souk/checkout";
import { transact } from "@souk/core";
import { Inventory } from "@souk/inventory";
import { reactions } from "@souk/inventory/consumer";
import { Order } from "@souk/order";
import fc from "fast-check";
import { type StockInput, type StockOperation, type StockOutput, stockSpecification } from "../../src/history/stock.ts";
import { type Command, operationOf } from "../../src/table/twin.ts";
import { act, type Answer, assertLinearizable, type Domain, type Rig } from "./rig.ts";

const tracked = ["MUG-BLUE", "mug-blue", "BOWL/S 1"];
const begin = { onHand: 4, available: 4 };
const shippingAddress = { name: "Ada Byron", line1: "Torstraße 1", postalCode: "10119", city: "Berlin", country: "DE" };

interface Sold {
  orderId: string;
  lines: Cart.Line[];
  placedAt: number;
}
let history: StockOperation[] = [];
let sold: Sold[] = [];

/** The operation on one SKU, of many that a request may have. */
function opened(rig: Rig, key: string, input: StockInput, calledAt = rig.tick()): (output: StockOutput) => void {
  const operation: StockOperation = { key, input, output: undefined, calledAt, answeredAt: Infinity };
  history.push(operation);
  return (output) => Object.assign(operation, { output, answeredAt: rig.tick() });
}

/** A shopper fills a cart and places it, all with one thought. */
function place(rig: Rig, lines: Cart.Line[]): void {
  const placedAt = rig.tick();
  const answered = lines.map(({ sku, quantity }) => ({ sku, say: opened(rig, sku, { act: "reserve", quantity }, placedAt) }));
  const work = async () => {
    const { cartId } = await Cart.create(rig.ctx(), { country: "DE", lines });
    const { expectedTotal, shippingOptionId } = await Checkout.quote(rig.ctx(), { cartId });
    return Checkout.place(rig.ctx(), { cartId, email: "ada@example.com", shippingAddress, shippingOptionId, expectedTotal });
  };
  rig.begin(work, (answer) => {
    if ("done" in answer) sold.push({ orderId: answer.done.orderId, lines, placedAt });
    for (const { sku, say } of answered) say("done" in answer ? {} : refusalOf(answer, sku));
  });
}

/** A refusal names the SKUs of which too little is left; of the others it says nothing. */
function refusalOf({ code, details }: Exclude<Answer<never>, { done: never }>, sku: string): StockOutput {
  const short = (details["lines"] ?? []) as { sku: string; available: number }[];
  if (code !== "checkout.out_of_stock") return { code };
  const line = short.find((one) => one.sku === sku);
  return line ? { code, left: line.available } : { code: "request.contended" };
}

function adjust(rig: Rig, sku: string, input: { act: "adjust"; delta: number } | { act: "count"; set: number }): void {
  const say = opened(rig, sku, input);
  const change = input.act === "adjust" ? { delta: input.delta } : { set: input.set };
  rig.begin(
    () => Inventory.adjust(rig.staff(), { sku, reason: "counted", ...change }),
    (answer) => say("done" in answer ? { onHand: answer.done.onHand } : { code: answer.code }),
  );
}

function read(rig: Rig, sku: string): void {
  const say = opened(rig, sku, { act: "read" });
  rig.begin(
    () => Inventory.get(rig.staff(), sku),
    (answer) => say("done" in answer ? { onHand: answer.done.onHand, available: answer.done.available } : { code: answer.code }),
  );
}

async function pay(rig: Rig, orderId: string): Promise<void> {
  const head = await Order.findHead(rig.ctx(), orderId);
  if (!head || !Order.allows(head, "pay")) return;
  const amount = { amount: head.totals.total, currency: head.currency };
  await transact(rig.ctx(), Order.paying(rig.ctx(), head, { paymentId: head.paymentId, amount })).catch(() => {});
}

/** What an order's end does to the stock comes later, by its event: it must come, and nobody says when. */
function later(act: "give back" | "ship", { orderId, lines }: Sold, calledAt: number): void {
  for (const { sku, quantity } of lines)
    history.push({ key: sku, input: { act, quantity, orderId }, output: {}, calledAt, answeredAt: Infinity });
}

function end(rig: Rig, order: Sold, how: "cancel" | "ship"): void {
  const calledAt = rig.tick();
  const { orderId, lines } = order;
  if (how === "cancel")
    return rig.begin(
      () => Order.cancel(rig.staff(), { orderId }),
      (answer) => "done" in answer && later("give back", order, calledAt),
    );
  rig.begin(
    () => Order.fulfill(rig.staff(), { orderId, lines }),
    (answer) => "done" in answer && later("ship", order, calledAt),
  );
}

/** One of the orders or events so far; nothing happens while there is none. */
const onSome = (name: string, run: (rig: Rig, order: Sold) => void) =>
  fc.nat(30).map((index) =>
    act(`${name} ${index}`, (rig) => {
      const order = sold[index % Math.max(1, sold.length)];
      if (order) run(rig, order);
    }),
  );
const deliver = fc.nat(60).map((index) =>
  act(`deliver ${index}`, (rig) => {
    const events = rig.events().filter(({ type }) => reactions.some(({ definition }) => definition.name === type));
    const event = events[index % Math.max(1, events.length)];
    if (event) rig.begin(() => rig.deliver(event, reactions));
  }),
);

const anySku = fc.constantFrom(...tracked);
const basket = fc.uniqueArray(fc.record({ sku: anySku, quantity: fc.integer({ min: 1, max: 3 }) }), {
  selector: ({ sku }) => sku,
  minLength: 1,
});

export const stock: Domain = {
  async prepare(rig) {
    history = [];
    sold = [];
    await Inventory.initialize(
      rig.ctx(),
      tracked.map((sku) => ({ sku, quantity: begin.onHand })),
    );
  },
  acts: [
    basket.map((lines) => act(`place ${lines.map(({ sku, quantity }) => `${quantity} ${sku}`).join(" + ")}`, (rig) => place(rig, lines))),
    fc
      .tuple(anySku, fc.integer({ min: -3, max: 3 }))
      .map(([sku, delta]) => act(`adjust ${sku} ${delta}`, (rig) => adjust(rig, sku, { act: "adjust", delta }))),
    fc.tuple(anySku, fc.nat(6)).map(([sku, set]) => act(`count ${sku} ${set}`, (rig) => adjust(rig, sku, { act: "count", set }))),
    anySku.map((sku) => act(`read ${sku}`, (rig) => read(rig, sku))),
    onSome("pay", (rig, { orderId }) => rig.begin(() => pay(rig, orderId))),
    onSome("cancel", (rig, order) => end(rig, order, "cancel")),
    onSome("ship", (rig, order) => end(rig, order, "ship")),
    deliver,
  ],
  async verify(rig) {
    // All that was announced arrives, some of it not for the first time.
    for (const event of rig.events()) await rig.deliver(event, reactions);
    for (const sku of tracked) read(rig, sku);
    await rig.ended();
    assertLinearizable(history, () => stockSpecification(begin));
  },
};

/** A planted race: an order takes what it wants, whatever is left. */
export const blindReservation = (command: Command): Command => ({
  operation: operationOf(command),
  input: JSON.parse(JSON.stringify(command.input).replaceAll(" AND #available >= :available0", " AND :available0 = :available0")) as object,
});
