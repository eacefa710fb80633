import type { Books } from "./books.ts";
import { type Evidence, fieldsOf, idOf, linesOf, nounOf, numberOf, textOf } from "./evidence.ts";
import type { Say } from "./final.ts";

/** Longer than any read lags and any placing takes. */
const publishedMilliseconds = 15_000;

/** I16: every line of an order was sold at a price that the shop had published a moment before. */
export function checkPrices({ commits, items }: Evidence, books: Books, say: Say): void {
  const history = new Map<string, { at: number; prices: Record<string, unknown> }[]>();
  const add = (sku: string, at: number, prices: Record<string, unknown>) => history.set(sku, [...(history.get(sku) ?? []), { at, prices }]);
  for (const { at, changes } of commits) {
    for (const { pk, before, after } of changes) {
      if (nounOf(pk) !== "variant") continue;
      if (!history.has(idOf(pk))) add(idOf(pk), -Infinity, pricesOf(before));
      add(idOf(pk), at, pricesOf(after));
    }
  }
  for (const item of items)
    if (nounOf(String(item["pk"])) === "variant" && !history.has(textOf(item, "sku"))) add(textOf(item, "sku"), -Infinity, pricesOf(item));
  for (const { orderId, head, detail } of books.orders.values()) {
    const placed =
      commits.find(({ changes }) => changes.some(({ pk, sk, before }) => sk === "order" && !before && idOf(pk) === orderId))?.at ?? 0;
    for (const line of linesOf(detail)) {
      const known = history.get(textOf(line, "sku")) ?? [];
      // Each was in force from its instant to the next one's.
      const inForce = known.filter(({ at }, index) => at <= placed && (known[index + 1]?.at ?? Infinity) >= placed - publishedMilliseconds);
      if (!inForce.some(({ prices }) => prices[textOf(head, "currency")] === numberOf(line, "unitPrice")))
        say("I16", `${orderId} sold ${textOf(line, "sku")} at ${String(line["unitPrice"])}, a price that was not published`);
    }
  }
}

const pricesOf = (item: Record<string, unknown> | undefined) => fieldsOf(fieldsOf(item, "sellable"), "prices");
