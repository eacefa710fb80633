import { send, type Stage } from "@souk/testing";
import { skus, stock } from "./shop.ts";

interface Level {
  sku: string;
  onHand: number;
  available: number;
}

/** What must be true of the shop once the load is over: throws with all that is not. Answers how many orders it has seen. */
export async function checkInvariants(stage: Stage, placed: number): Promise<string> {
  await stage.settled(120);
  const wrong: string[] = [];
  const charges = new Map<string, number>();
  for (const { orderId, kind } of await stage.ledger()) if (kind === "charge") charges.set(orderId, (charges.get(orderId) ?? 0) + 1);
  const twice = [...charges].filter(([, count]) => count !== 1);
  if (twice.length > 0) wrong.push(`${twice.length} orders were charged more than once`);
  if (charges.size !== placed) wrong.push(`${placed} checkouts were answered and ${charges.size} orders charged`);
  let reserved = 0;
  for (let at = 0; at < skus.length; at += 50) {
    const asked = skus
      .slice(at, at + 50)
      .map(async (sku) => send<Level>(stage.api, "GET", `/v1/inventory/${sku}`, { key: stage.keys.staff }));
    for (const { body } of await Promise.all(asked)) {
      if (body.onHand !== stock || body.available < 0 || body.available > stock) wrong.push(`${body.sku}: ${JSON.stringify(body)}`);
      reserved += body.onHand - body.available;
    }
  }
  if (reserved !== placed) wrong.push(`${placed} units were sold and ${reserved} reserved`);
  if (wrong.length > 0) throw new Error(`The load broke the shop:\n${wrong.join("\n")}`);
  return `${placed} orders: each charged once, ${reserved} units reserved of ${reserved} sold, nothing left under way`;
}
