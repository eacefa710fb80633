import { describe, expect, test } from "vitest";
import { originOf, refused } from "../src/security/cross-site.ts";
import { contentSecurityPolicy } from "../src/security/header.ts";
import { localPath, seeOther } from "../src/server/reply.ts";

const request = (method: string, path: string, headers: Record<string, string> = {}) =>
  new Request(`https://shop.test${path}`, { method, headers: { host: "shop.test", ...headers } });

describe("a request that another site may have sent", () => {
  test.each([
    ["a post from another site", request("POST", "/cart/lines", { "sec-fetch-site": "cross-site" })],
    ["a post from a sibling host", request("POST", "/cart/lines", { "sec-fetch-site": "same-site" })],
    ["a post from an old browser elsewhere", request("POST", "/cart/lines", { origin: "https://evil.test" })],
    ["a post from a page without origin", request("POST", "/cart/lines", { origin: "null" })],
    ["a server function by a link", request("GET", "/_server?id=x", { "sec-fetch-site": "cross-site" })],
    ["a server function by an address typed in", request("GET", "/_server?id=x", { "sec-fetch-site": "none" })],
    ["a server function from the site itself, which has none", request("POST", "/_server", { "sec-fetch-site": "same-origin" })],
    ["a delete", request("DELETE", "/", { "sec-fetch-site": "cross-site" })],
  ])("is refused: %s", (_, from) => {
    expect(refused(from)).toBe(true);
  });

  test.each([
    ["a link from anywhere", request("GET", "/", { "sec-fetch-site": "cross-site" })],
    ["an own form", request("POST", "/cart/lines", { "sec-fetch-site": "same-origin" })],
    ["an own form of an old browser", request("POST", "/cart/lines", { origin: "https://shop.test" })],
    [
      "an own form behind the CDN",
      request("POST", "/x", { host: "fn.on.aws", "x-forwarded-host": "shop.test", origin: "https://shop.test" }),
    ],
    ["a program without a browser", request("POST", "/cart/lines")],
  ])("is let in: %s", (_, from) => {
    expect(refused(from)).toBe(false);
  });
});

test("the site's own address is https but on this machine", () => {
  expect(originOf(request("GET", "/", { host: "fn.on.aws", "x-forwarded-host": "shop.test" }))).toBe("https://shop.test");
  expect(originOf(new Request("http://127.0.0.1:4100/x", { headers: { host: "127.0.0.1:4100" } }))).toBe("http://127.0.0.1:4100");
});

test("scripts run by nonce only, and nothing comes from elsewhere", () => {
  const policy = contentSecurityPolicy({ nonce: "n0nce", dev: false });
  expect(policy).toContain("script-src 'nonce-n0nce';");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
});

test.each([
  ["/cart?x=1", "/cart?x=1"],
  ["//evil.test", "/"],
  ["/\\evil.test", "/"],
  ["https://evil.test", "/"],
  ["/a b", "/"],
  ["/a\r\nset-cookie: x=1", "/"],
  [undefined, "/"],
])("a form that wants to lead to %s leads to %s", (wanted, path) => {
  expect(localPath(wanted)).toBe(path);
});

test("a redirect after a form sets each of its cookies", () => {
  const response = seeOther("/cart", ["a=1", "b=2"]);
  expect([response.status, response.headers.get("location"), response.headers.getSetCookie()]).toEqual([303, "/cart", ["a=1", "b=2"]]);
});
