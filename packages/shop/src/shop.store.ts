import { type Context, perTable, put, type Write } from "@souk/core";
import { Entity } from "@souk/core/entity";
import type { Info } from "./shop.model.ts";

/**
 * | question               | key                              |
 * |------------------------|----------------------------------|
 * | the settings of a shop | `<shop>#shop#settings`, `shop`   |
 */
const shops = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "shop", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          info: { type: "any", required: true },
          version: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId"], template: "${shopId}#shop#settings", casing: "none" },
            sk: { field: "sk", composite: [], template: "shop", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

export async function findShop(ctx: Context): Promise<Info | undefined> {
  const { data } = await shops(ctx).get({ shopId: ctx.shopId }).go();
  return data ? (data.info as Info) : undefined;
}

export async function findShopNow(ctx: Context): Promise<Info | undefined> {
  const { data } = await shops(ctx).get({ shopId: ctx.shopId }).go({ consistent: true });
  return data ? (data.info as Info) : undefined;
}

/** Saves the settings over exactly the version before. Its label is `shop`. */
export function saving(ctx: Context, info: Info): Write {
  const item = { shopId: ctx.shopId, info, version: info.version };
  const known = info.version - 1;
  return put(
    "shop",
    shops(ctx)
      .put(item)
      .where(({ version }, { notExists, eq }) => (known === 0 ? notExists(version) : eq(version, known)))
      .params(),
  );
}
