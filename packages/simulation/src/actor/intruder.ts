import { createHmac } from "node:crypto";
import type { World } from "../world/world.ts";
import { Client } from "./client.ts";
import type { Placed } from "./shopper.ts";

/** Knows an order's id and nothing else: tries to look, to cancel, to pay with a card of his own, and to say that it is paid. */
export async function intrude(world: World, name: string, { orderId, paymentId }: Placed): Promise<void> {
  const client = new Client(world, name);
  const { random } = client;
  const token = Buffer.from(random.next().toString().repeat(3)).toString("base64url").slice(0, 43);
  for (let acts = random.int(1, 3); acts > 0; acts -= 1) {
    await client.wait(random.spread(10, 600_000));
    const kind = random.pick(["intrude", "forge"] as const);
    if (kind === "forge") await forge(client, orderId, paymentId);
    else await client.send({ kind, token, ...random.pick(attempts(client, orderId, paymentId)) });
  }
}

const attempts = (client: Client, orderId: string, paymentId: string) => [
  { method: "GET", path: `/v1/orders/${orderId}` },
  { method: "GET", path: `/v1/payments/${paymentId}` },
  { method: "POST", path: `/v1/orders/${orderId}/cancel`, key: client.key() },
  { method: "POST", path: `/v1/payments/${paymentId}/confirm`, key: client.key(), body: { paymentMethod: "pm_card_visa" } },
];

async function forge(client: Client, orderId: string, paymentId: string): Promise<void> {
  const id = `msg_forged_${client.random.int(0, 1e9)}`;
  const data = {
    metadata: { shopId: "demo", orderId, paymentId },
    status: "captured",
    amount: 1,
    currency: "EUR",
    captured: 1,
    attempts: [],
    refunds: [],
  };
  const body = { id, type: "payment.captured", timestamp: new Date(client.world.scheduler.now).toISOString(), data };
  const timestamp = String(Math.floor(client.world.scheduler.now / 1000));
  const signature = createHmac("sha256", "a guess")
    .update(`${id}.${timestamp}.${JSON.stringify(body)}`)
    .digest("base64");
  const headers = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
  await client.send({ kind: "forge", method: "POST", path: "/v1/payments/webhooks/sandbox", headers, body });
}
