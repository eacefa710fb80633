import { type Books, type OrderBook, tally, typed } from "./books.ts";
import { fieldsOf, listOf, numberOf, textOf } from "./evidence.ts";
import type { Say } from "./final.ts";

/** I1 and I2: the stock that is stored is what the events add up to, and every reservation ended once or is still held for a reason. */
export function checkStock(books: Books, say: Say): void {
  const onHand = new Map<string, number>();
  const reserved = new Map<string, number>();
  for (const { data } of typed(books.events, "inventory.adjusted")) {
    const sku = textOf(data, "sku");
    onHand.set(sku, (onHand.get(sku) ?? 0) + numberOf(data, "delta"));
  }
  for (const order of books.orders.values()) {
    const held = holdingOf(order, say);
    for (const [sku, quantity] of held.reserved) reserved.set(sku, (reserved.get(sku) ?? 0) + quantity);
    for (const [sku, quantity] of held.left) onHand.set(sku, (onHand.get(sku) ?? 0) - quantity);
  }
  for (const [sku, level] of books.levels) {
    const expected = onHand.get(sku) ?? 0;
    if (numberOf(level, "onHand") !== expected) say("I1", `${sku}: ${String(level["onHand"])} on hand, the events say ${expected}`);
    const available = expected - (reserved.get(sku) ?? 0);
    if (numberOf(level, "available") !== available) say("I1", `${sku}: ${String(level["available"])} to sell, the events say ${available}`);
  }
}

/** What an order still holds of each SKU, and what has left the shelves for it. */
function holdingOf({ orderId, head, events }: OrderBook, say: Say) {
  const placed = typed(events, "order.placed")[0];
  const booked = tally(listOf(placed?.data, "reservations"));
  const shipped = new Map<string, number>();
  for (const { data } of typed(events, "order.fulfilled"))
    tally(
      listOf(data, "lines").filter((line) => line["tracked"] === true),
      1,
      shipped,
    );
  const restocked = new Map<string, number>();
  for (const { data } of typed(events, "order.refunded")) tally(listOf(data, "restock"), 1, restocked);
  const canceled = typed(events, "order.canceled");
  if (canceled.length > 1) say("I2", `${orderId} gave its stock back ${canceled.length} times`);
  for (const [sku, quantity] of shipped)
    if (quantity > (booked.get(sku) ?? 0)) say("I2", `${orderId} shipped ${quantity} of ${sku} and had ${booked.get(sku) ?? 0}`);
  for (const [sku, quantity] of restocked)
    if (quantity > (shipped.get(sku) ?? 0))
      say("I2", `${orderId} took back ${quantity} of ${sku} and had shipped ${shipped.get(sku) ?? 0}`);
  if (canceled[0]) {
    const back = tally(listOf(canceled[0].data, "reservations"));
    for (const [sku, quantity] of booked) {
      const held = quantity - (shipped.get(sku) ?? 0);
      if ((back.get(sku) ?? 0) !== held) say("I2", `${orderId} held ${held} of ${sku} and gave back ${back.get(sku) ?? 0}`);
    }
    if (shipped.size > 0 && textOf(head, "paymentStatus") !== "refunded") say("I2", `${orderId} was shipped and gave its stock back`);
  }
  if (textOf(head, "status") === "open") waits(orderId, head, say);
  const left = new Map(shipped);
  for (const [sku, quantity] of restocked) left.set(sku, (left.get(sku) ?? 0) - quantity);
  const reserved = new Map<string, number>();
  if (!canceled[0]) for (const [sku, quantity] of booked) reserved.set(sku, quantity - (shipped.get(sku) ?? 0));
  return { reserved, left };
}

/** An open order holds stock: somebody must still be able to end that. */
function waits(orderId: string, head: Parameters<typeof textOf>[0], say: Say): void {
  const [paid, shipped] = [textOf(head, "paymentStatus"), textOf(head, "fulfillmentStatus")];
  if (paid === "unpaid") say("I2", `${orderId} is not paid and its hold never ended`);
  if (paid === "refunded" && shipped === "partially_fulfilled")
    say("I2", `${orderId} is wholly refunded and partly shipped: nothing can end what it still holds`);
  if (shipped === "fulfilled" && ["paid", "partially_refunded", "refunded"].includes(paid))
    say("I8", `${orderId} is paid and shipped and was not completed`);
  if (Object.keys(fieldsOf(head, "totals")).length === 0) say("I3", `${orderId} has no totals`);
}
