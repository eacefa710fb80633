import { type Context, expiresIn, instant, unexpired } from "@souk/core";
import { digestOf } from "./digest.ts";
import { remembered } from "./remember.ts";
import { findSession, listIds, remove, type Stored } from "./session.store.ts";

export type Info = Stored;
export { creating } from "./session.store.ts";

/** A session ends after so long, however often it is refreshed. */
export const sessionSeconds = 30 * 24 * 3600;

/** The session of an authorization code: a code that comes a second time thereby says which session to end. */
export const idOf = (code: string): string => `ses_${digestOf(`session ${code}`).slice(0, 32)}`;

/** A session that begins now. `creating` is the write for the transaction that takes its code (label `session`). */
export const begin = (ctx: Context, session: Pick<Stored, "sessionId" | "clientId" | "actor" | "subject">): Stored => ({
  ...session,
  generation: 1,
  rotatedAt: ctx.now().getTime(),
  startedAt: instant(ctx),
  expiresAt: expiresIn(ctx, sessionSeconds),
});

/** The session as it is now, or undefined when it ended. */
export const find = async (ctx: Context, sessionId: string): Promise<Stored | undefined> =>
  unexpired(ctx, await findSession(ctx, sessionId, true));

// Half a read unit as a rule. A session that just began may not show yet, so "no" is asked for twice.
const recent = remembered(
  30,
  async (ctx, sessionId) => (await findSession(ctx, sessionId, false)) ?? (await findSession(ctx, sessionId, true)),
);

/** Whether a session is on, as it was at most 30 s ago. */
export const isLive = async (ctx: Context, sessionId: string): Promise<boolean> =>
  unexpired(ctx, await recent(ctx, sessionId)) !== undefined;

/** Ends a session; one that ended before stays so. Its access tokens are refused within 30 s. */
export const revoke = (ctx: Context, sessionId: string): Promise<void> => remove(ctx, sessionId);

/** Which sessions a person has, for the person to read. */
export async function listOf(ctx: Context, subject: string): Promise<{ clientId: string; startedAt: string }[]> {
  const sessions = await Promise.all((await listIds(ctx, subject)).map((sessionId) => find(ctx, sessionId)));
  return sessions.flatMap((session) => (session ? [{ clientId: session.clientId, startedAt: session.startedAt }] : []));
}

/** Ends every session of a customer or a member of staff. */
export async function revokeAll(ctx: Context, subject: string): Promise<void> {
  await Promise.all((await listIds(ctx, subject)).map((sessionId) => remove(ctx, sessionId)));
}
