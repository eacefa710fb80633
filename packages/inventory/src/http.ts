import { authenticate } from "@souk/auth/authenticate";
import { Contended, permits } from "@souk/core";
import { createApi, Cursor, defineRoute, handle, pageOf, pure, readPage } from "@souk/core/http";
import * as z from "zod";
import * as Inventory from "./inventory.ts";

const tags: [string] = ["Inventory"];
const params = z.strictObject({ sku: Inventory.Sku });
const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { "application/json": { schema } } });

const Availability = z
  .strictObject({
    sku: Inventory.Sku,
    tracked: z.boolean().meta({ description: "Whether stock is kept of it: what is not tracked never runs out" }),
    available: z
      .int()
      .nullable()
      .meta({ description: `At most ${Inventory.publicCap} is told; null when not tracked` }),
  })
  .meta({ id: "Availability", example: { sku: "MUG-BLUE", tracked: true, available: 4 } });
const Level = Availability.extend({
  onHand: z.int().optional(),
  reserved: z.int().optional(),
  shards: z.int().optional().meta({ description: "Into how many rows the stock of a hot SKU is split; 1 unless it is" }),
  updatedAt: z.string().optional(),
}).meta({
  id: "StockLevel",
  description: "Staff see what is on hand and reserved too",
  example: { sku: "MUG-BLUE", tracked: true, available: 34, onHand: 40, reserved: 6, shards: 1, updatedAt: "2026-11-21T10:00:00.000Z" },
});

const skuList = z
  .string()
  .max(4000)
  .transform((text) => [...new Set(text.split(",").map((sku) => sku.trim()))])
  .pipe(z.array(Inventory.Sku).min(1).max(50))
  .meta({ type: "string", description: "Up to 50 SKUs with commas between them", example: "MUG-BLUE,BOWL-S" });

const list = defineRoute({
  method: "get",
  path: "/v1/inventory",
  // For looking: cart and checkout ask the table.
  cache: { seconds: 10, staleSeconds: 50 },
  operationId: "listAvailability",
  summary: "Read how many of some SKUs can be bought",
  tags,
  callers: ["public", "guest", "customer", "staff", "service"],
  request: { query: z.strictObject({ skus: skuList }) },
  responses: {
    200: { description: "One item for each SKU, in the order asked for", ...json(z.strictObject({ items: z.array(Availability) })) },
  },
});

const get = defineRoute({
  method: "get",
  path: "/v1/inventory/{sku}",
  cache: "none",
  operationId: "getStockLevel",
  summary: "Read the stock of a SKU",
  tags,
  callers: ["public", "guest", "customer", "staff", "service"],
  errors: [Inventory.NotTracked],
  request: { params },
  responses: { 200: { description: "The level", ...json(Level) } },
});

const count = z.int().min(0).max(Inventory.mostOnHand);
const AdjustBody = z
  .strictObject({
    delta: z.int().min(-Inventory.mostOnHand).max(Inventory.mostOnHand).optional().meta({ description: "What came or went" }),
    set: count.optional().meta({ description: "What was counted; begins to track a SKU that was not" }),
    reason: Inventory.Reason.exclude(["initial"]),
    note: z.string().trim().max(500).optional(),
  })
  .refine((body) => (body.delta === undefined) !== (body.set === undefined), { path: ["delta"], message: "Give either `delta` or `set`" })
  .meta({ id: "AdjustStock", example: { delta: 12, reason: "received", note: "Delivery 118" } });

const adjust = defineRoute({
  method: "post",
  path: "/v1/inventory/{sku}/adjustments",
  operationId: "adjustStock",
  summary: "Change the stock of a SKU, with a reason",
  tags,
  callers: ["staff", "service"],
  permission: "stock.adjust",
  errors: [Inventory.NotTracked, Inventory.BelowReserved],
  idempotency: "required",
  request: { params, body: { required: true, ...json(AdjustBody) } },
  responses: { 201: { description: "The adjustment", ...json(Inventory.Adjustment) } },
});

const split = defineRoute({
  method: "put",
  path: "/v1/inventory/{sku}/shards",
  operationId: "splitStock",
  summary: "Split the stock of a SKU that very many will buy at once, or join it again",
  description:
    "Orders of one SKU wait for each other, a few milliseconds each: about a hundred a second. Split into shards, so many times as many go " +
    "through, down to the last unit. It costs a read unit for each shard whenever such an order meets another. Orders go on meanwhile.",
  tags,
  callers: ["staff", "service"],
  permission: "stock.adjust",
  errors: [Inventory.NotTracked, Contended],
  request: {
    params,
    body: {
      required: true,
      ...json(z.strictObject({ shards: z.int().min(1).max(Inventory.mostShards) }).meta({ id: "SplitStock", example: { shards: 8 } })),
    },
  },
  responses: { 200: { description: "The level", ...json(Level) } },
});

const ledger = defineRoute({
  method: "get",
  path: "/v1/inventory/{sku}/ledger",
  cache: "none",
  operationId: "listAdjustments",
  summary: "List the adjustments of a SKU, newest first",
  tags,
  callers: ["staff", "service"],
  permission: "stock.read",
  request: { params, query: z.strictObject({ cursor: Cursor.optional(), limit: z.coerce.number().int().min(1).max(100).default(24) }) },
  responses: { 200: { description: "A page of adjustments", ...json(pageOf(Inventory.Adjustment)) } },
});

const capped = (available: number) => Math.min(available, Inventory.publicCap);
const shown = ({ sku, onHand, available, updatedAt, parts }: Inventory.Level) => ({
  sku,
  tracked: true,
  available,
  onHand,
  reserved: onHand - available,
  shards: parts.length,
  updatedAt,
});

export const api = createApi()
  .openapi(list, async (c) => {
    const { skus } = c.req.valid("query");
    const levels = await Inventory.levels(c.get("ctx"), skus);
    const items = skus.map((sku) => {
      const level = levels.get(sku);
      return { sku, tracked: level !== undefined, available: level ? capped(level.available) : null };
    });
    return c.json({ items }, 200);
  })
  .openapi(get, async (c) => {
    const ctx = c.get("ctx");
    const level = await Inventory.get(ctx, c.req.valid("param").sku);
    if (permits(ctx.actor, "stock.read")) return c.json(shown(level), 200);
    return c.json({ sku: level.sku, tracked: true, available: capped(level.available) }, 200);
  })
  .openapi(split, async (c) => c.json(shown(await Inventory.split(c.get("ctx"), { ...c.req.valid("param"), ...c.req.valid("json") })), 200))
  .openapi(adjust, async (c) => {
    const { delta, set, ...change } = c.req.valid("json");
    const { sku } = c.req.valid("param");
    const input = { sku, ...change, ...(set === undefined ? { delta: delta ?? 0 } : { set }) } as Inventory.Adjust;
    return c.json(await pure(c, input, (ctx) => Inventory.adjust(ctx, input)), 201);
  })
  .openapi(ledger, async (c) => {
    const ctx = c.get("ctx");
    const { sku } = c.req.valid("param");
    return c.json(await readPage(() => Inventory.ledger(ctx, sku, c.req.valid("query"))), 200);
  });

export const handler = handle(api, { authenticate });
