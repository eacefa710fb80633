import { Catalog, Product } from "@souk/catalog";
import { staffKey, traceOf } from "../world/gateway.ts";
import { invoke } from "../world/invocation.ts";
import type { World } from "../world/world.ts";
import { isOpen } from "./again.ts";
import { type Call, Client } from "./client.ts";
import type { Placed } from "./shopper.ts";

const hour = 3_600_000;

/** What staff do with one order: ship it in parts or whole, cancel it, refund it, in whatever order chance has it. */
export async function tend(world: World, name: string, order: Placed, paid: Promise<unknown>): Promise<void> {
  const client = new Client(world, name);
  const { random } = client;
  if (random.chance(0.75)) await paid;
  const begun: Promise<unknown>[] = [];
  for (let actions = random.int(0, 5), number = 1; actions > 0; actions -= 1, number += 1) {
    await client.wait(random.spread(1, random.pick([2000, 20 * 60_000, 30 * hour])));
    if (!client.may(`act${number}`, 1)) continue;
    const acted = act(client, order);
    if (random.chance(0.7)) await acted;
    else begun.push(acted);
  }
  await Promise.all(begun);
}

async function act(client: Client, { orderId, paymentId, lines }: Placed): Promise<void> {
  const { random } = client;
  const line = random.pick(lines);
  const some = [{ sku: line.sku, quantity: random.int(1, line.quantity) }];
  const post = (kind: string, path: string, body?: Record<string, unknown>) => {
    const call = { kind, method: "POST", path, staffKey, key: client.key(), ...(body ? { body } : {}) };
    return kind === "refundPayment" ? seeThrough(client, call) : client.mayTwice(call, 0.15);
  };
  switch (
    random.pick([
      "fulfill",
      "fulfill",
      "fulfillSome",
      "fulfillSome",
      "cancel",
      "refundAll",
      "refundSome",
      "refundLines",
      "takeBack",
      "takeBack",
    ] as const)
  ) {
    case "fulfill":
      await post("fulfillOrder", `/v1/orders/${orderId}/fulfillments`, { tracking: { carrier: "DHL", number: "1" } });
      return;
    case "fulfillSome":
      await post("fulfillOrder", `/v1/orders/${orderId}/fulfillments`, { lines: some });
      return;
    case "cancel":
      await post("cancelOrder", `/v1/orders/${orderId}/cancel`);
      return;
    case "refundAll":
      await post("refundPayment", `/v1/payments/${paymentId}/refunds`, {});
      return;
    case "refundSome":
      await post("refundPayment", `/v1/payments/${paymentId}/refunds`, { amount: random.int(1, 3000) });
      return;
    case "refundLines":
      await post("refundPayment", `/v1/payments/${paymentId}/refunds`, { lines: some, shipping: random.chance(0.3) });
      return;
    case "takeBack":
      await post("refundPayment", `/v1/payments/${paymentId}/refunds`, { lines: some, restock: true });
  }
}

/** Money is on its way: who was told nothing certain asks again under the same key, until it is certain. Or leaves it to the sweeper. */
async function seeThrough(client: Client, call: Call): Promise<void> {
  const tries = client.random.pick(client.world.swept ? [1, 2, 5, 20] : [60]);
  const again = client.random.chance(0.15)
    ? client.wait(client.random.spread(1, 3000)).then(() => persist(client, call, tries))
    : undefined;
  await Promise.all([persist(client, call, tries), again]);
}

async function persist(client: Client, call: Call, most: number): Promise<void> {
  for (let tries = 0; tries < most; tries += 1) {
    const reply = await client.insist(call);
    if (reply.status !== 202 && !isOpen(reply)) return;
    await client.patience(client.random.spread(30_000, 600_000));
  }
}

/** Goods come, go missing and are counted. */
export async function keepStock(world: World, skus: readonly string[], rush: number): Promise<void> {
  const client = new Client(world, "keeper");
  const { random } = client;
  for (let actions = random.int(0, 4), number = 1; actions > 0; actions -= 1, number += 1) {
    await client.wait(random.spread(1, rush * 2));
    const change = random.chance(0.6) ? { delta: random.int(-2, 3), reason: "correction" } : { set: random.int(0, 6), reason: "counted" };
    const call = {
      kind: "adjustStock",
      method: "POST",
      path: `/v1/inventory/${encodeURIComponent(random.pick(skus))}/adjustments`,
      staffKey,
      key: client.key(),
      body: change,
    };
    if (client.may(`act${number}`, 1)) await client.mayTwice(call, 0.2);
  }
}

/** A SKU is expected to sell hot, and later it is not: its stock is split and joined while people buy. */
export async function splitStock(world: World, skus: readonly string[], rush: number): Promise<void> {
  const client = new Client(world, "splitter");
  const { random } = client;
  for (let actions = random.int(0, 3), number = 1; actions > 0; actions -= 1, number += 1) {
    await client.wait(random.spread(1, rush * 2));
    const path = `/v1/inventory/${encodeURIComponent(random.pick(skus))}/shards`;
    const call = { kind: "splitStock", method: "PUT", path, staffKey, body: { shards: random.int(1, 5) } };
    if (client.may(`act${number}`, 1)) await client.mayTwice(call, 0.2);
  }
}

/** Prices go up and down while people buy. */
export async function reprice(
  world: World,
  products: readonly { productId: string; skus: readonly string[] }[],
  rush: number,
): Promise<void> {
  const client = new Client(world, "merchant");
  const { random } = client;
  for (let changes = random.int(0, 3), number = 1; changes > 0; changes -= 1, number += 1) {
    await client.wait(random.spread(1, rush * 2));
    const { productId, skus } = random.pick(products);
    const prices = [{ sku: random.pick(skus), prices: { EUR: random.int(1, 3000), USD: random.int(1, 3000) } }];
    if (!client.may(`act${number}`, 1)) continue;
    const label = `merchant.updateProduct~${number}`;
    await invoke(world, { label, kind: "updateProduct" }, async (invocation) => {
      const ctx = invocation.ctx({ type: "staff", staffId: "key" }, label, traceOf(label));
      const { version } = await Catalog.byId(ctx, productId);
      await Product.update(ctx, productId, { prices }, version);
    });
  }
}
