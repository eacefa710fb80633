import { type Context, perTable, put, remove, type Write } from "@souk/core";
import { Entity } from "@souk/core/entity";
import type { Product } from "./product.model.ts";
import { type Head, type More, pack, unpack } from "./product.pack.ts";

/**
 * | question                                | key                                                              |
 * |-----------------------------------------|------------------------------------------------------------------|
 * | a product, to change it                 | `<shop>#product#<id>`, `product` and `product#more`              |
 * | a product by handle, whole, in one query | gsi1 `<shop>#handle#<handle>`, `product` and `product#more`      |
 * | whose is a handle? is it free?          | `<shop>#handle#<handle>`, `handle`                               |
 * | what happened to it                     | `<shop>#product#<id>`, `$event#<version>`                        |
 */
const products = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "product", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          productId: { type: "string", required: true },
          /** `product` is the head, `product#more` what does not fit into it. */
          part: { type: "string", required: true },
          handle: { type: "string", required: true },
          version: { type: "number", required: true },
          /** Set while the rows of a large product's variants are behind its head. */
          pending: { type: "boolean" },
          body: { type: "any", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "productId"], template: "${shopId}#product#${productId}", casing: "none" },
            sk: { field: "sk", composite: ["part"], template: "${part}", casing: "none" },
          },
          byHandle: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["shopId", "handle"], template: "${shopId}#handle#${handle}", casing: "none" },
            sk: { field: "gsi1sk", composite: ["part"], template: "${part}", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

const handles = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "handle", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          handle: { type: "string", required: true },
          productId: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "handle"], template: "${shopId}#handle#${handle}", casing: "none" },
            sk: { field: "sk", composite: [], template: "handle", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

export interface Found {
  product: Product;
  pending: boolean;
}

interface Row {
  part: string;
  body?: unknown;
  pending?: boolean | undefined;
}

function toFound(rows: Row[]): Found | undefined {
  const head = rows.find(({ part }) => part === "product");
  if (!head) return undefined;
  const more = rows.find(({ part }) => part === "product#more")?.body as More | undefined;
  return { product: unpack(head.body as Head, more), pending: head.pending === true };
}

/** The partition that a product's events lie in too. */
export const partitionOf = (ctx: Context, productId: string): string => `${ctx.shopId}#product#${productId}`;

/** As it is this very moment, for a command. */
export async function findProduct(ctx: Context, productId: string): Promise<Found | undefined> {
  const { data } = await products(ctx)
    .query.primary({ shopId: ctx.shopId, productId })
    .begins({ part: "product" })
    .go({ consistent: true, pages: "all" });
  return toFound(data);
}

/** As shoppers see it, up to a second old. Half a read unit per 4 KB of head and description together. */
export async function findByHandle(ctx: Context, handle: string): Promise<Product | undefined> {
  const { data } = await products(ctx).query.byHandle({ shopId: ctx.shopId, handle }).go({ pages: "all" });
  return toFound(data)?.product;
}

/** Whose handle it is this very moment. */
export async function findHandle(ctx: Context, handle: string): Promise<string | undefined> {
  const { data } = await handles(ctx).get({ shopId: ctx.shopId, handle }).go({ consistent: true });
  return data?.productId;
}

/** Labels `product` and `more`: the head exactly over the version before, absent for a new product. */
export function saving(ctx: Context, product: Product, hadMore: boolean, pending: boolean): Write[] {
  const { head, more } = pack(product);
  const { productId, handle, version } = product;
  const row = { shopId: ctx.shopId, productId, handle, version };
  const known = version - 1;
  const headRow = products(ctx)
    .put({ ...row, part: "product", body: head, ...(pending ? { pending } : {}) })
    .where((item, { notExists, eq }) => (known === 0 ? notExists(item.version) : eq(item.version, known)));
  const writes = [put("product", headRow.params())];
  if (more)
    writes.push(
      put(
        "more",
        products(ctx)
          .put({ ...row, part: "product#more", body: more })
          .params(),
      ),
    );
  if (!more && hadMore) writes.push(remove("more", products(ctx).delete({ shopId: ctx.shopId, productId, part: "product#more" }).params()));
  return writes;
}

/** Says whether variants' rows are behind; no change of the product, so its version stays. */
export async function markPending(ctx: Context, { productId, version }: Product, pending: boolean): Promise<void> {
  const head = products(ctx).patch({ shopId: ctx.shopId, productId, part: "product" });
  const change = pending ? head.set({ pending: true }) : head.remove(["pending"]);
  await change.where((item, { eq }) => eq(item.version, version)).go();
}

/** Label `handle`: refused when another product has it. */
export const claimingHandle = (ctx: Context, handle: string, productId: string): Write =>
  put("handle", handles(ctx).create({ shopId: ctx.shopId, handle, productId }).params());

export const releasingHandle = (ctx: Context, handle: string): Write =>
  remove("old handle", handles(ctx).delete({ shopId: ctx.shopId, handle }).params());
