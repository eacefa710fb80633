import { createHash } from "node:crypto";
import { type Context, expiresIn, perTable, unexpired } from "@souk/core";
import { Entity } from "@souk/core/entity";

/** Long enough for every delivery of an event and for an import of many products with the same picture; then a source may have another. */
const keptSeconds = 24 * 3600;

/**
 * | question                                | key                                              |
 * |-----------------------------------------|--------------------------------------------------|
 * | was this source fetched? where does it lie? | `<shop>#media#<sha256 of the source>`, `media` |
 */
const rows = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "media", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          digest: { type: "string", required: true },
          src: { type: "string", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "digest"], template: "${shopId}#media#${digest}", casing: "none" },
            sk: { field: "sk", composite: [], template: "media", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

const keyOf = (ctx: Context, source: string) => ({ shopId: ctx.shopId, digest: createHash("sha256").update(source).digest("hex") });

/** The `src` of a picture that was fetched lately. */
export async function findFetched(ctx: Context, source: string): Promise<string | undefined> {
  const { data } = await rows(ctx).get(keyOf(ctx, source)).go();
  return unexpired(ctx, data)?.src;
}

export async function saveFetched(ctx: Context, source: string, src: string): Promise<void> {
  await rows(ctx)
    .put({ ...keyOf(ctx, source), src, expiresAt: expiresIn(ctx, keptSeconds) })
    .go();
}
