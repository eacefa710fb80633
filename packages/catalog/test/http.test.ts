import { useHarness } from "@souk/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { api } from "../src/http.ts";
import { importApi } from "../src/import-http.ts";
import type { Catalog } from "../src/index.ts";
import { useAws } from "./aws.ts";
import { mug, variation } from "./fixture.ts";

const harness = useHarness();
const aws = useAws();
beforeAll(() => void Object.assign(harness.links, aws.links));

const staff = { authorization: "Bearer souk_staff_test_0123456789" };
const json = { ...staff, "content-type": "application/json" };
const request = (method: string, path: string, headers: Record<string, string> = {}, body?: unknown) =>
  // As the gateway does: the more specific route wins.
  (/\/(imports|uploads)/.test(path) ? importApi : api).request(
    path,
    { method, headers, ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }) },
    harness.env,
  );
const codeOf = async (answer: Response | Promise<Response>) => {
  const { status, code, issues } = (await (await answer).json()) as { status: number; code: string; issues?: { path: string }[] };
  return [status, code, ...(issues ? [issues.map(({ path }) => path)] : [])];
};
const add = async (name: string, changes: Partial<Catalog.NewProduct> = {}) =>
  (await (await request("POST", "/v1/catalog/products", json, variation(name, changes))).json()) as Catalog.ProductRef;

describe("reading", () => {
  test("shows everybody a product with the prices of a market, and no other prices", async () => {
    await add("read");
    const answer = await request("GET", "/v1/catalog/products/read?country=US");
    expect([answer.status, answer.headers.get("etag"), answer.headers.get("cache-control")]).toEqual([
      200,
      '"1"',
      expect.stringContaining("public"),
    ]);
    const product = (await answer.json()) as { variants: Record<string, unknown>[] };
    expect(product).toMatchObject({
      country: "US",
      currency: "USD",
      variants: [{ sku: "read-MUG-S", price: { amount: 1590, currency: "USD" } }, {}],
    });
    expect(product.variants.some((variant) => "prices" in variant)).toBe(false);
  });

  test("shows staff drafts, by id too, with the prices of all currencies, and nobody else", async () => {
    const { productId } = await add("draft", { status: "draft" });
    for (const name of ["draft", productId]) {
      expect(await codeOf(request("GET", `/v1/catalog/products/${name}`))).toEqual([404, "catalog.product_not_found"]);
      const answer = await request("GET", `/v1/catalog/products/${name}`, staff);
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(await answer.json()).toMatchObject({ status: "draft", variants: [{ prices: { EUR: 1490, USD: 1590 } }, {}] });
    }
    expect(((await (await request("GET", "/v1/catalog/products?status=draft", staff)).json()) as { items: unknown[] }).items).toHaveLength(
      1,
    );
    expect(await codeOf(request("GET", "/v1/catalog/products?status=draft"))).toEqual([401, "auth.required"]);
    expect(await codeOf(request("GET", "/v1/catalog/products?status=draft", { "souk-token": "t" }))).toEqual([403, "auth.forbidden"]);
  });

  test("pages through a category and answers its tree", async () => {
    for (const name of ["pa", "pb", "pc"]) await add(name, { category: "paged/deep" });
    const first = (await (await request("GET", "/v1/catalog/products?category=paged&limit=2")).json()) as {
      items: { handle: string }[];
      cursor: string;
    };
    const second = (await (
      await request("GET", `/v1/catalog/products?category=paged&limit=2&cursor=${first.cursor}`)
    ).json()) as typeof first;
    expect([...first.items, ...second.items].map(({ handle }) => handle)).toEqual(["pa", "pb", "pc"]);
    expect(second.cursor).toBeNull();
    const tree = (await (await request("GET", "/v1/catalog/categories")).json()) as { items: Catalog.Category[] };
    expect(tree.items.find(({ path }) => path === "paged")).toMatchObject({
      count: 3,
      children: [{ path: "paged/deep", name: "Deep", count: 3 }],
    });
  });

  test.each([
    ["/v1/catalog/products?limit=0", ["limit"]],
    ["/v1/catalog/products?cursor=$", ["cursor"]],
    ["/v1/catalog/products?cursor=abc", ["cursor"]],
    ["/v1/catalog/products?category=A//B", ["category"]],
    ["/v1/catalog/products?color=red", ["color"]],
  ])("refuses %s and names the field", async (path, fields) => {
    expect(await codeOf(request("GET", path))).toEqual([400, "request.invalid", fields]);
  });

  test("refuses a country that the shop does not sell to", async () => {
    expect(await codeOf(request("GET", "/v1/catalog/products?country=JP"))).toEqual([422, "shop.no_market"]);
  });
});

