import { allSkus } from "../base.ts";
import { Client, type Reply } from "./client.ts";
import type { World } from "../world/world.ts";

export interface Placed {
  orderId: string;
  paymentId: string;
  token: string;
  lines: { sku: string; quantity: number }[];
}

interface Basket {
  cartId: string;
  token: string;
}

interface Plan {
  skus: readonly string[];
  /** Within how many milliseconds all shoppers come. */
  rush: number;
  /** Staff take over: at once, or when the shopper has done with paying. */
  placed(order: Placed, paid: Promise<unknown>): void;
}

const address = { name: "Ada Byron", line1: "Torstraße 1", postalCode: "10119", city: "Berlin" };

/** Fills a cart, places it, pays, thinks better of it, comes back: each as chance has it. */
export async function shop(world: World, name: string, plan: Plan): Promise<void> {
  const client = new Client(world, name);
  if (client.random.chance(0.25)) client.bearer = `customer-${name}`;
  await client.wait(client.random.spread(1, plan.rush));
  const basket = await fill(client, plan.skus);
  if (!basket) return;
  const order = await place(client, basket);
  if (!order) return;
  const cancels = client.may("cancel", 0.2) ? cancel(client, order) : undefined;
  const pays = client.may("pay", 0.92) ? pay(client, order) : undefined;
  plan.placed(order, Promise.resolve(pays));
  await Promise.all([pays, cancels]);
}

async function fill(client: Client, skus: readonly string[]): Promise<Basket | undefined> {
  const { random } = client;
  const country = random.chance(0.8) ? "DE" : "US";
  const lines = random.chance(0.7) ? [{ sku: random.pick(skus), quantity: random.int(1, 2) }] : [];
  const created = await client.insist({
    kind: "createCart",
    method: "POST",
    path: "/v1/carts",
    body: { country, lines },
    ...(random.chance(0.5) ? { key: client.key() } : {}),
  });
  if (created.status !== 201) return undefined;
  const basket = { cartId: String(created.json["cartId"]), token: String(created.json["token"]) };
  const changes = Array.from({ length: random.int(lines.length === 0 ? 1 : 0, 3) }, () => ({
    sku: random.pick(skus),
    quantity: random.int(0, 3),
  }));
  if (random.chance(0.4)) await Promise.all(changes.map((change) => setLine(client, basket, change, undefined)));
  else for (const change of changes) await setLine(client, basket, change, created);
  if (client.may("later", 0.04)) await client.wait(random.spread(3_600_000, 32 * day));
  if (client.may("muchLater", 0.05)) {
    await client.patience(cartDays * day + random.spread(1000, day));
    if (random.chance(0.5)) await setLine(client, basket, { sku: random.pick(skus), quantity: random.int(1, 3) }, undefined);
  }
  return basket;
}

const day = 24 * 3_600_000;
/** So long a cart is kept. */
const cartDays = 30;

async function setLine(
  client: Client,
  { cartId, token }: Basket,
  { sku, quantity }: { sku: string; quantity: number },
  seen: Reply | undefined,
): Promise<void> {
  const version: Record<string, string> = seen && client.random.chance(0.3) ? { "if-match": `"${String(seen.json["version"])}"` } : {};
  const path = `/v1/carts/${cartId}/lines/${encodeURIComponent(sku)}`;
  const removes = quantity === 0 && client.random.chance(0.5);
  await client.insist(
    { kind: "setCartLine", method: removes ? "DELETE" : "PUT", path, token, headers: version, ...(removes ? {} : { body: { quantity } }) },
    3,
  );
}

async function place(client: Client, { cartId, token }: Basket): Promise<Placed | undefined> {
  const { random } = client;
  const shippingOptionId = random.pick(["standard", "express"]);
  for (let round = 0; round < 3; round += 1) {
    const country = random.chance(0.8) ? "DE" : "US";
    const quote = await client.insist({
      kind: "quoteCheckout",
      method: "POST",
      path: "/v1/checkout/quotes",
      token,
      body: { cartId, country, shippingOptionId },
    });
    if (quote.status !== 200) return undefined;
    if (client.may("tarry", 0.04)) await client.patience(cartDays * day + random.spread(1000, day));
    const expectedTotal = quote.json["expectedTotal"];
    const body = { cartId, email: "ada@example.com", shippingAddress: { ...address, country }, shippingOptionId, expectedTotal };
    const call = { kind: "placeOrder", method: "POST", path: "/v1/checkout", token, body, key: client.key() };
    const both = client.may("twice", 0.2) ? client.twice(call) : client.insist(call);
    const edits = client.may("edit", 0.15) ? edit(client, { cartId, token }) : undefined;
    const other = client.may("tab", 0.1) ? client.insist({ ...call, key: client.key() }) : undefined;
    const [reply, second] = await Promise.all([both, other, edits]);
    for (const answer of [reply, second])
      if (answer?.status === 201) {
        if (client.may("replay", 0.15)) await repeat(client, call);
        return placedOf(answer, quote);
      }
    if (reply.code !== "checkout.price_changed") return undefined;
  }
  return undefined;
}

