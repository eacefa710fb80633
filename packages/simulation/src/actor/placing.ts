import type { Call } from "./client.ts";

type Ask = (call: Call) => Promise<{ json: Record<string, unknown> }>;
interface Cart {
  cartId: string;
  token: string;
}

const shippingAddress = { name: "Ada Byron", line1: "Torstraße 1", postalCode: "10119", city: "Berlin", country: "DE" };

/** A cart with one line. */
export async function fillCart(ask: Ask, line: { sku: string; quantity: number }): Promise<Cart> {
  const { json } = await ask({ kind: "createCart", method: "POST", path: "/v1/carts", body: { country: "DE", lines: [line] } });
  return { cartId: String(json["cartId"]), token: String(json["token"]) };
}

/** All that placing an order takes: a cart with one line, and its total as quoted. */
export async function readyToPlace(ask: Ask, line: { sku: string; quantity: number }) {
  const { cartId, token } = await fillCart(ask, line);
  const chosen = { cartId, shippingOptionId: "standard" };
  const { json } = await ask({ kind: "quoteCheckout", method: "POST", path: "/v1/checkout/quotes", token, body: chosen });
  return { token, body: { ...chosen, email: "ada@example.com", shippingAddress, expectedTotal: json["expectedTotal"] } };
}
