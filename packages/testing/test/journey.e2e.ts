import { confirm, fillCart, newKey, place, type Placed, quote, send, type Stage, startStage } from "@souk/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const csv = `Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Image Src,Image Position
tea-cup,Tea cup,"<p>A cup.
Two lines.</p>",Souk,Cups,"new, tea",TRUE,Color,Blue,CUP-BLUE,shopify,5,deny,12.50,,
tea-cup,,,,,,,,Green,CUP-GREEN,shopify,3,deny,12.50,,
poster,Poster,<p>Paper.</p>,Souk,Posters,,TRUE,Title,Default Title,POSTER-1,,,deny,20.00,,
`;

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => stage?.stop());

interface History {
  items: { sequence: number; type: string }[];
}
const staffKey = () => stage.keys.staff;
const level = async (sku: string) =>
  (await send<{ onHand: number; available: number }>(stage.api, "GET", `/v1/inventory/${sku}`, { key: staffKey() })).body;
const history = async (order: Placed) =>
  (await send<History>(stage.api, "GET", `/v1/orders/${order.orderId}/events`, { token: order.token })).body.items;
const mails = () => stage.mails();

async function importProducts(): Promise<{ report: Record<string, unknown> }> {
  const response = await fetch(new URL("/v1/catalog/imports", stage.api), {
    method: "POST",
    headers: { "content-type": "text/csv", authorization: `Bearer ${staffKey()}`, "idempotency-key": newKey() },
    body: csv,
  });
  expect(response.status).toBe(202);
  const { importId } = (await response.json()) as { importId: string };
  for (let tries = 0; tries < 200; tries += 1) {
    const { body } = await send<{ status: string; report: Record<string, unknown> }>(stage.api, "GET", `/v1/catalog/imports/${importId}`, {
      key: staffKey(),
    });
    if (body.status === "done") return body;
    if (body.status === "failed") throw new Error(JSON.stringify(body));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the import did not end");
}

async function order(sku: string, quantity: number, method = "pm_card_visa"): Promise<Placed> {
  const basket = await fillCart(stage.api, [{ sku, quantity }]);
  const placed = await place(stage.api, basket, await quote(stage.api, basket));
  expect(placed.status, JSON.stringify(placed.body)).toBe(201);
  const paid = await confirm(stage.api, placed.body, method);
  expect(paid.status, JSON.stringify(paid.body)).toBe(200);
  return placed.body;
}

describe("the API alone, from the ready file", () => {
  test("imports products, and a second time changes nothing", async () => {
    expect((await importProducts()).report).toMatchObject({ created: 2, updated: 0, errors: [] });
    expect((await importProducts()).report).toMatchObject({ created: 0, updated: 0, unchanged: 2, errors: [] });
    expect(await level("CUP-BLUE")).toMatchObject({ onHand: 5, available: 5 });
  });

  test("browses categories, a list and a product", async () => {
    const list = await send<{ items: { handle: string }[] }>(stage.api, "GET", "/v1/catalog/products?limit=10&country=DE");
    expect(list.body.items.map((item) => item.handle).sort()).toEqual(["poster", "tea-cup"]);
    const product = await send<{ variants: { sku: string; price: unknown }[] }>(
      stage.api,
      "GET",
      "/v1/catalog/products/tea-cup?country=DE",
    );
    expect(product.body.variants[0]).toMatchObject({ sku: "CUP-BLUE", price: { amount: 1250, currency: "EUR" } });
    const categories = await send<{ items: { path: string }[] }>(stage.api, "GET", "/v1/catalog/categories");
    expect(categories.body.items.map((item) => item.path).sort()).toEqual(["cups", "posters"]);
  });

  test("sells: placed, paid by card, confirmed by mail, the stock lowered", async () => {
    const placed = await order("CUP-BLUE", 2);
    await stage.settled();
    expect((await history(placed)).map((event) => event.type)).toEqual(["order.placed", "order.paid"]);
    expect(await level("CUP-BLUE")).toMatchObject({ onHand: 5, available: 3 });
    const [mail] = (await mails()).filter((sent) => sent.text.includes(placed.orderId));
    expect(mail).toMatchObject({ to: ["ada@example.com"] });
  });

  test("cancels a paid order: the money and the stock go back, and mails say so", async () => {
    const placed = await order("CUP-BLUE", 1);
    await stage.settled();
    const canceled = await send(stage.api, "POST", `/v1/orders/${placed.orderId}/cancel`, {
      body: {},
      key: staffKey(),
      idempotency: newKey(),
    });
    expect(canceled.status, JSON.stringify(canceled.body)).toBe(200);
    await stage.settled();
    const { body } = await send<{ status: string; paymentStatus: string }>(stage.api, "GET", `/v1/orders/${placed.orderId}`, {
      token: placed.token,
    });
    expect(body).toMatchObject({ status: "canceled", paymentStatus: "refunded" });
    expect(await level("CUP-BLUE")).toMatchObject({ onHand: 5, available: 3 });
  });

  test("fulfills with tracking and completes; the stock leaves the house", async () => {
    const placed = await order("CUP-GREEN", 2);
    await stage.settled();
    const body = { lines: [{ sku: "CUP-GREEN", quantity: 2 }], tracking: { carrier: "DHL", number: "123" } };
    const answer = await send(stage.api, "POST", `/v1/orders/${placed.orderId}/fulfillments`, {
      body,
      key: staffKey(),
      idempotency: newKey(),
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    await stage.settled();
    expect((await history(placed)).map((event) => event.type)).toEqual([
      "order.placed",
      "order.paid",
      "order.fulfilled",
      "order.completed",
    ]);
    expect(await level("CUP-GREEN")).toMatchObject({ onHand: 1, available: 1 });
    expect((await mails()).filter((mail) => mail.text.includes(placed.orderId))).toHaveLength(2);
  });

  test("refunds a part, never more than was paid", async () => {
    const placed = await order("POSTER-1", 1);
    await stage.settled();
    const refund = (amount: number) =>
      send(stage.api, "POST", `/v1/payments/${placed.paymentId}/refunds`, {
        body: { amount, reason: "damaged" },
        key: staffKey(),
        idempotency: newKey(),
      });
    expect((await refund(500)).status).toBe(201);
    expect((await refund(placed.total.amount)).status).toBe(422);
    await stage.settled();
    const { body } = await send<{ paymentStatus: string }>(stage.api, "GET", `/v1/orders/${placed.orderId}`, { key: staffKey() });
    expect(body.paymentStatus).toBe("partially_refunded");
  });

  test("a declined card leaves the order open, another one pays it", async () => {
    const basket = await fillCart(stage.api, [{ sku: "POSTER-1", quantity: 1 }]);
    const { body: placed } = await place(stage.api, basket, await quote(stage.api, basket));
    const declined = await confirm(stage.api, placed, "pm_card_chargeDeclinedInsufficientFunds");
    expect([declined.status, declined.body.code, declined.body["declineCode"]]).toEqual([402, "payment.declined", "insufficient_funds"]);
    expect((await confirm(stage.api, placed, "pm_card_visa")).status).toBe(200);
    await stage.settled();
    expect((await history(placed)).map((event) => event.type)).toEqual(["order.placed", "order.paid"]);
  });

  test("each event was handled once by each consumer, and nothing lies in a dead-letter queue", async () => {
    const { queues } = await stage.control<{ queues: { id: string; visible: number; inFlight: number; deadLetterOf?: string }[] }>(
      "/api/state",
    );
    expect(queues.filter((queue) => queue.deadLetterOf && queue.visible > 0)).toEqual([]);
    const ids = (await stage.events()).map((event) => event.detail.id);
    expect(new Set(ids).size).toBe(ids.length);
    const sent = (await mails()).map((mail) => `${mail.subject}|${mail.text}`);
    expect(new Set(sent).size).toBe(sent.length);
  });
});
