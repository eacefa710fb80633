import { type Context, isConditionFailed } from "@souk/core";
import * as Session from "../session.ts";
import { advance } from "../session.store.ts";
import { invalidGrant } from "./oauth-error.ts";
import type { Settings } from "./settings.ts";
import { readRefreshToken, type Tokens, tokensOf } from "./token.ts";

/** Two tabs may refresh at the same moment, and an answer may be lost: for so long the token before gets the same successor. */
export const reuseMilliseconds = 10_000;

type Verdict = "rotate" | "repeat" | "reused";

function judge(ctx: Context, session: Session.Info, generation: number): Verdict {
  if (generation === session.generation) return "rotate";
  const recent = ctx.now().getTime() - session.rotatedAt <= reuseMilliseconds;
  return generation === session.generation - 1 && recent ? "repeat" : "reused";
}

/** Gives new tokens for a refresh token, once: a token that was used before ends its session and all tokens of it. */
export async function refresh(ctx: Context, settings: Settings, input: { clientId: string; token: string }): Promise<Tokens> {
  const given = readRefreshToken(settings, input.token);
  if (!given) throw invalidGrant();
  // A second look after losing a race: then the token is the one before, within its grace.
  for (let look = 0; look < 3; look += 1) {
    const session = await Session.find(ctx, given.sessionId);
    if (!session || session.clientId !== input.clientId) throw invalidGrant();
    const verdict = judge(ctx, session, given.generation);
    if (verdict === "reused") return refuseReuse(ctx, given.sessionId);
    if (verdict === "repeat") return tokensOf(ctx, settings, session);
    if (await rotated(ctx, session)) return tokensOf(ctx, settings, { ...session, generation: session.generation + 1 });
  }
  throw invalidGrant();
}

async function rotated(ctx: Context, session: Session.Info): Promise<boolean> {
  try {
    await advance(ctx, session);
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}

async function refuseReuse(ctx: Context, sessionId: string): Promise<never> {
  await Session.revoke(ctx, sessionId);
  ctx.log.warn("a refresh token was used again: its session ended", { sessionId });
  throw invalidGrant();
}
