import { type EventRow, eventOf, type Evidence, type Fields, idOf, isEvent, nounOf, numberOf, textOf } from "./evidence.ts";

export interface OrderBook {
  orderId: string;
  head: Fields;
  detail: Fields | undefined;
  events: EventRow[];
}

export interface PaymentBook {
  paymentId: string;
  row: Fields;
  events: EventRow[];
  refunds: Fields[];
}

/** The table at the end, sorted by what things are. */
export interface Books {
  orders: Map<string, OrderBook>;
  payments: Map<string, PaymentBook>;
  levels: Map<string, Fields>;
  events: EventRow[];
}

export function readBooks({ items }: Evidence): Books {
  const byPartition = new Map<string, Fields[]>();
  for (const item of items) {
    const pk = String(item["pk"]);
    byPartition.set(pk, [...(byPartition.get(pk) ?? []), item]);
  }
  const books: Books = { orders: new Map(), payments: new Map(), levels: new Map(), events: [] };
  for (const [pk, rows] of byPartition) {
    const events = rows.filter((row) => isEvent(textOf(row, "sk"))).map(eventOf);
    const at = (sk: string) => rows.find((row) => row["sk"] === sk);
    books.events.push(...events);
    const [head, payment, level] = [at("order"), at("payment"), at("main")];
    const noun = nounOf(pk);
    if (noun === "order" && head) books.orders.set(idOf(pk), { orderId: idOf(pk), head, detail: at("detail"), events });
    if (noun === "payment" && payment) {
      const refunds = rows.filter((row) => textOf(row, "sk").startsWith("refund#"));
      books.payments.set(idOf(pk), { paymentId: idOf(pk), row: payment, events, refunds });
    }
    if (noun === "stock" && level) books.levels.set(idOf(pk), level);
  }
  gatherShards(books, items);
  return books;
}

/** What lies in the shards of a SKU is its level's too; one that the level does not count is nobody's. */
function gatherShards({ levels }: Books, items: Fields[]): void {
  for (const item of items) {
    if (item["sk"] !== "shard" || nounOf(String(item["pk"])) !== "stock") continue;
    const level = levels.get(textOf(item, "sku"));
    if (!level || numberOf(item, "shard") >= numberOf(level, "shards")) continue;
    levels.set(textOf(item, "sku"), { ...level, available: numberOf(level, "available") + numberOf(item, "available") });
  }
}

export const typed = (events: EventRow[], type: string): EventRow[] => events.filter((event) => event.type === type);
export const countOf = (line: Fields): [sku: string, quantity: number] => [textOf(line, "sku"), numberOf(line, "quantity")];

/** Adds up quantities by SKU. */
export function tally(lines: Fields[], sign = 1, into = new Map<string, number>()): Map<string, number> {
  for (const line of lines) {
    const [sku, quantity] = countOf(line);
    into.set(sku, (into.get(sku) ?? 0) + sign * quantity);
  }
  return into;
}
