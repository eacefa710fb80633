import { type Context, perTable, put, type Write } from "@souk/core";
import { Entity } from "@souk/core/entity";

export interface Stored {
  sessionId: string;
  clientId: string;
  actor: "customer" | "staff";
  /** The customer's or the staff member's id. */
  subject: string;
  /** Counts refreshes: the token of any other generation was used before. */
  generation: number;
  /** Milliseconds since the epoch. */
  rotatedAt: number;
  startedAt: string;
  /** The end that no refresh moves. */
  expiresAt: number;
}

/**
 * | question                          | key                                                          |
 * |-----------------------------------|--------------------------------------------------------------|
 * | is this session on?               | `<shop>#session#<sessionId>`, `session`                      |
 * | the sessions of a person          | gsi1 `<shop>#session#of#<subject>`, `<startedAt>#<sessionId>` |
 *
 * A session that ended is gone. Nothing here opens anything: refresh tokens are derived, and not from the table.
 */
const sessions = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "session", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          sessionId: { type: "string", required: true },
          clientId: { type: "string", required: true },
          actor: { type: ["customer", "staff"] as const, required: true },
          subject: { type: "string", required: true },
          generation: { type: "number", required: true },
          rotatedAt: { type: "number", required: true },
          startedAt: { type: "string", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "sessionId"], template: "${shopId}#session#${sessionId}", casing: "none" },
            sk: { field: "sk", composite: [], template: "session", casing: "none" },
          },
          bySubject: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["shopId", "subject"], template: "${shopId}#session#of#${subject}", casing: "none" },
            sk: { field: "gsi1sk", composite: ["startedAt", "sessionId"], template: "${startedAt}#${sessionId}", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

export async function findSession(ctx: Context, sessionId: string, consistent: boolean): Promise<Stored | undefined> {
  const { data } = await sessions(ctx).get({ shopId: ctx.shopId, sessionId }).go({ consistent });
  return data ?? undefined;
}

/** Creates a session, if absent (label `session`). */
export const creating = (ctx: Context, session: Stored): Write =>
  put(
    "session",
    sessions(ctx)
      .create({ ...session, shopId: ctx.shopId })
      .params(),
  );

/** Moves to the next generation; refused with a failed condition when the session ended or somebody else moved it. */
export async function advance(ctx: Context, { sessionId, generation }: Pick<Stored, "sessionId" | "generation">): Promise<void> {
  await sessions(ctx)
    .patch({ shopId: ctx.shopId, sessionId })
    .set({ generation: generation + 1, rotatedAt: ctx.now().getTime() })
    .where((attributes, { eq }) => eq(attributes.generation, generation))
    .go();
}

export async function remove(ctx: Context, sessionId: string): Promise<void> {
  await sessions(ctx).delete({ shopId: ctx.shopId, sessionId }).go();
}

/** Ids of the sessions of a person, those that just ended among them. */
export async function listIds(ctx: Context, subject: string): Promise<string[]> {
  const { data } = await sessions(ctx).query.bySubject({ shopId: ctx.shopId, subject }).go({ pages: "all" });
  return data.map(({ sessionId }) => sessionId);
}
