import type { Told } from "@souk/simulation/check";
import { Random } from "@souk/simulation/random";
import { sell } from "../product.ts";
import { address } from "../shopper.ts";
import type { Stage } from "../stage.ts";
import { Client, type Door, type Reply } from "./client.ts";

/** One that never runs out, and one that everybody wants. */
const goods = [
  { sku: "PLENTY", quantity: 100_000, price: 1333 },
  { sku: "SCARCE", quantity: 60, price: 707 },
];
const skus = goods.map(({ sku }) => sku);

export const fillShelves = async (stage: Stage): Promise<void> => {
  for (const one of goods) await sell(stage, one);
};

interface Placed {
  orderId: string;
  paymentId: string;
  token: string;
  sku: string;
}

/** Shoppers and staff who come again and again until they are told to stop, and then finish what they began. */
export class Crowd {
  readonly told: Told[] = [];
  readonly #door: Door;
  readonly #seed: string;
  readonly #orders: Placed[] = [];
  #stopped = false;
  constructor(door: Door, seed: string) {
    this.#door = door;
    this.#seed = seed;
  }

  get placed(): number {
    return this.#orders.length;
  }
  stop = (): void => void (this.#stopped = true);

  /** So many journeys at once, one after the other, or each of them only so often. */
  async shop({ shoppers, journeys = Infinity }: { shoppers: number; journeys?: number }, round: number): Promise<void> {
    this.#stopped = false;
    const work = Array.from({ length: shoppers }, async (_, index) => {
      const client = this.#client(`shopper${round}.${index}`);
      for (let journey = 0; journey < journeys && !this.#stopped; journey += 1) await this.#journey(client);
    });
    const tended = this.#tend(this.#client(`staff${round}`), Promise.all(work));
    await Promise.all([...work, tended]);
  }

  #client = (name: string): Client => new Client(name, new Random(`${this.#seed}/${name}`), this.#door, this.told);

  async #journey(client: Client): Promise<void> {
    const { random } = client;
    const sku = random.pick(skus);
    const lines = [{ sku, quantity: random.int(1, 2) }];
    const cart = await client.insist({
      kind: "createCart",
      method: "POST",
      path: "/v1/carts",
      body: { country: "DE", lines },
      key: client.key(),
    });
    if (cart.status !== 201) return;
    const [cartId, token] = [String(cart.json["cartId"]), String(cart.json["token"])];
    const quoting = { cartId, shippingOptionId: "standard" };
    const quote = await client.insist({ kind: "quoteCheckout", method: "POST", path: "/v1/checkout/quotes", token, body: quoting });
    if (quote.status !== 200) return;
    const body = { ...quoting, email: "ada@example.com", shippingAddress: address, expectedTotal: quote.json["expectedTotal"] };
    const call = { kind: "placeOrder", method: "POST", path: "/v1/checkout", token, body, key: client.key() };
    const reply = await client.mayTwice(call, 0.2);
    if (reply.status !== 201) return;
    const order = { orderId: text(reply, "orderId"), paymentId: text(reply, "paymentId"), token: text(reply, "token"), sku };
    this.#orders.push(order);
    if (random.chance(0.1)) await client.mayTwice(canceling(order, client.key()), 0.5);
    else if (random.chance(0.95)) await pay(client, order);
  }

  /** Staff ship, cancel, refund and count while the shoppers shop. */
  async #tend(client: Client, shopping: Promise<unknown>): Promise<void> {
    let open = true;
    void shopping.then(() => (open = false));
    while (open) {
      await client.wait(client.random.spread(10, 150));
      const order = this.#orders.at(-client.random.int(1, 12));
      if (order) await act(client, order);
    }
  }
}

const text = ({ json }: Reply, name: string): string => String(json[name]);

const cards = [
  "pm_card_visa",
  "pm_card_visa",
  "pm_card_visa",
  "pm_card_chargeDeclined",
  "pm_card_authenticationRequired",
  "pm_card_duplicateWebhook",
];

async function pay(client: Client, { orderId, paymentId, token }: Placed): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const body = { orderId, paymentMethod: client.random.pick(cards), returnUrl: `/orders/${orderId}` };
    const call = { kind: "confirmPayment", method: "POST", path: `/v1/payments/${paymentId}/confirm`, token, body, key: client.key() };
    const reply = await client.mayTwice(call, 0.15);
    const { redirectUrl } = (reply.json["nextAction"] ?? {}) as { redirectUrl?: string };
    if (redirectUrl) await client.bank(redirectUrl, client.random.chance(0.8) ? "approve" : "decline");
    if (reply.code !== "payment.declined") return;
  }
}

const canceling = ({ orderId, token }: Placed, key: string) => ({
  kind: "cancelOrder",
  method: "POST",
  path: `/v1/orders/${orderId}/cancel`,
  token,
  key,
});

async function act(client: Client, { orderId, paymentId, sku }: Placed): Promise<void> {
  const { random } = client;
  const post = (kind: string, path: string, body?: Record<string, unknown>) =>
    client.mayTwice({ kind, method: "POST", path, staff: true, key: client.key(), ...(body ? { body } : {}) }, 0.15);
  const refund = async (body: Record<string, unknown>) => {
    const call = { kind: "refundPayment", method: "POST", path: `/v1/payments/${paymentId}/refunds`, staff: true, key: client.key(), body };
    // Money is on its way: who was told nothing certain asks again under the same key, until it is certain.
    while ((await client.insist(call)).status === 202) await client.wait(200);
  };
  const one = [{ sku, quantity: 1 }];
  const doing = random.pick(["ship", "ship", "ship one", "refund", "take back", "cancel", "count"] as const);
  if (doing === "ship") await post("fulfillOrder", `/v1/orders/${orderId}/fulfillments`, {});
  else if (doing === "ship one") await post("fulfillOrder", `/v1/orders/${orderId}/fulfillments`, { lines: one });
  else if (doing === "refund") await refund({ amount: random.int(1, 900) });
  else if (doing === "take back") await refund({ lines: one, restock: true });
  else if (doing === "cancel") await post("cancelOrder", `/v1/orders/${orderId}/cancel`);
  else await post("adjustStock", "/v1/inventory/SCARCE/adjustments", { delta: random.int(-2, 3), reason: "correction" });
}
