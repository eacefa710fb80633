import { type Client, type components, createClient } from "@souk/client";
import { Resource } from "sst/resource";
import { type Problem, problemOf, unreachable } from "./problem.ts";

export type Schemas = components["schemas"];

export type Result<T> = { ok: true; value: T; status: number; etag: string | undefined } | { ok: false; problem: Problem };

/** What the typed client answers with. */
interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

// Below the site's own time-out, so that a page can still say what happened.
const deadlineMs = 8_000;

/** What a call proves: a cart or an order by its token, who signed in by a bearer. */
export interface Access {
  token?: string | undefined;
  bearer?: string | undefined;
}

/** The API as somebody sees it; without access as everybody does. */
export const api = ({ token, bearer }: Access = {}): Client =>
  createClient({
    api: Resource.ShopApiOrigin.url,
    ...(token === undefined ? {} : { token }),
    ...(bearer === undefined ? {} : { key: bearer }),
    fetch: (request) => fetch(request, { signal: AbortSignal.timeout(deadlineMs) }),
  });

/** Makes a result of a call. Never throws: a missing answer is a problem like any other. Of a 304 the value is undefined. */
export async function settle<T>(call: Promise<Answer<T>>): Promise<Result<T>> {
  try {
    const { data, error, response } = await call;
    const { status, headers } = response;
    if (!response.ok && status !== 304) return { ok: false, problem: problemOf(error, status) };
    return { ok: true, value: data as T, status, etag: headers.get("etag") ?? undefined };
  } catch (error) {
    console.error("no answer from the API", String(error));
    return { ok: false, problem: unreachable() };
  }
}
