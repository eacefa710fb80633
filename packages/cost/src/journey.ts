import { type Counts, minus } from "./counts.ts";

export interface Request {
  method: string;
  path: string;
  body?: unknown;
  token?: string | undefined;
  staff?: boolean;
  idempotent?: boolean;
}

export interface Reply {
  status: number;
  body: Record<string, unknown>;
  /** Write units of the request itself, without what reacts to it. */
  write: number;
}

/** A shop that counts what it consumes: a stage, or all of it in this process. */
export interface Shop {
  request(request: Request): Promise<Reply>;
  /** Resolves when every event has been reacted to. */
  settle(): Promise<void>;
  /** All that was consumed so far. */
  counts(): Promise<Counts>;
}

export const stepNames = ["browse", "fill the cart", "quote", "place", "pay", "follow", "fulfill", "refund"] as const;
export type StepName = (typeof stepNames)[number];
export type Journey = Record<StepName, Counts> & {
  orderId: string;
  /** Of the request that places, without what reacts to it. */
  placementWrite: number;
};

const address = { name: "Ada Lovelace", line1: "Hafenstraße 1", postalCode: "20457", city: "Hamburg", country: "DE" };

interface Goods {
  sku: string;
  handle: string;
}

/** One shopper's whole way, a guest's, and what staff do for it: so many lines of one each. Every step is counted with all that followed from it. */
export async function walk(shop: Shop, goods: Goods[]): Promise<Journey> {
  const steps: Partial<Record<StepName, Counts>> = {};
  async function step<T>(name: StepName, run: () => Promise<T>): Promise<T> {
    const before = await shop.counts();
    const result = await run();
    await shop.settle();
    steps[name] = minus(await shop.counts(), before);
    return result;
  }
  let latestWrite = 0;
  const ask = async (request: Request, status = 200) => {
    const reply = await shop.request(request);
    if (reply.status !== status) throw new Error(`${request.method} ${request.path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    latestWrite = reply.write;
    return reply.body;
  };
  const first = goods[0];
  if (!first) throw new Error("a journey needs something to buy");

  await step("browse", async () => {
    await ask({ method: "GET", path: "/v1/catalog/products?limit=24&country=DE" });
    await ask({ method: "GET", path: `/v1/catalog/products/${first.handle}?country=DE` });
    await ask({ method: "GET", path: `/v1/inventory?skus=${encodeURIComponent(first.sku)}` });
  });
  const cart = await step("fill the cart", async () => {
    const made = await ask({ method: "POST", path: "/v1/carts", body: { country: "DE" } }, 201);
    const token = String(made["token"]);
    for (const { sku } of goods) {
      const path = `/v1/carts/${String(made["cartId"])}/lines/${encodeURIComponent(sku)}`;
      await ask({ method: "PUT", path, body: { quantity: 1 }, token });
    }
    return { cartId: made["cartId"], token };
  });
  const quote = await step("quote", () =>
    ask({ method: "POST", path: "/v1/checkout/quotes", body: { cartId: cart.cartId }, token: cart.token }),
  );
  const placed = await step("place", () => {
    const { shippingOptionId, expectedTotal } = quote;
    const body = { cartId: cart.cartId, email: "ada@example.com", shippingAddress: address, shippingOptionId, expectedTotal };
    return ask({ method: "POST", path: "/v1/checkout", body, token: cart.token, idempotent: true }, 201);
  });
  const placementWrite = latestWrite;
  const [orderId, paymentId, token] = [String(placed["orderId"]), String(placed["paymentId"]), String(placed["token"])];
  await step("pay", async () => {
    const body = { paymentMethod: "pm_card_visa", returnUrl: `/orders/${orderId}` };
    const paid = await ask({ method: "POST", path: `/v1/payments/${paymentId}/confirm`, body, token, idempotent: true });
    if (paid["status"] !== "captured") throw new Error(`the payment is ${String(paid["status"])}`);
  });
  await step("follow", () => ask({ method: "GET", path: `/v1/orders/${orderId}`, token }));
  await step("fulfill", () =>
    ask({ method: "POST", path: `/v1/orders/${orderId}/fulfillments`, body: {}, staff: true, idempotent: true }, 201),
  );
  await step("refund", () =>
    ask({ method: "POST", path: `/v1/payments/${paymentId}/refunds`, body: { reason: "a gift" }, staff: true, idempotent: true }, 201),
  );
  return { ...(steps as Record<StepName, Counts>), orderId, placementWrite };
}
