import { useHarness } from "@souk/testing";
import { describe, expect, test } from "vitest";
import { api } from "../src/http.ts";
import { Shop } from "../src/index.ts";

const harness = useHarness();
const settings = { ...Shop.defaults, name: "Lantern & Loom" };
const staff = { authorization: `Bearer ${"souk_staff_test_0123456789"}`, "content-type": "application/json" };
const put = (body: unknown, headers: Record<string, string> = staff) =>
  api.request("/v1/shop", { method: "PUT", headers, body: JSON.stringify(body) }, harness.env);

describe("the settings", () => {
  test("are the defaults while none were saved", async () => {
    expect(await Shop.get(harness.ctx(undefined, "fresh"))).toEqual({ ...Shop.defaults, shopId: "fresh", version: 0 });
  });

  test("are one row whose key starts with the shop", async () => {
    await Shop.save(harness.ctx(undefined, "keyed"), settings);
    const keys = (await harness.items()).map((item) => [item["pk"], item["sk"]]);
    expect(keys).toContainEqual(["keyed#shop#settings", "shop"]);
  });

  test("are kept for a minute and then read anew", async () => {
    const ctx = harness.ctx(undefined, "cached");
    await Shop.get(ctx);
    harness.capacity.reset();
    await Shop.get(ctx);
    expect(harness.capacity.read).toBe(0);
    harness.clock.advance(60_001);
    await Shop.get(ctx);
    expect(harness.capacity.read).toBe(0.5);
  });

  test("of another version than the caller has read are not overwritten", async () => {
    const ctx = harness.ctx(undefined, "raced");
    await Shop.save(ctx, settings, 0);
    await expect(Shop.save(ctx, settings, 0)).rejects.toMatchObject({ code: "request.version_conflict" });
  });
});

describe("a market", () => {
  test("is the first one without a country, else the country's", async () => {
    const ctx = harness.ctx(undefined, "markets");
    expect((await Shop.market(ctx)).country).toBe("DE");
    expect(await Shop.market(ctx, "US")).toMatchObject({ currency: "USD", pricesIncludeTax: false, taxRate: 0 });
  });

  test("that the shop does not have is refused", async () => {
    await expect(Shop.market(harness.ctx(undefined, "markets"), "JP")).rejects.toMatchObject({ code: "shop.no_market", status: 422 });
  });
});

describe("the API", () => {
  test("shows the shop to everybody, with its version", async () => {
    const answer = await api.request("/v1/shop", {}, harness.env);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("etag")).toBe('"0"');
    expect(await answer.json()).toMatchObject({ name: "Souk", currencies: ["EUR", "USD"] });
  });

  test("lets staff alone save it", async () => {
    expect((await put(settings, { "content-type": "application/json" })).status).toBe(401);
    expect((await put(settings, { "content-type": "application/json", "souk-token": "x" })).status).toBe(403);
    expect(await (await put(settings)).json()).toMatchObject({ name: "Lantern & Loom", version: 1 });
    expect(await (await api.request("/v1/shop", {}, harness.env)).json()).toMatchObject({ name: "Lantern & Loom" });
  });

  test("names what is wrong with the settings", async () => {
    const bad = { ...settings, colour: "red", markets: [{ ...settings.markets[0], currency: "GBP" }] };
    const unknown = (await (await put(bad)).json()) as { issues: { path: string }[] };
    expect(unknown.issues.map((issue) => issue.path)).toContain("colour");
    const foreign = (await (await put({ ...settings, markets: bad.markets })).json()) as { issues: { path: string }[] };
    expect(foreign.issues.map((issue) => issue.path)).toEqual(["markets.0.currency"]);
  });

  test("refuses a change of an old version", async () => {
    const answer = await put(settings, { ...staff, "if-match": '"77"' });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: "request.version_conflict" });
  });
});