describe("changing products", () => {
  test("is for staff alone", async () => {
    for (const [method, path] of [
      ["POST", "/v1/catalog/products"],
      ["PATCH", "/v1/catalog/products/prod_01h455vb4pex5vsknk084sn02q"],
      ["DELETE", "/v1/catalog/products/prod_01h455vb4pex5vsknk084sn02q"],
      ["POST", "/v1/catalog/products/prod_01h455vb4pex5vsknk084sn02q/publish"],
      ["POST", "/v1/catalog/products/prod_01h455vb4pex5vsknk084sn02q/unpublish"],
      ["POST", "/v1/catalog/imports"],
      ["POST", "/v1/catalog/uploads"],
      ["GET", "/v1/catalog/imports/imp_01h455vb4pex5vsknk084sn02q"],
    ] as const) {
      expect(await codeOf(request(method, path))).toEqual([401, "auth.required"]);
      expect(await codeOf(request(method, path, { "souk-token": "t" }))).toEqual([403, "auth.forbidden"]);
      expect(await codeOf(request(method, path, { authorization: "Bearer wrong" }))).toEqual([401, "auth.invalid_key"]);
    }
  });

  test("goes from draft to published to archived, each by the version that was read", async () => {
    const { productId } = await add("life", { status: "draft" });
    const path = `/v1/catalog/products/${productId}`;
    expect(await codeOf(request("PATCH", path, json, { title: "New" }))).toEqual([428, "request.precondition_required"]);
    expect(await codeOf(request("PATCH", path, { ...json, "if-match": "new" }, { title: "New" }))).toEqual([
      400,
      "request.invalid",
      ["if-match"],
    ]);
    expect(await (await request("PATCH", path, { ...json, "if-match": '"1"' }, { title: "New" })).json()).toMatchObject({
      version: 2,
      status: "draft",
    });
    expect(await codeOf(request("PATCH", path, { ...json, "if-match": '"1"' }, { title: "Newer" }))).toEqual([
      409,
      "request.version_conflict",
    ]);
    expect(await (await request("POST", `${path}/publish`, staff)).json()).toMatchObject({ version: 3, status: "active" });
    expect(await (await request("POST", `${path}/publish`, staff)).json()).toMatchObject({ version: 3, status: "active" });
    expect(await (await request("POST", `${path}/unpublish`, staff)).json()).toMatchObject({ version: 4, status: "draft" });
    expect(await (await request("DELETE", path, staff)).json()).toMatchObject({ version: 5, status: "archived" });
    expect((await request("GET", "/v1/catalog/products/life")).status).toBe(404);
  });

  test("under one key happens once and answers the same", async () => {
    const headers = { ...json, "idempotency-key": "0123456789abcdef" };
    const answers = await Promise.all([1, 2, 3].map(() => request("POST", "/v1/catalog/products", headers, variation("keyed"))));
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(texts).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await codeOf(request("POST", "/v1/catalog/products", headers, variation("other")))).toEqual([422, "idempotency.key_reused"]);
  });

  test("refuses what is taken and what does not fit", async () => {
    await add("taken");
    expect(await codeOf(request("POST", "/v1/catalog/products", json, variation("taken")))).toEqual([409, "catalog.handle_taken"]);
    expect(await codeOf(request("POST", "/v1/catalog/products", json, { ...variation("taken"), handle: "free" }))).toEqual([
      409,
      "catalog.sku_taken",
    ]);
    expect(await codeOf(request("POST", "/v1/catalog/products", json, variation("unfit", { options: [] })))).toEqual([
      422,
      "catalog.product_invalid",
      ["variants.0.options.Size", "variants.1.options.Size", "variants.1.options"],
    ]);
    const unpriced = variation("free", { variants: variation("free").variants.map((variant) => ({ ...variant, prices: {} })) });
    expect(await codeOf(request("POST", "/v1/catalog/products", json, unpriced))).toEqual([422, "catalog.nothing_to_sell"]);
    expect(await codeOf(request("POST", "/v1/catalog/products/prod_01h455vb4pex5vsknk084sn02q/publish", staff))).toEqual([
      404,
      "catalog.product_not_found",
    ]);
  });

  test.each([
    [{ ...mug, colour: "blue" }, ["colour"]],
    [{ ...mug, handle: "Blue Mug" }, ["handle"]],
    [{ ...mug, variants: [{ ...mug.variants[0], prices: { EUR: -1 } }] }, ["variants.0.prices.EUR"]],
    [{ ...mug, variants: [{ ...mug.variants[0], sku: "A,B" }] }, ["variants.0.sku"]],
    [{ ...mug, media: [{ src: "javascript:alert(1)", alt: "" }] }, ["media.0.src"]],
    [{ ...mug, media: [{ src: "//other.example/x.jpg", alt: "" }] }, ["media.0.src"]],
  ])("refuses bad input and names the field (%#)", async (body, fields) => {
    expect(await codeOf(request("POST", "/v1/catalog/products", json, body))).toEqual([400, "request.invalid", fields]);
  });

  test("refuses what is no JSON", async () => {
    expect(await codeOf(request("POST", "/v1/catalog/products", json, "{"))).toEqual([400, "request.malformed"]);
  });
});

