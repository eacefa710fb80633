import { send, type Stage } from "@souk/testing";
import { skus, stock } from "./shop.ts";

interface Level {
  sku: string;
  onHand: number;
  available: number;
}

/** What the provider charged and what the shop reserved, each from its own books. */
export interface Books {
  /** Charges by order. */
  charges: Map<string, number>;
  reserved: number;
  /** Levels that cannot be. */
  wrong: string[];
}

/** Waits until nothing is under way, then reads both. */
export async function readBooks(stage: Stage): Promise<Books> {
  await stage.settled(300);
  const books: Books = { charges: new Map(), reserved: 0, wrong: [] };
  for (const { orderId, kind } of await stage.ledger())
    if (kind === "charge") books.charges.set(orderId, (books.charges.get(orderId) ?? 0) + 1);
  for (let at = 0; at < skus.length; at += 50) {
    const asked = skus
      .slice(at, at + 50)
      .map(async (sku) => send<Level>(stage.api, "GET", `/v1/inventory/${sku}`, { key: stage.keys.staff }));
    for (const { body } of await Promise.all(asked)) {
      if (body.onHand !== stock || body.available < 0 || body.available > stock) books.wrong.push(`${body.sku}: ${JSON.stringify(body)}`);
      books.reserved += body.onHand - body.available;
    }
  }
  return books;
}

/** What must be true of the shop once the load is over, each order having had one unit: throws with all that is not. */
export function checkInvariants(before: Books, after: Books, placed: number): string {
  const wrong = [...after.wrong];
  const twice = [...after.charges.values()].filter((count) => count !== 1).length;
  if (twice > 0) wrong.push(`${twice} orders were charged more than once`);
  const charged = after.charges.size - before.charges.size;
  if (charged !== placed) wrong.push(`${placed} checkouts were answered and ${charged} orders charged`);
  const reserved = after.reserved - before.reserved;
  if (reserved !== placed) wrong.push(`${placed} units were sold and ${reserved} reserved`);
  if (wrong.length > 0) throw new Error(`The load broke the shop:\n${wrong.join("\n")}`);
  return `${placed} orders: each charged once, ${reserved} units reserved of ${placed} sold, nothing left under way.`;
}
