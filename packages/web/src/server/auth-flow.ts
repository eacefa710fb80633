import { originOf } from "../security/cross-site.ts";
import { countOf, mergeCarts } from "./cart.ts";
import { hostCookie, readCookies } from "./cookie.ts";
import { joinOrders } from "./customer.ts";
import { authorizeUrl, exchange, issuerOrigin, revoke } from "./issuer.ts";
import { localPath, seeOther } from "./reply.ts";
import { cartCookie, noCartCookie, readCart } from "./session.ts";
import { noSessionCookies, refreshTokenOf, sessionCookies, type Side } from "./sign-in.ts";
import { cookieOf, preferenceOf } from "./visit.ts";

const flowSeconds = 600;
const homes = { customer: "/account", staff: "/staff" } as const;
const callbacks = { customer: "/api/auth/callback", staff: "/api/auth/staff/callback" } as const;

const randomText = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
const challengeOf = async (verifier: string): Promise<string> =>
  Buffer.from(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))).toString("base64url");

/** Sends the browser to the issuer; what it must bring back is in a cookie that only this host sees. */
export async function signIn(request: Request, side: Side): Promise<Response> {
  const [state, verifier] = [randomText(), randomText()];
  const next = localPath(new URL(request.url).searchParams.get("next"), homes[side]);
  const redirectUri = originOf(request) + callbacks[side];
  const { locale } = preferenceOf(request);
  const flow = hostCookie(`flow-${side}`, JSON.stringify({ state, verifier, next }), flowSeconds);
  return seeOther(authorizeUrl(side, { redirectUri, state, challenge: await challengeOf(verifier), locale }), [flow]);
}

interface Flow {
  state: string;
  verifier: string;
  next: string;
}

function readFlow(request: Request, side: Side): Flow | undefined {
  try {
    const flow = JSON.parse(readCookies(cookieOf(request)).get(`__Host-flow-${side}`) ?? "") as Partial<Flow>;
    const { state, verifier, next } = flow;
    return typeof state === "string" && typeof verifier === "string" ? { state, verifier, next: localPath(next, homes[side]) } : undefined;
  } catch {
    return undefined;
  }
}

/** Back from the issuer: the answer must be to this browser's own question (state) and from our issuer (RFC 9207). */
export async function finishSignIn(request: Request, side: Side): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const flow = readFlow(request, side);
  const done = hostCookie(`flow-${side}`, "", 0);
  const failed = seeOther(side === "staff" ? "/staff?problem=sign-in" : "/account?problem=sign-in", [done]);
  const code = query.get("code");
  if (!flow || !code || query.get("state") !== flow.state || query.get("iss") !== issuerOrigin()) return failed;
  const tokens = await exchange(side, { code, verifier: flow.verifier, redirectUri: originOf(request) + callbacks[side] });
  if (typeof tokens === "string") return failed;
  const more = side === "customer" ? await welcome(request, tokens.accessToken) : [];
  return seeOther(flow.next, [done, ...sessionCookies(side, tokens), ...more]);
}

/** What was begun as a guest goes on in the account: the cart, and orders under the same address. */
async function welcome(request: Request, bearer: string): Promise<string[]> {
  const [merged] = await Promise.all([mergeCarts(bearer, readCart(cookieOf(request))), joinOrders(bearer)]);
  if (!merged.ok || !merged.value.cart || !merged.value.token) return [];
  const { cart, token } = merged.value;
  return [cartCookie({ cartId: cart.cartId, token, count: countOf(cart) })];
}

/** Ends the session; the cart and the orders of who signed out are not left for who comes next. */
export async function signOut(request: Request, side: Side): Promise<Response> {
  const token = refreshTokenOf(request, side);
  if (token !== undefined) await revoke(side, token);
  const own = side === "customer" ? [noCartCookie(), hostCookie("orders", "", 0)] : [];
  return seeOther(side === "staff" ? "/staff" : "/", [...noSessionCookies(side), ...own]);
}
