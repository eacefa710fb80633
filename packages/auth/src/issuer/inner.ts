import type { Context } from "@souk/core";
import type { Client, Settings } from "./settings.ts";
import type { Frame } from "./page.ts";

/** What our parts inside the library know of a request. It goes beside the request: a header could be sent by anybody. */
export interface Inner {
  ctx: Context;
  frame: Frame;
  /** Where the request comes from, as the gateway saw it. */
  address: string;
}

const inners = new WeakMap<Request, Inner>();

export const attach = (request: Request, inner: Inner): void => void inners.set(request, inner);

export function innerOf(request: Request): Inner {
  const inner = inners.get(request);
  if (!inner) throw new Error("the request did not come through the guard");
  return inner;
}

/** The sign-in that the library keeps in its cookie, from `/authorize` on. */
export interface Authorization {
  client_id: string;
  redirect_uri: string;
}

/** The client that a sign-in is for, and the way back to it. */
export function begunFor(
  settings: Settings,
  request: Request,
  authorization: Authorization | undefined,
): { inner: Inner; client: Client | undefined } {
  const inner = innerOf(request);
  const client = authorization && settings.clients[authorization.client_id];
  if (!client) return { inner, client: undefined };
  return { inner: { ...inner, frame: { ...inner.frame, home: new URL(authorization.redirect_uri).origin } }, client };
}
