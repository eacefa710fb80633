import type { Context } from "@souk/core";
import { type Info as Session, sessionSeconds } from "../session.ts";
import { audienceOf } from "../access-token.ts";
import type { Settings } from "./settings.ts";

export const accessSeconds = 900;

/** What the token endpoint answers (RFC 6749, section 5.1). */
export interface Tokens {
  access_token: string;
  token_type: "Bearer";
  expires_in: number;
  refresh_token: string;
  refresh_token_expires_in: number;
}

/** A refresh token is `<session>.<generation>.<mac>`: derived, so that no table holds it. */
const refreshToken = ({ keyring }: Settings, { sessionId, generation }: Session): string =>
  [sessionId, generation, keyring.mac("refresh", sessionId, String(generation))].join(".");

/** The session and generation of a refresh token that this issuer made. */
export function readRefreshToken({ keyring }: Settings, token: string): { sessionId: string; generation: number } | undefined {
  const [, sessionId = "", generation = "", mac = ""] = /^(ses_[\w-]{32})\.(\d{1,9})\.([\w-]{43})$/.exec(token) ?? [];
  return keyring.isMac(mac, "refresh", sessionId, generation) ? { sessionId, generation: Number(generation) } : undefined;
}

/** The tokens of a session as it is now: an access token by RFC 9068 and the refresh token of its generation. */
export async function tokensOf(ctx: Context, settings: Settings, session: Session): Promise<Tokens> {
  const now = Math.floor(ctx.now().getTime() / 1000);
  const left = session.expiresAt - now;
  const expires = Math.min(accessSeconds, left);
  const [key] = settings.keyring.signing;
  const { SignJWT } = await import("./openauth.ts");
  const access = await new SignJWT({ sid: session.sessionId, client_id: session.clientId, actor: session.actor })
    .setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid: key.id })
    .setIssuer(settings.origin)
    .setAudience(audienceOf(ctx))
    .setSubject(session.subject)
    .setIssuedAt(now)
    .setExpirationTime(now + expires)
    .setJti(ctx.id("at"))
    .sign(key.privateKey);
  return {
    access_token: access,
    token_type: "Bearer",
    expires_in: expires,
    refresh_token: refreshToken(settings, session),
    refresh_token_expires_in: Math.min(sessionSeconds, left),
  };
}
