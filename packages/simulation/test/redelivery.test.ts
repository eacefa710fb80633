import { expect, test } from "vitest";
import { Client } from "../src/actor/client.ts";
import { trackedSkus } from "../src/base.ts";
import { live } from "../src/live.ts";
import { staffKey } from "../src/world/gateway.ts";
import { expire } from "../src/world/sabotage.ts";
import type { World } from "../src/world/world.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const address = { name: "Ada Byron", line1: "Torstraße 1", postalCode: "10119", city: "Berlin", country: "DE" };

/** All messages that the bus gives to queues, to be given again. */
function recorded(world: World) {
  const sent: { queue: string; body: string; about: string }[] = [];
  for (const queue of world.queues()) {
    const send = queue.send.bind(queue);
    queue.send = (body, about, ...rest) => {
      sent.push({ queue: queue.name, body, about });
      send(body, about, ...rest);
    };
  }
  return sent;
}

async function placed(client: Client, sku: string) {
  const cart = await client.send({
    kind: "createCart",
    method: "POST",
    path: "/v1/carts",
    body: { country: "DE", lines: [{ sku, quantity: 2 }] },
  });
  const { cartId, token } = cart.json as { cartId: string; token: string };
  const wanted = { cartId, shippingOptionId: "standard" };
  const quote = await client.send({ kind: "quoteCheckout", method: "POST", path: "/v1/checkout/quotes", token, body: wanted });
  const body = { ...wanted, email: "ada@example.com", shippingAddress: address, expectedTotal: quote.json["expectedTotal"] };
  const order = await client.send({ kind: "placeOrder", method: "POST", path: "/v1/checkout", token, key: client.key(), body });
  return order.json as { orderId: string; paymentId: string; token: string };
}

/** One order that is paid, shipped and taken back in part; one that is paid and canceled; one that is never paid. */
async function trade(world: World): Promise<void> {
  const client = new Client(world, "shopper");
  const [sku = ""] = trackedSkus;
  const staff = (path: string, body?: Record<string, unknown>) =>
    client.send({ kind: "staff", method: "POST", path, staffKey, key: client.key(), ...(body ? { body } : {}) });
  const pay = ({ paymentId, token }: { paymentId: string; token: string }) =>
    client.send({
      kind: "confirmPayment",
      method: "POST",
      path: `/v1/payments/${paymentId}/confirm`,
      token,
      key: client.key(),
      body: { paymentMethod: "pm_card_visa" },
    });
  const [first, second] = [await placed(client, sku), await placed(client, sku)];
  await placed(client, sku);
  for (const order of [first, second]) expect((await pay(order)).status).toBe(200);
  await world.scheduler.wait(minute);
  expect((await staff(`/v1/orders/${first.orderId}/fulfillments`, { lines: [{ sku, quantity: 1 }] })).status).toBe(201);
  expect((await staff(`/v1/payments/${first.paymentId}/refunds`, { lines: [{ sku, quantity: 1 }], restock: true })).status).toBe(201);
  expect((await staff(`/v1/orders/${second.orderId}/cancel`)).status).toBe(200);
}

const remembering = new Set(["idempotency", "inbox", "mail"]);
const state = (world: World) => ({
  rows: world.twin
    .items()
    .filter(({ pk }) => !remembering.has(String(pk).split("#")[1] ?? ""))
    .sort((a, b) => (`${a["pk"]} ${a["sk"]}` < `${b["pk"]} ${b["sk"]}` ? -1 : 1)),
  mails: world.mails.length,
  ledger: world.provider.ledger(),
});

test("every message that comes again after 23 h 59 m, and again after 14 days, has no second effect", () =>
  live("redelivery", async (world) => {
    world.links["Site"] = { url: "https://souk.example" };
    const sent = recorded(world);
    const begun = world.scheduler.now;
    await trade(world);
    await world.scheduler.wait(day - minute - (world.scheduler.now - begun));
    const before = state(world);
    expect(before.mails).toBeGreaterThan(4);
    const messages = [...sent];
    expect(new Set(messages.map(({ queue }) => queue)).size).toBeGreaterThan(5);
    for (const wait of [0, 13 * day + minute]) {
      await world.scheduler.wait(wait);
      expire(world);
      for (const { queue, body, about } of messages) world.queue(queue).send(body, about);
      await world.scheduler.wait(20 * minute);
      expect(state(world)).toEqual(before);
    }
    for (const queue of world.queues()) expect([queue.name, queue.dead.length, queue.waiting.size]).toEqual([queue.name, 0, 0]);
  }));
