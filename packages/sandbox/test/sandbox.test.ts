import { startEngine } from "@souk/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDelivery, createSandbox, type Message, signWebhook } from "../src/index.ts";

const secret = "a secret of tests";
const sent: Message[] = [];
let engine: Awaited<ReturnType<typeof startEngine>>;
let app: ReturnType<typeof createSandbox>;
let serial = 0;

beforeAll(async () => {
  engine = await startEngine();
  app = createSandbox({
    client: engine.table.client,
    // Its keys are those of any table with pk and sk.
    tableName: "souk",
    secret,
    now: () => new Date("2026-03-01T10:00:00.000Z"),
    id: (prefix) => `${prefix}_${crypto.randomUUID().replaceAll("-", "")}`,
    sleep: async () => {},
    enqueue: async (message) => void sent.push(message),
  });
});
afterAll(async () => engine.stop());

const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };
const post = (path: string, body: unknown, key = `key_${(serial += 1)}`) =>
  app.request(path, { method: "POST", headers: { ...headers, "idempotency-key": key }, body: JSON.stringify(body) });

async function intent(amount = 1999) {
  const paymentId = `pay_${(serial += 1)}`;
  await post("/v1/intents", { amount, currency: "EUR", metadata: { shopId: "demo", orderId: `order_${serial}`, paymentId } });
  return paymentId;
}

async function challenge(returnUrl?: string) {
  const paymentId = await intent();
  const response = await post(`/v1/intents/${paymentId}/confirm`, {
    paymentMethod: "pm_card_authenticationRequired",
    ...(returnUrl ? { returnUrl } : {}),
  });
  const { attempts } = (await response.json()) as { attempts: { challengePath: string }[] };
  return { paymentId, path: `/${attempts[0]?.challengePath}` };
}

const decide = (path: string, decision: string) =>
  app.request(path, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: `decision=${decision}` });

test("the API needs the key", async () => {
  for (const authorization of ["", "Bearer wrong", `Basic ${secret}`]) {
    expect((await app.request("/v1/intents/pay_1", { headers: { authorization } })).status).toBe(401);
  }
});

test("a payment is created once per id; another amount under it is refused", async () => {
  const paymentId = await intent();
  const metadata = { shopId: "demo", orderId: "order_1", paymentId };
  expect((await post("/v1/intents", { amount: 1999, currency: "EUR", metadata })).status).toBe(200);
  const other = await post("/v1/intents", { amount: 1, currency: "EUR", metadata });
  expect([other.status, await other.json()]).toMatchObject([409, { error: { code: "idempotency_mismatch" }, intent: { amount: 1999 } }]);
});

test("what is not understood is a 400 and changes nothing", async () => {
  const paymentId = await intent();
  for (const body of [
    {},
    { paymentMethod: 1 },
    { paymentMethod: "pm_card_visa", returnUrl: "javascript:alert(1)" },
    { paymentMethod: "pm_card_visa", extra: 1 },
  ]) {
    expect((await post(`/v1/intents/${paymentId}/confirm`, body)).status).toBe(400);
  }
  const broken = await app.request("/v1/intents", { method: "POST", headers, body: "{" });
  expect(broken.status).toBe(400);
  expect(await (await app.request(`/v1/intents/${paymentId}`, { headers })).json()).toMatchObject({ status: "open", attempts: [] });
});

test("the bank's page works without scripts, below any path, and lets nothing else in", async () => {
  const { path } = await challenge("https://shop.example/return");
  const response = await app.request(path);
  const policy = response.headers.get("content-security-policy") ?? "";
  const page = await response.text();
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/style-src 'sha256-[A-Za-z0-9+/=]+'/);
  expect(policy).toContain("form-action 'self' https://shop.example;");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(page).toContain("€19.99");
  expect(page.match(/<form method="post">/g)).toHaveLength(2);
  expect(page).not.toMatch(/<script|action=|src=|href=/);
});

test("approval charges once and leads back; a second click changes nothing", async () => {
  const { paymentId, path } = await challenge("https://shop.example/return?a=1");
  const [first, second] = await Promise.all([decide(path, "approve"), decide(path, "decline")]);
  for (const response of [first, second]) {
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe(`https://shop.example/return?a=1&payment=${paymentId}`);
  }
  const { items } = (await (await app.request(`/ledger?paymentId=${paymentId}`)).json()) as { items: { kind: string }[] };
  expect(items.length).toBeLessThanOrEqual(1);
  expect((await app.request(path)).status).toBe(409);
});

test("an answer that is neither approval nor refusal, and a page that is not there, do nothing", async () => {
  const { path } = await challenge();
  expect((await decide(path, "perhaps")).status).toBe(400);
  expect((await decide("/challenge/ch_none", "approve")).status).toBe(404);
  expect((await decide(path, "approve")).status).toBe(200);
});

test("the ledger is a page for browsers, with nothing run from it", async () => {
  const paymentId = await intent(500);
  await post(`/v1/intents/${paymentId}/confirm`, { paymentMethod: "pm_card_visa" });
  await post(`/v1/intents/${paymentId}/refunds`, { amount: 200 });
  const page = await app.request(`/ledger?paymentId=${paymentId}`, { headers: { accept: "text/html" } });
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  const html = await page.text();
  expect(html).toContain("€5.00");
  expect(html).toContain("2 entries");
  const { items } = (await (await app.request(`/ledger?paymentId=${paymentId}`)).json()) as { items: unknown[] };
  expect(items).toMatchObject([
    { kind: "charge", amount: 500 },
    { kind: "refund", amount: 200 },
  ]);
});

test("a webhook is delivered signed, the same to the byte every time, and anything but a 2xx is a failure", async () => {
  const message = sent.at(-1);
  if (!message) throw new Error("no webhook was sent");
  const seen: { headers: Record<string, string>; body: unknown }[] = [];
  let status = 500;
  const deliver = createDelivery({
    url: "http://shop.example/webhooks",
    secret,
    now: () => new Date("2026-03-01T10:05:00.000Z"),
    fetch: async (_url, init) => {
      seen.push({ headers: init?.headers as Record<string, string>, body: init?.body });
      return new Response(null, { status });
    },
  });
  await expect(deliver(message)).rejects.toThrow("500");
  status = 204;
  await deliver(message);
  expect(seen[1]).toEqual(seen[0]);
  expect(seen[0]?.headers).toMatchObject(signWebhook(secret, message.id, message.body, new Date("2026-03-01T10:05:00.000Z")));
});

test("a signature is the one that Standard Webhooks document", () => {
  // The example of https://github.com/standard-webhooks/standard-webhooks, spec, "Signature scheme".
  const signed = signWebhook(
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "msg_p5jXN8AQM9LWM0D4loKWxJek",
    '{"test": 2432232314}',
    new Date(1614265330 * 1000),
  );
  expect(signed["webhook-signature"]).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
});
