import { type Context, expiresIn, perTable, put, unexpired, update, type Write } from "@souk/core";
import { Entity } from "@souk/core/entity";
import { type Info, keptSeconds, mostLines } from "./cart.model.ts";

/**
 * | question            | key                            |
 * |---------------------|--------------------------------|
 * | what is in a cart   | `<shop>#cart#<cartId>`, `cart` |
 *
 * Lines are a map by SKU, so that setting one is one write that nobody else's line can be lost by.
 */
const carts = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "cart", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          cartId: { type: "string", required: true },
          country: { type: "string", required: true },
          currency: { type: "string", required: true },
          status: { type: ["open", "closed"] as const, required: true },
          /** Quantity by SKU. */
          lines: { type: "any", required: true },
          /** When a SKU was first put in, in milliseconds: a map has no order of its own. */
          added: { type: "any", required: true },
          version: { type: "number", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "cartId"], template: "${shopId}#cart#${cartId}", casing: "none" },
            sk: { field: "sk", composite: [], template: "cart", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

interface Row extends Omit<Info, "lines" | "expiresAt"> {
  lines: Record<string, number>;
  added: Record<string, number>;
  expiresAt: number;
}

function toInfo({ cartId, country, currency, status, lines, added, version, expiresAt }: Row): Info {
  const skus = Object.keys(lines).sort((a, b) => (added[a] ?? 0) - (added[b] ?? 0) || (a < b ? -1 : 1));
  const items = skus.map((sku) => ({ sku, quantity: lines[sku] ?? 0 }));
  return { cartId, country, currency, status, lines: items, version, expiresAt: new Date(expiresAt * 1000).toISOString() };
}

const keyOf = (ctx: Context, cartId: string) => ({ shopId: ctx.shopId, cartId });

/** The cart as of now, one read unit up to 4 KB; an expired one is absent. */
export async function findCart(ctx: Context, cartId: string): Promise<Info | undefined> {
  const { data } = await carts(ctx).get(keyOf(ctx, cartId)).go({ consistent: true });
  const row = unexpired(ctx, data as Row | null);
  return row && toInfo(row);
}

/** Creates a cart if absent (label `cart`). */
export function creating(ctx: Context, cart: Omit<Info, "version" | "expiresAt" | "status">): { write: Write; info: Info } {
  const now = ctx.now().getTime();
  const row: Row = {
    ...cart,
    status: "open",
    lines: Object.fromEntries(cart.lines.map(({ sku, quantity }) => [sku, quantity])),
    added: Object.fromEntries(cart.lines.map(({ sku }, index) => [sku, now + index])),
    version: 1,
    expiresAt: expiresIn(ctx, keptSeconds),
  };
  return {
    write: put(
      "cart",
      carts(ctx)
        .create({ ...row, shopId: ctx.shopId })
        .params(),
    ),
    info: toInfo(row),
  };
}

type Change = Partial<Pick<Info, "country" | "currency" | "status">>;

/** Changes an open cart (label `cart`), if it is as it was read. */
export const changing = (ctx: Context, cart: Info, change: Change): Write =>
  update(
    "cart",
    carts(ctx)
      .patch(keyOf(ctx, cart.cartId))
      .set({ ...change, version: cart.version + 1 })
      .where(({ status, version }, { eq }) => `${eq(status, "open")} AND ${eq(version, cart.version)}`)
      .params(),
  );

/** Sets all lines of an open cart at once (label `cart`), if it is as it was read. */
export function filling(ctx: Context, cart: Info, lines: Info["lines"]): Write {
  const now = ctx.now().getTime();
  return update(
    "cart",
    carts(ctx)
      .patch(keyOf(ctx, cart.cartId))
      .set({
        lines: Object.fromEntries(lines.map(({ sku, quantity }) => [sku, quantity])),
        added: Object.fromEntries(lines.map(({ sku }, index) => [sku, now + index])),
        expiresAt: expiresIn(ctx, keptSeconds),
        version: cart.version + 1,
      })
      .where(({ status, version }, { eq }) => `${eq(status, "open")} AND ${eq(version, cart.version)}`)
      .params(),
  );
}

/** Keeps a new cart outside of a transaction, which would cost twice as much. */
export async function create(ctx: Context, write: Write): Promise<void> {
  await ctx.table.client.send({ operation: "PutItem", input: { ...write.item.Put } });
}

export interface LineChange {
  cartId: string;
  sku: string;
  /** 0 takes the line out. */
  quantity: number;
  /** Currencies that the SKU is sold in: the cart's own must be one of them, without the cart being read. */
  currencies: string[];
  /** The version that the caller has seen, when that matters to it. */
  version?: number | undefined;
}

/**
 * Sets one line by one write, whatever happens to the others. Written out, since an entity knows no field of a map, least of all one
 * that is named after a SKU. The cart after it; throws what `isConditionFailed` knows.
 */
export async function setLine(ctx: Context, { cartId, sku, quantity, currencies, version }: LineChange): Promise<Info> {
  const removes = quantity === 0;
  const values = {
    ":one": 1,
    ":expiry": expiresIn(ctx, keptSeconds),
    ":now": expiresIn(ctx, 0),
    ":open": "open",
    ...(version === undefined ? {} : { ":version": version }),
    ...(removes ? {} : { ":quantity": quantity, ":added": ctx.now().getTime(), ":most": mostLines }),
    ...(removes ? {} : Object.fromEntries(currencies.map((currency, index) => [`:currency${index}`, currency]))),
  };
  const sold = `#currency IN (${currencies.map((_, index) => `:currency${index}`).join(", ")})`;
  const conditions = [
    "attribute_exists(pk) AND #status = :open AND #expiry > :now",
    ...(version === undefined ? [] : ["#version = :version"]),
    ...(removes ? [] : [sold, "(attribute_exists(#lines.#sku) OR size(#lines) < :most)"]),
  ];
  const counted = "#version = #version + :one, #expiry = :expiry";
  const answer = await ctx.table.client.send({
    operation: "UpdateItem",
    input: {
      TableName: ctx.table.name,
      Key: { pk: `${ctx.shopId}#cart#${cartId}`, sk: "cart" },
      UpdateExpression: removes
        ? `SET ${counted} REMOVE #lines.#sku, #added.#sku`
        : `SET ${counted}, #lines.#sku = :quantity, #added.#sku = if_not_exists(#added.#sku, :added)`,
      ConditionExpression: conditions.join(" AND "),
      ExpressionAttributeNames: {
        "#status": "status",
        "#expiry": "expiresAt",
        "#version": "version",
        "#lines": "lines",
        "#added": "added",
        "#sku": sku,
        ...(removes ? {} : { "#currency": "currency" }),
      },
      ExpressionAttributeValues: values,
      ReturnValues: "ALL_NEW",
    },
  } as { input: object; operation: string });
  return toInfo(answer["Attributes"] as Row);
}
