import { type Context, perTable } from "@souk/core";
import { Entity } from "@souk/core/entity";

export interface Window {
  /** When and by what, oldest first: milliseconds since the epoch and a mark. */
  uses: [number, string][];
  version: number;
}

/**
 * | question                                          | key                                        |
 * |---------------------------------------------------|--------------------------------------------|
 * | the latest attempts of this kind by or at someone | `<shop>#auth#limit#<name>#<hash>`, `limit` |
 */
const windows = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "limit", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          name: { type: "string", required: true },
          hash: { type: "string", required: true },
          uses: { type: "any", required: true },
          version: { type: "number", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "name", "hash"], template: "${shopId}#auth#limit#${name}#${hash}", casing: "none" },
            sk: { field: "sk", composite: [], template: "limit", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

export async function findWindow(ctx: Context, name: string, hash: string): Promise<Window> {
  const { data } = await windows(ctx).get({ shopId: ctx.shopId, name, hash }).go({ consistent: true });
  return data ? { uses: data.uses as [number, string][], version: data.version } : { uses: [], version: 0 };
}

/** Saves over exactly the version that was read. */
export async function saveWindow(ctx: Context, name: string, hash: string, { uses, version }: Window, expiresAt: number): Promise<void> {
  await windows(ctx)
    .put({ shopId: ctx.shopId, name, hash, uses, version: version + 1, expiresAt })
    .where((attributes, { notExists, eq }) => (version === 0 ? notExists(attributes.version) : eq(attributes.version, version)))
    .go();
}
