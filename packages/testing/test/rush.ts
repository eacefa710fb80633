import { type Basket, fillCart, newKey, place, quote, sell, send, type Stage } from "@souk/testing";

/** Fills so many carts with one unit each, a few at a time: it is the placing that shall come at once. */
async function baskets(stage: Stage, sku: string, count: number): Promise<Basket[]> {
  const filled: Basket[] = [];
  while (filled.length < count) {
    const next = Math.min(50, count - filled.length);
    filled.push(...(await Promise.all(Array.from({ length: next }, () => fillCart(stage.api, [{ sku, quantity: 1 }])))));
  }
  return filled;
}

/** So many buyers at once for so few units; who is told to come again comes again. */
export async function rush(stage: Stage, { sku, buyers, units }: { sku: string; buyers: number; units: number }) {
  await sell(stage, { sku, quantity: units });
  const filled = await baskets(stage, sku, buyers);
  const [first] = filled;
  if (!first) throw new Error("no cart");
  const quoted = await quote(stage.api, first);
  const answers = await Promise.all(filled.map((basket) => place(stage.api, basket, quoted)));
  const count = (status: number, code?: string) =>
    answers.filter((answer) => answer.status === status && (code === undefined || answer.body.code === code)).length;
  const path = `/v1/inventory/${sku}`;
  const { body } = await send<{ onHand: number; available: number }>(stage.api, "GET", path, { key: stage.keys.staff });
  return {
    placed: count(201),
    soldOut: count(409, "checkout.out_of_stock"),
    failed: answers.filter((answer) => answer.status >= 500).length,
    left: body.available,
    onHand: body.onHand,
  };
}

/** The statuses of the first answer to each of so many clients at once, and the longest that one of them waited. */
export async function crush(stage: Stage, { sku, clients }: { sku: string; clients: number }) {
  await sell(stage, { sku, quantity: clients });
  const filled = await baskets(stage, sku, clients);
  const [first] = filled;
  if (!first) throw new Error("no cart");
  const quoted = await quote(stage.api, first);
  const began = performance.now();
  const statuses = await Promise.all(
    filled.map(async ({ cartId, token }) => {
      const shippingAddress = { name: "Ada Lovelace", line1: "Hafenstraße 1", postalCode: "20457", city: "Hamburg", country: "DE" };
      const body = { cartId, email: "ada@example.com", shippingAddress, ...quoted };
      return (await send(stage.api, "POST", "/v1/checkout", { body, token, idempotency: newKey() })).status;
    }),
  );
  return { statuses: [...new Set(statuses)].sort(), milliseconds: Math.round(performance.now() - began) };
}
