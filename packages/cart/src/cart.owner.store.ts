import { type Context, expiresIn, perTable, put, remove, unexpired, type Write } from "@souk/core";
import { Entity } from "@souk/core/entity";
import { keptSeconds } from "./cart.model.ts";

/**
 * | question                    | key                                               |
 * |-----------------------------|---------------------------------------------------|
 * | which cart is a customer's  | `<shop>#customer-cart#<customerId>`, `cart`       |
 *
 * A row of its own: carts change with every click, this one when somebody signs in.
 */
const owners = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "customer-cart", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          customerId: { type: "string", required: true },
          cartId: { type: "string", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "customerId"], template: "${shopId}#customer-cart#${customerId}", casing: "none" },
            sk: { field: "sk", composite: [], template: "cart", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

const keyOf = (ctx: Context, customerId: string) => ({ shopId: ctx.shopId, customerId });

export async function findCartId(ctx: Context, customerId: string): Promise<string | undefined> {
  const { data } = await owners(ctx).get(keyOf(ctx, customerId)).go({ consistent: true });
  return unexpired(ctx, data)?.cartId;
}

/** Makes a cart the customer's (label `owner`), if the one before is still the one that was read. */
export const owning = (ctx: Context, customerId: string, cartId: string, before: string | undefined): Write =>
  put(
    "owner",
    owners(ctx)
      .put({ ...keyOf(ctx, customerId), cartId, expiresAt: expiresIn(ctx, keptSeconds) })
      .where((attributes, { eq, notExists, lte }) =>
        before === undefined
          ? `${notExists(attributes.cartId)} OR ${lte(attributes.expiresAt, expiresIn(ctx, 0))}`
          : eq(attributes.cartId, before),
      )
      .params(),
  );

/** Forgets which cart was a customer's (label `owner`): the cart itself says nothing of a person, and expires. */
export const forgetting = (ctx: Context, customerId: string): Write => remove("owner", owners(ctx).delete(keyOf(ctx, customerId)).params());