describe("importing", () => {
  const file = "Handle,Title,Variant Price\na,A,1\n";
  const csv = { ...staff, "content-type": "text/csv", "idempotency-key": "import-0123456789" };

  test("takes a file, queues it once however often it is sent, and can be followed", async () => {
    const first = await request("POST", "/v1/catalog/imports?currency=USD", csv, file);
    const body = await first.text();
    const started = JSON.parse(body) as { importId: string };
    expect(first.status).toBe(202);
    expect(started).toMatchObject({ status: "queued", currency: "USD", stock: "keep", progress: { done: 0, total: null } });
    const again = await request("POST", "/v1/catalog/imports?currency=USD", csv, file);
    expect([await again.text(), again.headers.get("idempotency-replayed")]).toEqual([body, "true"]);
    expect(aws.messages).toEqual([{ shopId: "demo", importId: started.importId, chunk: 0 }]);
    expect(aws.files.get(`/uploads/imports/demo/${started.importId}.csv`)?.toString()).toBe(file);
    expect(await (await request("GET", `/v1/catalog/imports/${started.importId}`, staff)).json()).toEqual(started);
  });

  test("takes a file that was uploaded before", async () => {
    const answer = await request("POST", "/v1/catalog/uploads", staff);
    const upload = (await answer.json()) as { uploadId: string; url: string; fields: Record<string, string> };
    expect(answer.status).toBe(201);
    expect(upload).toMatchObject({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/uploads$/),
      fields: { key: `imports/demo/${upload.uploadId}.csv` },
    });
    const start = () =>
      request("POST", "/v1/catalog/imports", { ...json, "idempotency-key": "upload-0123456789" }, { uploadId: upload.uploadId });
    expect(await codeOf(start())).toEqual([404, "catalog.upload_not_found"]);
    aws.files.set(`/uploads/imports/demo/${upload.uploadId}.csv`, Buffer.from(file));
    expect((await start()).status).toBe(202);
    expect(aws.messages).toHaveLength(1);
  });

  test("refuses a request without key, of another type, too large, empty or in a foreign currency", async () => {
    const { "idempotency-key": _, ...keyless } = csv;
    const key = (value: string) => ({ ...csv, "idempotency-key": value });
    expect(await codeOf(request("POST", "/v1/catalog/imports", keyless, file))).toEqual([400, "request.invalid", ["idempotency-key"]]);
    expect(await codeOf(request("POST", "/v1/catalog/imports", { ...staff, "idempotency-key": "untyped-012345678" }))).toEqual([
      415,
      "request.unsupported_media_type",
    ]);
    expect(await codeOf(request("POST", "/v1/catalog/imports", key("large-0123456789"), "x".repeat(1_048_577)))).toEqual([
      413,
      "request.too_large",
    ]);
    expect(await codeOf(request("POST", "/v1/catalog/imports", key("empty-0123456789"), "  \n"))).toEqual([400, "request.invalid", [""]]);
    expect(await codeOf(request("POST", "/v1/catalog/imports?currency=GBP", key("pound-0123456789"), file))).toEqual([
      422,
      "catalog.unknown_currency",
    ]);
    expect(await codeOf(request("GET", "/v1/catalog/imports/imp_01h455vb4pex5vsknk084sn02q", staff))).toEqual([
      404,
      "catalog.import_not_found",
    ]);
    expect(aws.messages).toEqual([]);
  });
});
