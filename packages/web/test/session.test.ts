import { describe, expect, test } from "vitest";
import { readCookies } from "../src/server/cookie.ts";
import { cartCookie, ordersCookie, readCart, readOrders } from "../src/server/session.ts";

const token = "A".repeat(43);
const cartId = "cart_01h455vb4pex5vsknk084sn02q";
const orderId = (n: number) => `order_01h455vb4pex5vsknk084s${String(n).padStart(4, "0")}`;
/** What a browser sends back for a `Set-Cookie`. */
const sent = (setCookie: string) => setCookie.split(";")[0] ?? "";

describe("the cart's cookie", () => {
  test("is kept by this host alone, from scripts and from other sites' posts", () => {
    const cookie = cartCookie({ cartId, token, count: 3 });
    expect(cookie).toMatch(/^__Host-cart=/);
    for (const attribute of ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"]) expect(cookie.split("; ")).toContain(attribute);
    expect(cookie).not.toContain("Domain");
  });

  test("comes back as it was set", () => {
    expect(readCart(sent(cartCookie({ cartId, token, count: 3 })))).toEqual({ cartId, token, count: 3 });
  });

  test.each([
    "",
    "__Host-cart=",
    "__Host-cart=cart_x.short.1",
    `__Host-cart=../../etc.${token}.1`,
    "__Host-cart=%E0%A4%A",
    `cart=${cartId}.${token}.1`,
  ])("is none when it reads %s", (header) => {
    expect(readCart(header)).toBeUndefined();
  });

  test("never tells a count that cannot be", () => {
    expect(readCart(`__Host-cart=${cartId}.${token}.-5`)?.count).toBe(0);
    expect(readCart(`__Host-cart=${cartId}.${token}.x`)?.count).toBe(0);
  });
});

describe("the orders' cookie", () => {
  test("keeps the newest twelve, newest first, and fits into 4 KB", () => {
    let header = "";
    for (let n = 1; n <= 20; n += 1) header = sent(ordersCookie(header, orderId(n), token));
    expect([...readOrders(header).keys()]).toEqual(Array.from({ length: 12 }, (_, index) => orderId(20 - index)));
    expect(header.length).toBeLessThan(4000);
  });

  test("holds an order once, with its latest token", () => {
    const first = sent(ordersCookie("", orderId(1), token));
    const again = sent(ordersCookie(first, orderId(1), "B".repeat(43)));
    expect([...readOrders(again)]).toEqual([[orderId(1), "B".repeat(43)]]);
  });
});

test("a cookie header with rubbish in it gives what can be read", () => {
  expect([...readCookies("a=1; b; =c; d=%zz; e=x=y")]).toEqual([
    ["a", "1"],
    ["e", "x=y"],
  ]);
});
