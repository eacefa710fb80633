import { createClient, type Problem } from "@souk/client";

/** A shopper at the API: a cart, a checkout, a payment, each as a browser's server would send it. Answers carry their status. */
export interface Answer<T> {
  status: number;
  body: T;
  headers: Headers;
}

export const address = { name: "Ada Lovelace", line1: "Hafenstraße 1", postalCode: "20457", city: "Hamburg", country: "DE" };
export const newKey = (): string => crypto.randomUUID();

export interface Placed {
  orderId: string;
  paymentId: string;
  number: string;
  total: { amount: number; currency: string };
  token: string;
}

/** Sends one request with a JSON body; refusals are answers too. */
export async function send<T>(
  api: string,
  method: string,
  path: string,
  options: { body?: unknown; key?: string; token?: string; idempotency?: string } = {},
): Promise<Answer<T>> {
  const response = await fetch(new URL(path, api), {
    method,
    headers: {
      ...(options.body === undefined ? {} : { "content-type": "application/json" }),
      ...(options.key ? { authorization: `Bearer ${options.key}` } : {}),
      ...(options.token ? { "souk-token": options.token } : {}),
      ...(options.idempotency ? { "idempotency-key": options.idempotency } : {}),
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : undefined) as T, headers: response.headers };
}

export interface Basket {
  cartId: string;
  token: string;
}

export async function fillCart(api: string, lines: { sku: string; quantity: number }[]): Promise<Basket> {
  const { status, body } = await send<Basket>(api, "POST", "/v1/carts", { body: { country: "DE", lines } });
  if (status !== 201) throw new Error(`cart: ${status} ${JSON.stringify(body)}`);
  return body;
}

type Quoted = Pick<Quote, "expectedTotal"> & { shippingOptions: { id: string }[] } & Problem;

/** Today's total of a cart and the first way to ship it. Throws an Error that names the code of a refusal. */
export async function quote(api: string, { cartId, token }: Basket): Promise<Quote> {
  const ask = async (body: object): Promise<Quoted> => {
    const answer = await send<Quoted>(api, "POST", "/v1/checkout/quotes", { body, token });
    if (answer.status !== 200) throw new Error(`quote: ${answer.status} ${answer.body.code}`);
    return answer.body;
  };
  const shippingOptionId = (await ask({ cartId })).shippingOptions[0]?.id ?? "";
  const { expectedTotal } = await ask({ cartId, shippingOptionId });
  return { shippingOptionId, expectedTotal };
}

export interface Quote {
  shippingOptionId: string;
  expectedTotal: { amount: number; currency: string };
}

/** Places the order; a client that is told `contended` repeats under the same key, as it should. */
export async function place(api: string, basket: Basket, quoted: Quote, idempotency = newKey()): Promise<Answer<Placed & Problem>> {
  for (let attempt = 0; ; attempt += 1) {
    const body = { cartId: basket.cartId, email: "ada@example.com", shippingAddress: address, ...quoted };
    const answer = await send<Placed & Problem>(api, "POST", "/v1/checkout", { body, token: basket.token, idempotency });
    if (!["checkout.contended", "request.contended"].includes(answer.body.code) || attempt >= 50) return answer;
    await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.headers.get("retry-after") ?? 1) * Math.random()));
  }
}

export interface Confirmed {
  status: string;
  nextAction?: { redirectUrl: string };
}

/** Pays; a client that is told that the provider is out of reach and nothing was done asks again under the same key. */
export async function confirm(
  api: string,
  order: Pick<Placed, "orderId" | "paymentId" | "token">,
  paymentMethod: string,
  idempotency = newKey(),
) {
  const body = { orderId: order.orderId, paymentMethod, returnUrl: `/orders/${order.orderId}` };
  for (let attempt = 1; ; attempt += 1) {
    const answer = await send<Confirmed & Problem>(api, "POST", `/v1/payments/${order.paymentId}/confirm`, {
      body,
      token: order.token,
      idempotency,
    });
    if (answer.status !== 503 || attempt === 5) return answer;
  }
}

/** The typed client of a staff member. */
export const staff = (api: string, key: string) => createClient({ api, key });
