import { type Access, api, type Result, type Schemas, settle } from "./api.ts";
import type { CartPass } from "./session.ts";

export type Totals = Schemas["Totals"];
export type Quote = Schemas["Quote"];

interface QuoteInput {
  country: string;
  shippingOptionId?: string;
}

export const getQuote = ({ cartId, token }: CartPass, input: QuoteInput): Promise<Result<Quote>> =>
  settle(api({ token }).POST("/v1/checkout/quotes", { body: { cartId, ...input } }));

/** Places the order, by the cart's token, and for who signed in. The same key places it once, however often the form is sent. */
export const placeOrder = (access: Access, body: Schemas["PlaceOrder"], key: string): Promise<Result<Schemas["PlacedOrder"]>> =>
  settle(api(access).POST("/v1/checkout", { params: { header: { "idempotency-key": key } }, body }));
