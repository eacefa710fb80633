import { api, type Result, type Schemas, settle } from "./api.ts";
import type { CartPass } from "./session.ts";

/** What is kept of a cart. */
export type CartInfo = Schemas["Cart"];
/** A cart with today's prices and stock. */
export type Cart = Schemas["CartView"];
export type CartLine = Schemas["CartViewLine"];

export const maxQuantity = 99;

type Key = Pick<CartPass, "cartId" | "token">;

export const createCart = (
  country: string,
  line: { sku: string; quantity: number },
  key: string,
): Promise<Result<Schemas["CreatedCart"]>> =>
  settle(api().POST("/v1/carts", { params: { header: { "idempotency-key": key } }, body: { country, lines: [line] } }));

export const getCart = ({ cartId, token }: Key): Promise<Result<Cart>> =>
  settle(api({ token }).GET("/v1/carts/{cartId}", { params: { path: { cartId } } }));

/** Sets how many of a SKU are in the cart; none takes it out. */
export const setLine = ({ cartId, token }: Key, sku: string, quantity: number): Promise<Result<CartInfo>> =>
  settle(api({ token }).PUT("/v1/carts/{cartId}/lines/{sku}", { params: { path: { cartId, sku } }, body: { quantity } }));

export const setCountry = ({ cartId, token }: Key, country: string): Promise<Result<CartInfo>> =>
  settle(api({ token }).PATCH("/v1/carts/{cartId}", { params: { path: { cartId } }, body: { country } }));

export const countOf = (cart: { lines: { quantity: number }[] }): number => cart.lines.reduce((sum, line) => sum + line.quantity, 0);

/** The cart of who signed in, with what this browser's own cart holds. */
export const mergeCarts = (bearer: string, pass: Key | undefined): Promise<Result<Schemas["MergedCart"]>> =>
  settle(api({ bearer, token: pass?.token }).POST("/v1/carts/merge", { body: pass ? { cartId: pass.cartId } : {} }));
