import createFetchClient from "openapi-fetch";
import type { paths } from "./schema.gen.ts";

export type { components, operations, paths } from "./schema.gen.ts";

export interface ClientOptions {
  /** The API's origin: `http://127.0.0.1:4100`. */
  api: string;
  /** A staff key. */
  key?: string;
  /** The token of one cart or order. */
  token?: string;
  fetch?: (request: Request) => Promise<Response>;
}

/** What the API says when it refuses: RFC 9457 with a code. */
export interface Problem {
  title: string;
  status: number;
  code: string;
  requestId: string;
  issues?: { path: string; message: string }[];
  [detail: string]: unknown;
}

/**
 * The API's typed client: `client.GET("/v1/orders/{orderId}", { params: { path: { orderId } } })` answers `{ data }` or `{ error }`.
 * Paths, bodies and answers are typed by the OpenAPI description.
 */
export function createClient({ api, key, token, fetch }: ClientOptions) {
  return createFetchClient<paths>({
    baseUrl: api,
    headers: { ...(key ? { authorization: `Bearer ${key}` } : {}), ...(token ? { "souk-token": token } : {}) },
    ...(fetch ? { fetch } : {}),
  });
}
export type Client = ReturnType<typeof createClient>;
