import type { Access } from "./api.ts";
import { hostCookie, readCookies } from "./cookie.ts";
import { refresh, type Tokens } from "./issuer.ts";
import { orderToken } from "./session.ts";
import { cookieOf } from "./visit.ts";

/** Whom the two clients of the issuer sign in; one browser may be both. */
export type Side = "customer" | "staff";

const names = { customer: { access: "at", refresh: "rt" }, staff: { access: "sat", refresh: "srt" } } as const;
const refreshDays = 30;
// So that no token ends on its way.
const marginSeconds = 30;

/** The cookies of a session; nothing of it is where scripts or other hosts can read it. */
export const sessionCookies = (side: Side, { accessToken, refreshToken, expiresIn }: Tokens): string[] => [
  hostCookie(names[side].access, accessToken, Math.max(expiresIn - marginSeconds, 1)),
  hostCookie(names[side].refresh, refreshToken, refreshDays * 24 * 3600),
];

export const noSessionCookies = (side: Side): string[] => [hostCookie(names[side].access, "", 0), hostCookie(names[side].refresh, "", 0)];

const cookieNamed = (request: Request, name: string): string | undefined =>
  readCookies(cookieOf(request)).get(`__Host-${name}`) || undefined;

export const refreshTokenOf = (request: Request, side: Side): string | undefined => cookieNamed(request, names[side].refresh);

/** Whether somebody signed in here; whether that still holds is asked where it matters. */
export const isSignedIn = (request: Request, side: Side): boolean => refreshTokenOf(request, side) !== undefined;

export interface Session {
  bearer: string | undefined;
  /** To be sent with the answer: tokens that were renewed, or none any more. */
  cookies: string[];
}

/** The session of who asks, renewed when its access token ran out. An issuer that cannot be reached signs nobody out. */
export async function sessionOf(request: Request, side: Side): Promise<Session> {
  const bearer = cookieNamed(request, names[side].access);
  const refreshToken = refreshTokenOf(request, side);
  if (bearer !== undefined && refreshToken !== undefined) return { bearer, cookies: [] };
  if (refreshToken === undefined) return { bearer: undefined, cookies: [] };
  const renewed = await refresh(side, refreshToken);
  if (renewed === "ended") return { bearer: undefined, cookies: noSessionCookies(side) };
  if (renewed === "unknown") return { bearer: undefined, cookies: [] };
  return { bearer: renewed.accessToken, cookies: sessionCookies(side, renewed) };
}

/** What this browser can show for an order: its token, or a session whose customer it may belong to. */
export async function orderAccess(request: Request, orderId: string): Promise<Access & { known: boolean; cookies: string[] }> {
  const token = orderToken(cookieOf(request), orderId);
  if (token !== undefined) return { token, known: true, cookies: [] };
  const { bearer, cookies } = await sessionOf(request, "customer");
  return { bearer, cookies, known: bearer !== undefined };
}