/** In another tab the cart is still being filled. */
async function edit(client: Client, basket: Basket): Promise<void> {
  await client.wait(client.random.spread(1, 300));
  await setLine(client, basket, { sku: client.random.pick(allSkus), quantity: client.random.int(1, 3) }, undefined);
}

function placedOf({ json }: Reply, quote: Reply): Placed {
  const lines = (quote.json["lines"] as { sku: string; quantity: number }[]).map(({ sku, quantity }) => ({ sku, quantity }));
  return { orderId: String(json["orderId"]), paymentId: String(json["paymentId"]), token: String(json["token"]), lines };
}

/** The same request once more, minutes or hours later; and another one under its key. */
async function repeat(client: Client, call: Parameters<Client["insist"]>[0]): Promise<void> {
  await client.wait(client.random.spread(1, 20 * 3_600_000));
  await client.insist(call);
  if (client.random.chance(0.5)) await client.insist({ ...call, body: { ...call.body, email: "eve@example.com" } });
}

const cards = {
  pm_card_visa: 10,
  pm_card_authenticationRequired: 4,
  pm_card_chargeDeclined: 3,
  pm_card_timeoutAfterCharge: 2,
  pm_card_duplicateWebhook: 1,
  pm_card_lateWebhook: 2,
  pm_card_nobody: 0.3,
};

function card(client: Client): string {
  let left = client.random.next() * Object.values(cards).reduce((a, b) => a + b, 0);
  for (const [name, weight] of Object.entries(cards)) if ((left -= weight) < 0) return name;
  return "pm_card_visa";
}

async function pay(client: Client, order: Placed): Promise<void> {
  const { random } = client;
  // At once, in a while, or in the very moment when the order's hold ends.
  const holdEnds = 15 * 60_000;
  await client.wait(random.chance(0.12) ? holdEnds + random.int(-3000, 1500) : random.spread(1, random.pick([100, 60_000, 20 * 60_000])));
  for (let round = 0; round < random.int(1, 6); round += 1) {
    const call = confirmation(client, order);
    const tried = client.may("payTwice", 0.15) ? client.twice(call) : client.insist(call);
    const other = client.may("payElsewhere", 0.12) ? client.insist(confirmation(client, order)) : undefined;
    const replies = [await tried, ...(other ? [await other] : [])];
    const challenge = replies.find((reply) => reply.json["status"] === "requires_action");
    if (challenge && (await answerBank(client, challenge))) return look(client, order);
    if (replies.some(({ json }) => json["status"] === "captured" || json["status"] === "authorized")) {
      if (client.may("payAgain", 0.1)) await client.insist(call);
      return;
    }
    if (replies.some(({ status }) => status === 202)) await look(client, order);
    if (replies.every(({ code }) => code === "payment.closed" || code === "payment.too_many_attempts")) return;
    await client.wait(random.spread(100, 120_000));
  }
}

const confirmation = (client: Client, { paymentId, orderId, token }: Placed) => ({
  kind: "confirmPayment",
  method: "POST",
  path: `/v1/payments/${paymentId}/confirm`,
  token,
  key: client.key(),
  body: { orderId, paymentMethod: card(client), returnUrl: `/orders/${orderId}` },
});

/** At the bank's page, or not: it may take longer than the order waits. True when it was approved. */
async function answerBank(client: Client, { json }: Reply): Promise<boolean> {
  const { random, world } = client;
  const url = (json["nextAction"] as { redirectUrl?: string } | undefined)?.redirectUrl;
  const challengeEnds = 30 * 60_000;
  await client.wait(random.chance(0.15) ? challengeEnds + random.int(-2000, 1000) : random.spread(100, random.pick([60_000, 40 * 60_000])));
  if (url === undefined || random.chance(0.1)) return false;
  const decision = random.chance(0.8) ? "approve" : "decline";
  await world.provider.bank(url, decision);
  if (random.chance(0.2)) await world.provider.bank(url, random.pick(["approve", "decline"]));
  return decision === "approve";
}

async function look(client: Client, { paymentId, token }: Placed): Promise<void> {
  for (let tries = client.random.int(0, 3); tries > 0; tries -= 1) {
    await client.send({ kind: "getPayment", method: "GET", path: `/v1/payments/${paymentId}`, token });
    await client.wait(client.random.spread(500, 30_000));
  }
}

async function cancel(client: Client, { orderId, token }: Placed): Promise<void> {
  await client.wait(client.random.spread(1, client.random.pick([500, 60_000, 30 * 60_000])));
  const call = { kind: "cancelOrder", method: "POST", path: `/v1/orders/${orderId}/cancel`, token, key: client.key() };
  await (client.may("cancelTwice", 0.3) ? client.twice(call) : client.insist(call));
}
