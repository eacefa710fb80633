import { hostCookie, readCookies } from "./cookie.ts";

/** The open cart of this browser, with the number of things in it, so that the header needs no call. */
export interface CartPass {
  cartId: string;
  token: string;
  count: number;
}

const cartDays = 30;
const orderDays = 90;
const ordersKept = 12;
const day = 24 * 3600;

const id = /^[a-z]+_[0-9a-z]{10,40}$/;
const secret = /^[A-Za-z0-9_-]{20,100}$/;

export function readCart(cookieHeader: string | null): CartPass | undefined {
  const [cartId = "", token = "", count = "0"] = (readCookies(cookieHeader).get("__Host-cart") ?? "").split(".");
  if (!id.test(cartId) || !secret.test(token)) return undefined;
  return { cartId, token, count: Math.min(Math.max(Number.parseInt(count, 10) || 0, 0), 9_999) };
}

export const cartCookie = ({ cartId, token, count }: CartPass): string => hostCookie("cart", `${cartId}.${token}.${count}`, cartDays * day);
export const noCartCookie = (): string => hostCookie("cart", "", 0);

/** Tokens of the orders that were placed or opened in this browser, newest first. */
export function readOrders(cookieHeader: string | null): Map<string, string> {
  const pairs = (readCookies(cookieHeader).get("__Host-orders") ?? "").split("~").map((pair) => pair.split("."));
  return new Map(
    pairs.flatMap(([orderId = "", token = ""]) => (id.test(orderId) && secret.test(token) ? [[orderId, token] as const] : [])),
  );
}

export const orderToken = (cookieHeader: string | null, orderId: string): string | undefined => readOrders(cookieHeader).get(orderId);

/** Adds one order's token; the oldest go, since a cookie holds 4 KB. */
export function ordersCookie(cookieHeader: string | null, orderId: string, token: string): string {
  const others = [...readOrders(cookieHeader)].filter(([known]) => known !== orderId);
  const kept = [[orderId, token], ...others].slice(0, ordersKept);
  return hostCookie("orders", kept.map((pair) => pair.join(".")).join("~"), orderDays * day);
}

export const isToken = (text: string): boolean => secret.test(text);
export const isId = (text: string): boolean => id.test(text);
