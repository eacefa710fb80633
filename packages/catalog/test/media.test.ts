import { createHash } from "node:crypto";
import { useHarness } from "@souk/testing";
import type { SQSEvent } from "aws-lambda";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as Import from "../src/import/import.ts";
import { jobs } from "../src/consumer.ts";
import { Catalog, Product } from "../src/index.ts";
import { worker } from "../src/media-consumer.ts";
import { useAws } from "./aws.ts";
import { inShop, variation } from "./fixture.ts";
import { answerOf, createNetwork, png, webp } from "./network.ts";

const harness = useHarness();
const aws = useAws();
const network = createNetwork({});
beforeAll(() => void Object.assign(harness.links, aws.links, { MediaBucket: { name: "media" } }));
beforeEach(() => {
  network.asked.length = 0;
  for (const url of Object.keys(network.pages)) delete network.pages[url];
});

const system = { type: "system", name: "media" } as const;
const handler = worker(network, ({ shopid }) => harness.ctx(system, shopid));
const eventsOf = async (shopId: string) => (await harness.events()).filter(({ shopid }) => shopid === shopId);
const latest = async (shopId: string) => (await eventsOf(shopId)).at(-1);
const deliver = (detail: unknown, receives = 1) =>
  handler({
    Records: [{ messageId: "m", body: JSON.stringify({ detail }), attributes: { ApproximateReceiveCount: String(receives) } }],
  } as unknown as SQSEvent);
const done = { batchItemFailures: [] };
const failed = { batchItemFailures: [{ itemIdentifier: "m" }] };

const [one, two] = ["https://cdn.example/one.png", "https://cdn.example/two.webp"];
const pathOf = (shopId: string, bytes: Buffer, extension: string) =>
  `/media/${shopId}/${createHash("sha256").update(bytes).digest("hex")}.${extension}`;

/** A product with two pictures from elsewhere, of which the second is a variant's. */
async function withPictures(shopId: string) {
  const ctx = inShop(harness, shopId);
  const base = variation("mug", {
    media: [
      { src: one, alt: "One" },
      { src: two, alt: "Two" },
    ],
  });
  const [small, ...rest] = base.variants;
  await Product.create(ctx, { ...base, variants: small ? [{ ...small, media: two }, ...rest] : [] });
  return { ctx, event: await latest(shopId) };
}
const show = () => Object.assign(network.pages, { [one]: answerOf({ body: png }), [two]: answerOf({ body: webp }) });

describe("pictures that lie elsewhere", () => {
  test("are copied under their content's name and shown, in one change with its event", async () => {
    show();
    const { ctx, event } = await withPictures("copy");
    const [first, second] = [pathOf("copy", png, "png"), pathOf("copy", webp, "webp")];
    expect(await deliver(event)).toEqual(done);
    const product = await Catalog.byHandle(ctx, "mug");
    expect(product.media).toEqual([
      { src: first, alt: "One", source: one },
      { src: second, alt: "Two", source: two },
    ]);
    expect(product.variants[0]?.media).toBe(second);
    expect((await Catalog.variants(ctx, ["mug-MUG-S", "mug-MUG-L"])).get("mug-MUG-L")?.media).toBe(first);
    expect((await Catalog.list(ctx, { limit: 1, currency: "EUR" })).items[0]?.media?.src).toBe(first);
    expect(aws.files.get(`/media${first}`)).toEqual(png);
    expect((await eventsOf("copy")).map(({ type, sequence }) => [type, sequence])).toEqual([
      ["product.created", 1],
      ["product.updated", 2],
    ]);
    expect((await harness.items()).map(({ pk }) => String(pk))).toContain(`copy#media#${createHash("sha256").update(one).digest("hex")}`);
  });

  test("are fetched once, however often and however parallel the event comes, and not again for the change they make", async () => {
    show();
    const { ctx, event } = await withPictures("twice");
    expect(await Promise.all([deliver(event), deliver(event)])).toEqual([done, done]);
    network.asked.length = 0;
    await deliver(event);
    await deliver(await latest("twice"));
    expect(network.asked).toEqual([]);
    expect((await Catalog.byHandle(ctx, "mug")).version).toBe(2);
    expect(await eventsOf("twice")).toHaveLength(2);
  });

  test("of another product with the same source are not fetched again", async () => {
    show();
    await deliver((await withPictures("shared")).event);
    const ctx = inShop(harness, "shared");
    await Product.create(ctx, variation("cup", { media: [{ src: one, alt: "" }] }));
    network.asked.length = 0;
    const created = (await eventsOf("shared")).find(({ data }) => data["handle"] === "cup");
    await deliver(created);
    expect((await Catalog.byHandle(ctx, "cup")).media[0]).toMatchObject({ src: pathOf("shared", png, "png"), source: one });
    expect(network.asked).toEqual([]);
  });

  test("that are gone stay as they are, and the others are shown", async () => {
    network.pages[one] = answerOf({ body: png });
    const { ctx, event } = await withPictures("gone");
    expect(await deliver(event)).toEqual(done);
    const product = await Catalog.byHandle(ctx, "mug");
    expect(product.media.map(({ src }) => src)).toEqual([pathOf("gone", png, "png"), two]);
    expect(product.variants[0]?.media).toBe(two);
  });

  test("whose host fails are tried three times, then given up without a dead letter; an update asks again", async () => {
    show();
    network.pages[two] = answerOf({ status: 503 });
    const { ctx, event } = await withPictures("later");
    expect([await deliver(event, 1), await deliver(event, 2), await deliver(event, 3)]).toEqual([failed, failed, done]);
    expect((await Catalog.byHandle(ctx, "mug")).media.map(({ src }) => src)).toEqual([pathOf("later", png, "png"), two]);
    expect(network.asked.filter((line) => line.startsWith(one))).toHaveLength(1);
    show();
    const { productId, version } = await Catalog.byHandle(ctx, "mug");
    await Product.update(ctx, productId, { title: "A mug", vendor: null }, version);
    const update = await latest("later");
    expect(await deliver(update)).toEqual(done);
    expect((await Catalog.byHandle(ctx, "mug")).media[1]).toMatchObject({ src: pathOf("later", webp, "webp"), source: two });
  });

  test("that others replaced meanwhile are not brought back", async () => {
    show();
    const { ctx, event } = await withPictures("raced");
    const { productId } = await Catalog.byHandle(ctx, "mug");
    const get = network.get.bind(network);
    const slow = {
      ...network,
      get: async (...args: Parameters<typeof get>) => {
        await Product.update(ctx, productId, { media: [{ src: "/demo/mug.webp", alt: "" }], vendor: null }, 1).catch(() => undefined);
        return get(...args);
      },
    };
    const racing = worker(slow, ({ shopid }) => harness.ctx(system, shopid));
    await racing({ Records: [{ messageId: "m", body: JSON.stringify({ detail: event }) }] } as unknown as SQSEvent);
    expect((await Catalog.byHandle(ctx, "mug")).media.map(({ src }) => src)).toEqual(["/demo/mug.webp"]);
  });

  test("a product without any is left alone, and nothing is noted of it", async () => {
    const ctx = inShop(harness, "own");
    await Product.create(ctx, variation("mug"));
    harness.capacity.reset();
    expect(await deliver(await latest("own"))).toEqual(done);
    expect(harness.capacity.write).toBe(0);
  });
});

