import { type Context, isConditionFailed, perTable } from "@souk/core";
import { Entity } from "@souk/core/entity";

/**
 * | question                                         | key                              |
 * |--------------------------------------------------|----------------------------------|
 * | what the issuer keeps for itself, encrypted      | `<shop>#auth#<kind>`, `sealed`   |
 */
const sealed = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "sealed", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          kind: { type: "string", required: true },
          sealed: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "kind"], template: "${shopId}#auth#${kind}", casing: "none" },
            sk: { field: "sk", composite: [], template: "sealed", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

export async function findSealed(ctx: Context, kind: string): Promise<string | undefined> {
  const { data } = await sealed(ctx).get({ shopId: ctx.shopId, kind }).go({ consistent: true });
  return data?.sealed;
}

/** The first to save wins; whoever comes later reads what is there. */
export async function saveSealedOnce(ctx: Context, kind: string, text: string): Promise<void> {
  try {
    await sealed(ctx).create({ shopId: ctx.shopId, kind, sealed: text }).go();
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
  }
}
