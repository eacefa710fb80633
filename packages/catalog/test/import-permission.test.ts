import type { Actor } from "@souk/core";
import { useHarness } from "@souk/testing";
import { beforeAll, expect, test } from "vitest";
import { importApi } from "../src/import-http.ts";
import { useAws } from "./aws.ts";

const harness = useHarness();
const aws = useAws();
beforeAll(() => void Object.assign(harness.links, aws.links));

let keys = 0;
const csv = "Handle,Title,Type,Variant SKU,Variant Inventory Qty,Variant Price\nmug,Mug,Mugs,MUG,4,10\n";

/** An import by an API key that may do just this. */
async function imported(stock: string, permissions: string[]) {
  const actor: Actor = { type: "service", keyId: "key_1", permissions };
  const headers = { "content-type": "text/csv", authorization: "Bearer key", "idempotency-key": `import-permission-${(keys += 1)}` };
  const env = { ...harness.env, authenticate: async () => actor };
  return importApi.request(`/v1/catalog/imports?stock=${stock}`, { method: "POST", headers, body: csv }, env);
}

test("a key that may write the catalog sets no stock by an import: that asks for the right to adjust it", async () => {
  const refused = await imported("set", ["catalog.write"]);
  expect([refused.status, await refused.json()]).toMatchObject([403, { code: "auth.forbidden" }]);
  expect(aws.messages).toEqual([]);
  expect((await imported("keep", ["catalog.write"])).status).toBe(202);
  expect((await imported("set", ["catalog.write", "stock.adjust"])).status).toBe(202);
});
