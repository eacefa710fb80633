import { type Context, text } from "@souk/core";
import * as z from "zod";
import { InvalidToken } from "./auth.error.ts";
import { currentKeys, renewedKeys } from "./jwks.ts";
import { type CustomerActor, roles, type StaffActor } from "./permission.ts";
import * as Session from "./session.ts";
import * as Staff from "./staff.ts";

/** Whom access tokens are for: the API of one shop. */
export const audienceOf = (ctx: Context): string => `souk:${ctx.shopId}`;

const Claims = z.object({ sub: z.string(), sid: z.string(), client_id: z.string(), actor: z.enum(["customer", "staff"]) });
type Claims = z.infer<typeof Claims>;

export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/**
 * The caller of an access token: its signature, issuer, audience, type and time are right, its session is on, and a member of staff
 * is still one (both as of at most 30 s ago). Throws `auth.invalid_token`; `auth.unavailable` when the issuer's keys cannot be had.
 */
export async function verifyAccessToken(ctx: Context, token: string, fetcher: Fetch = fetch): Promise<CustomerActor | StaffActor> {
  const claims = await claimsOf(ctx, token, fetcher);
  const { sub, sid: sessionId } = claims;
  if (!(await Session.isLive(ctx, sessionId))) throw InvalidToken();
  if (claims.actor === "customer") return { type: "customer", customerId: sub, sessionId };
  const member = await Staff.recent(ctx, sub);
  if (!member) throw InvalidToken();
  return { type: "staff", staffId: sub, role: member.role, permissions: roles[member.role], sessionId };
}

async function claimsOf(ctx: Context, token: string, fetcher: Fetch): Promise<Claims> {
  // Loaded when the first token comes: guests have none.
  const { errors, jwtVerify } = await import("./jose.ts");
  const origin = new URL(text(ctx.link("Issuer"), "url")).origin;
  const rules = {
    issuer: origin,
    audience: audienceOf(ctx),
    algorithms: ["ES256"],
    typ: "at+jwt",
    requiredClaims: ["exp", "iat", "jti"],
    currentDate: ctx.now(),
  };
  try {
    const keys = await currentKeys(ctx, origin, fetcher);
    const { payload } = await jwtVerify(token, keys, rules).catch(async (error: unknown) => {
      // The issuer may have a new key since.
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      return jwtVerify(token, await renewedKeys(ctx, origin, fetcher), rules);
    });
    return Claims.parse(payload);
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof z.ZodError) throw InvalidToken({}, { cause: error });
    throw error;
  }
}
