import { type Context, expiresIn, isConditionFailed, perTable } from "@souk/core";
import { Entity } from "@souk/core/entity";
import { digestOf } from "../digest.ts";

export const pinSeconds = 600;
export const pinTries = 5;

/**
 * | question                              | key                                       |
 * |---------------------------------------|-------------------------------------------|
 * | the code mailed for this sign-in      | `<shop>#auth#pin#<hash of flow>`, `pin`   |
 *
 * No address and no code: both are in the digest, whose key is not in the table.
 */
const pins = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "pin", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          flow: { type: "string", required: true },
          mac: { type: "string", required: true },
          tries: { type: "number", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "flow"], template: "${shopId}#auth#pin#${flow}", casing: "none" },
            sk: { field: "sk", composite: [], template: "pin", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

const keyOf = (ctx: Context, flowId: string) => ({ shopId: ctx.shopId, flow: digestOf(flowId) });

export async function savePin(ctx: Context, flowId: string, mac: string): Promise<void> {
  await pins(ctx)
    .put({ ...keyOf(ctx, flowId), mac, tries: 0, expiresAt: expiresIn(ctx, pinSeconds) })
    .go();
}

/** Counts a try and returns what to compare with; undefined when the code expired, was spent or was tried too often. */
export async function tryPin(ctx: Context, flowId: string): Promise<string | undefined> {
  try {
    const { data } = await pins(ctx)
      .patch(keyOf(ctx, flowId))
      .add({ tries: 1 })
      .where(({ tries, expiresAt }, { lt, gt }) => `${lt(tries, pinTries)} AND ${gt(expiresAt, expiresIn(ctx, 0))}`)
      .go({ response: "all_new" });
    return data?.mac;
  } catch (error) {
    if (isConditionFailed(error)) return undefined;
    throw error;
  }
}

/** Of all who bring the right code, one spends it. */
export async function spendPin(ctx: Context, flowId: string): Promise<boolean> {
  try {
    await pins(ctx)
      .delete(keyOf(ctx, flowId))
      .where(({ mac }, { exists }) => exists(mac))
      .go();
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}