describe("an import", () => {
  const importer = jobs(({ shopId }) => harness.ctx({ type: "system", name: "import" }, shopId));
  async function importCsv(shopId: string, csv: string) {
    const ctx = inShop(harness, shopId);
    const { importId } = await Import.start(ctx, { csv, stock: "keep" }, ctx.id("claim"));
    for (let message = aws.messages.shift(); message; message = aws.messages.shift())
      await importer({ Records: [{ messageId: "m", body: JSON.stringify(message), attributes: {} }] } as never);
    return (await Import.get(ctx, importId)).report;
  }
  const header = "Handle,Title,Option1 Name,Option1 Value,Variant Price,Image Src,Variant Image";
  const csv = (title: string) => `${header}\nmug,${title},Size,S,10,${one},${two}\nmug,,,L,12,,${one}\n`;

  test("of the same file changes nothing after its pictures were fetched", async () => {
    show();
    expect(await importCsv("again", csv("Mug"))).toMatchObject({ created: 1, errors: [] });
    expect(await deliver(await latest("again"))).toEqual(done);
    const ctx = inShop(harness, "again");
    const before = await Catalog.byHandle(ctx, "mug");
    expect(before.media.map(({ source }) => source)).toEqual([one, two]);
    expect(await importCsv("again", csv("Mug"))).toMatchObject({ updated: 0, unchanged: 1 });
    expect(await Catalog.byHandle(ctx, "mug")).toEqual(before);
  });

  test("that changes something else keeps the shop's copies", async () => {
    show();
    await importCsv("other", csv("Mug"));
    await deliver(await latest("other"));
    const ctx = inShop(harness, "other");
    const { media, variants } = await Catalog.byHandle(ctx, "mug");
    expect(await importCsv("other", csv("Cup"))).toMatchObject({ updated: 1 });
    const after = await Catalog.byHandle(ctx, "mug");
    expect([after.title, after.media.map(({ src }) => src), after.variants]).toEqual(["Cup", media.map(({ src }) => src), variants]);
  });

  test("asks again for pictures that were not fetched, although the product is as the file says", async () => {
    await importCsv("asked", csv("Mug"));
    expect([await deliver(await latest("asked")), aws.requests]).toEqual([done, []]);
    expect(await importCsv("asked", csv("Mug"))).toMatchObject({ unchanged: 1 });
    const [request] = aws.requests;
    const record = (receives: number) => ({
      messageId: "m",
      body: JSON.stringify(request),
      attributes: { ApproximateReceiveCount: String(receives) },
    });
    const ask = (receives = 1) => handler({ Records: [record(receives)] } as unknown as SQSEvent);
    network.pages[one] = answerOf({ status: 500 });
    expect([await ask(), await ask(3)]).toEqual([failed, done]);
    show();
    expect(await ask()).toEqual(done);
    const ctx = inShop(harness, "asked");
    expect((await Catalog.byHandle(ctx, "mug")).media.map(({ source }) => source)).toEqual([one, two]);
    expect(await importCsv("asked", csv("Mug"))).toMatchObject({ unchanged: 1 });
    expect(aws.requests).toEqual([request]);
  });
});
