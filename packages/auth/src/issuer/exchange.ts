import { createHash, timingSafeEqual } from "node:crypto";
import { type Context, retryConflicts, transact, TransactionRefused, unexpired } from "@souk/core";
import * as Session from "../session.ts";
import { dropGrant, findGrant, type Grant, taking } from "./grant.store.ts";
import { invalidGrant } from "./oauth-error.ts";
import type { Settings } from "./settings.ts";
import { type Tokens, tokensOf } from "./token.ts";

export interface Exchange {
  clientId: string;
  code: string;
  redirectUri: string;
  verifier: string;
}

/**
 * Takes an authorization code and begins its session, in one transaction: of all who try at once, one succeeds. A code that comes
 * again was stolen or its answer was, so it ends the session that it began (RFC 9700, section 2.1.1). A wrong try spends the code.
 */
export async function exchange(ctx: Context, settings: Settings, input: Exchange): Promise<Tokens> {
  const sessionId = Session.idOf(input.code);
  const grant = await findGrant(ctx, input.code);
  if (!grant) return refuseReplay(ctx, sessionId);
  if (!unexpired(ctx, grant) || !fits(grant, input)) {
    await dropGrant(ctx, input.code);
    throw invalidGrant();
  }
  const { clientId, actor, subject } = grant;
  const session = Session.begin(ctx, { sessionId, clientId, actor, subject });
  try {
    await retryConflicts(ctx, () => transact(ctx, [taking(ctx, input.code), Session.creating(ctx, session)]));
  } catch (error) {
    if (error instanceof TransactionRefused && error.failed("grant")) return refuseReplay(ctx, sessionId);
    throw error;
  }
  return tokensOf(ctx, settings, session);
}

async function refuseReplay(ctx: Context, sessionId: string): Promise<never> {
  const session = await Session.find(ctx, sessionId);
  if (session) {
    await Session.revoke(ctx, sessionId);
    ctx.log.warn("an authorization code came twice: its session ended", { sessionId });
  }
  throw invalidGrant();
}

function fits(grant: Grant, { clientId, redirectUri, verifier }: Exchange): boolean {
  const challenge = createHash("sha256").update(verifier).digest();
  const expected = Buffer.from(grant.challenge, "base64url");
  const proven = expected.length === challenge.length && timingSafeEqual(expected, challenge);
  return proven && grant.clientId === clientId && grant.redirectUri === redirectUri;
}
