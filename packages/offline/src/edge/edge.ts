import type { ClientRequest, IncomingMessage, ServerResponse } from "node:http";
import { give, type KeptAnswer, keptAnswer, xCache } from "./answer.ts";
import { Cache, type CacheLimits, type Found } from "./cache.ts";
import { lifetimeOf } from "./lifetime.ts";

export interface EdgeOptions {
  /** Headers, in lower case, by which answers are kept apart besides path and query. */
  keyHeaders(): string[];
  /** The stage's clock, in milliseconds. */
  now(): number;
  /** Asks the origin for what was asked, with a GET of no body and with no conditions but those given; undefined when its answers are not kept. */
  ask(incoming: IncomingMessage, headers: Record<string, string>): ClientRequest | undefined;
  /** Takes the request to its origin as it is. */
  forward(incoming: IncomingMessage, response: ServerResponse): void;
  limits?: CacheLimits;
}

export interface Edge {
  handle(incoming: IncomingMessage, response: ServerResponse): void;
  /** Forgets everything, what is under way too. */
  clear(): void;
  counts(): { entries: number; bytes: number; hits: number; misses: number };
}

const usual: CacheLimits = { entries: 5_000, bytes: 64 * 1024 * 1024, entryBytes: 8 * 1024 * 1024 };

/** CloudFront's cache in front of the origins: give what is kept, ask once for what is not, keep what its origin lets everybody have. */
export function createEdge({ keyHeaders, now, ask, forward, limits = usual }: EdgeOptions): Edge {
  const cache = new Cache<KeptAnswer>(limits);
  /** By key, what is being asked for: true when its answer was kept. */
  const underWay = new Map<string, Promise<boolean>>();
  let generation = 0;
  let hits = 0;
  let misses = 0;

  function keyOf({ url = "/", headers }: IncomingMessage): string {
    let key = url;
    for (const name of keyHeaders()) if (headers[name] !== undefined) key += `\n${name}:${String(headers[name])}`;
    return key;
  }

  function handle(incoming: IncomingMessage, response: ServerResponse): void {
    if (!mayBeKept(incoming)) return pass(incoming, response);
    const key = keyOf(incoming);
    const found = cache.find(key, now() / 1000);
    if (found && found.state !== "expired") {
      hits += 1;
      give(found.value, found.age, "Hit", incoming, response);
      if (found.state === "stale" && !underWay.has(key)) fetchAnew(key, incoming, found);
      return;
    }
    const asked = underWay.get(key);
    if (asked) return void asked.then((kept) => (kept ? handle(incoming, response) : pass(incoming, response)));
    // The answer to a HEAD has no body to keep, that to a conditional GET may have none.
    if (incoming.method === "HEAD" || incoming.headers["if-none-match"] || incoming.headers["if-modified-since"])
      return pass(incoming, response);
    if (!fetchAnew(key, incoming, found, response)) pass(incoming, response);
  }

  function pass(incoming: IncomingMessage, response: ServerResponse): void {
    misses += 1;
    forward(incoming, response);
  }

  /** Asks the origin, for the shopper if there is a response, and keeps what it says. False when its answers are never kept. */
  function fetchAnew(key: string, incoming: IncomingMessage, old: Found<KeptAnswer> | undefined, response?: ServerResponse): boolean {
    const etag = old?.value.etag;
    const sent = ask(incoming, etag ? { "if-none-match": etag } : {});
    if (!sent) return false;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const started = generation;
    const born = now() / 1000;
    let keeping = false;
    underWay.set(key, promise);
    const end = (kept: boolean): void => {
      if (underWay.get(key) === promise) underWay.delete(key);
      resolve(kept);
    };
    const keep = (value: KeptAnswer, answer: IncomingMessage): boolean => {
      const lifetime = lifetimeOf(200, (name) => textOf(answer.headers[name]));
      const bytes = value.body.length + 2 * value.headers.join("").length;
      return lifetime !== undefined && started === generation && cache.keep(key, value, { bytes, born, lifetime });
    };
    if (response) misses += 1;
    response?.once("close", () => void (keeping || sent.destroy()));

    sent.once("response", (answer) => {
      if (answer.statusCode === 304 && old) {
        answer.resume();
        end(keep(old.value, answer));
        if (response) give(old.value, 0, "RefreshHit", incoming, response);
        return;
      }
      keeping = Number(answer.headers["content-length"] ?? 0) <= limits.entryBytes && isPublic(answer);
      // An origin in trouble takes nothing away: what is stale is given out until its time is over.
      if (!keeping && (answer.statusCode ?? 500) < 500) cache.drop(key);
      if (!keeping) end(false);
      response?.writeHead(answer.statusCode ?? 502, [...answer.rawHeaders, "X-Cache", xCache("Miss")]);
      const goOn = () => void answer.resume();
      response?.on("drain", goOn).once("close", goOn);
      const chunks: Buffer[] = [];
      let size = 0;
      answer.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (keeping && size <= limits.entryBytes) chunks.push(chunk);
        else chunks.length = 0;
        // Who went away is not waited for: the answer is kept for others.
        if (response && !response.destroyed && !response.write(chunk)) answer.pause();
      });
      answer.once("end", () => {
        response?.end();
        end(keeping && size <= limits.entryBytes && keep(keptAnswer(answer, Buffer.concat(chunks)), answer));
      });
      answer.once("error", () => {
        response?.destroy();
        end(false);
      });
    });
    sent.once("error", () => {
      end(false);
      if (response) unanswered(response);
    });
    sent.end();
    return true;
  }

  return {
    handle,
    clear() {
      generation += 1;
      cache.clear();
      underWay.clear();
    },
    counts: () => ({ ...cache.size, hits, misses }),
  };
}

const textOf = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value.join(", ") : value);

const isPublic = ({ statusCode = 502, headers }: IncomingMessage): boolean =>
  lifetimeOf(statusCode, (name) => textOf(headers[name])) !== undefined;

/** A part of an answer, and an answer to a body, are their origin's matter. */
const mayBeKept = ({ method, headers }: IncomingMessage): boolean =>
  (method === "GET" || method === "HEAD") &&
  headers.range === undefined &&
  headers["content-length"] === undefined &&
  headers["transfer-encoding"] === undefined;

export function unanswered(response: ServerResponse): void {
  if (response.headersSent) return void response.destroy();
  response
    .writeHead(502, { "content-type": "text/plain; charset=utf-8", "x-cache": "Error from cloudfront" })
    .end("What stands behind this address does not answer yet: try again.\n");
}
