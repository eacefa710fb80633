import { compileFunction } from "node:vm";
import { visitor } from "../../../infra/visitor.ts";

export interface Asked {
  path: string;
  accept?: string | undefined;
  cookies?: Record<string, string>;
  headers?: Record<string, string>;
}

interface EdgeRequest {
  uri: string;
  headers: Record<string, { value: string }>;
  cookies: Record<string, { value: string }>;
}

const run = compileFunction(visitor, ["event"]);

const valued = (texts: Record<string, string>) => Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, { value }]));

/** A request as it goes on from CloudFront's function, whose own code runs here. */
export function beyondEdge({ path, accept, cookies = {}, headers = {} }: Asked): Request {
  const [uri = "/"] = path.split("?");
  const said: Record<string, string> = accept === undefined ? {} : { "accept-language": accept };
  const request: EdgeRequest = { uri, headers: valued({ ...headers, ...said }), cookies: valued(cookies) };
  run({ request });
  const sent = new Headers(Object.entries(request.headers).map(([name, { value }]) => [name, value]));
  const jar = Object.entries(request.cookies).map(([name, { value }]) => `${name}=${value}`);
  if (jar.length > 0) sent.set("cookie", jar.join("; "));
  return new Request(new URL(path, "https://shop.test"), { headers: sent });
}

/** The same request where no CDN is in between. */
export function direct({ path, accept, cookies = {} }: Asked): Request {
  const jar = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
  const headers = { ...(accept === undefined ? {} : { "accept-language": accept }), ...(jar.length > 0 ? { cookie: jar.join("; ") } : {}) };
  return new Request(new URL(path, "https://shop.test"), { headers });
}

/** By what the CDN keeps answers of the site apart. */
export const cacheKey = (request: Pick<Request, "url" | "headers">): string =>
  `${request.url}\n${request.headers.get("souk-visitor") ?? ""}`;

export interface Given {
  body: string;
  from: "cache" | "origin";
}

/** CloudFront before a site: its function, its key, and what it may keep. Time stands still. */
export function cdnBefore(origin: string): (asked: Asked) => Promise<Given> {
  const kept = new Map<string, string>();
  return async (asked) => {
    const { headers, url } = beyondEdge(asked);
    const key = cacheKey({ headers, url });
    const found = kept.get(key);
    if (found !== undefined) return { body: found, from: "cache" };
    const response = await fetch(new URL(asked.path, origin), { headers });
    const body = await response.text();
    if (/\bs-maxage=[1-9]/.test(response.headers.get("cache-control") ?? "")) kept.set(key, body);
    return { body, from: "origin" };
  };
}
