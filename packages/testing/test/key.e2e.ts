import { newKey, send, type Stage, startStage } from "@souk/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => stage?.stop());

interface Document {
  paths: Record<string, Record<string, { operationId?: string }>>;
}
interface Key {
  keyId: string;
  text: string;
}
const made = async (name: string, scopes: string[]) => {
  const { status, body } = await send<Key>(stage.api, "POST", "/v1/keys", {
    key: stage.keys.staff,
    idempotency: newKey(),
    body: { name, scopes },
  });
  expect(status).toBe(201);
  return body;
};

/** Every documented operation, its path filled with ids that name nothing. */
async function operations(): Promise<{ method: string; path: string }[]> {
  const { body } = await send<Document>(stage.api, "GET", "/v1/openapi.json");
  return Object.entries(body.paths).flatMap(([template, methods]) => {
    const path = template.replaceAll(/\{\w+\}/g, "nothing_01h455vb4pex5vsknk084sn02q");
    return Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path }));
  });
}

test("a key is known at every operation, may what its scopes say, and nothing any more once it is revoked", async () => {
  const { keyId, text } = await made("Reads", ["order.read", "stock.read", "customer.read", "catalog.read", "system.read"]);
  const all = await operations();
  expect(all.length).toBeGreaterThan(40);
  const answers = await Promise.all(
    all.map(async ({ method, path }) => {
      const { status } = await send(stage.api, method, path, {
        key: text,
        ...(method === "GET" ? {} : { body: {}, idempotency: newKey() }),
      });
      return { operation: `${method} ${path}`, status };
    }),
  );
  expect(answers.filter(({ status }) => status === 401 || status >= 500)).toEqual([]);
  const statusOf = (operation: string) => answers.find((answer) => answer.operation === operation)?.status;
  expect([statusOf("GET /v1/orders"), statusOf("GET /v1/keys"), statusOf("POST /v1/staff")]).toEqual([200, 403, 403]);

  const { status } = await send(stage.api, "DELETE", `/v1/keys/${keyId}`, { key: stage.keys.staff });
  expect(status).toBeLessThan(300);
  // A function remembers a caller for a minute.
  const advance = { method: "POST", headers: { "content-type": "application/json" }, body: '{"milliseconds":61000}' };
  await stage.control("/api/clock/advance", advance);
  expect((await send(stage.api, "GET", "/v1/orders", { key: text })).status).toBe(401);
});
