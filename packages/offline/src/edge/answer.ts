import type { IncomingMessage, ServerResponse } from "node:http";

/** An answer as it is kept: what is said with it is put together once, not for each who asks. */
export interface KeptAnswer {
  etag: string | undefined;
  body: Buffer;
  /** A small body, a character for each byte: Node writes it in one piece with the headers. */
  text?: string;
  /** Names and values in turn, as `writeHead` takes them. */
  headers: string[];
  unchanged: string[];
  /** The headers with their age, which changes once a second. */
  aged?: { age: number; headers: string[] };
}

export type Result = "Hit" | "Miss" | "RefreshHit";

export const xCache = (result: Result): string => `${result} from cloudfront`;

/** Headers of one connection, and those that the edge says itself. */
const ofConnection = new Set("connection keep-alive transfer-encoding content-length age x-cache".split(" "));
/** What a 304 repeats (RFC 9110, 15.4.5). */
const ofUnchanged = new Set("cache-control content-location date etag expires vary".split(" "));

const smallBytes = 16 * 1024;

export function keptAnswer({ rawHeaders, headers: { etag } }: Pick<IncomingMessage, "rawHeaders" | "headers">, body: Buffer): KeptAnswer {
  const pairs: [string, string][] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) pairs.push([rawHeaders[index] ?? "", rawHeaders[index + 1] ?? ""]);
  const said = pairs.filter(([name]) => !ofConnection.has(name.toLowerCase()));
  return {
    etag,
    body,
    ...(body.length <= smallBytes ? { text: body.toString("latin1") } : {}),
    headers: [...said.flat(), "Content-Length", String(body.length)],
    unchanged: said.filter(([name]) => ofUnchanged.has(name.toLowerCase())).flat(),
  };
}

/** Answers with what is kept, `age` seconds old, in one write. */
export function give(answer: KeptAnswer, seconds: number, result: Result, incoming: IncomingMessage, response: ServerResponse): void {
  const age = Math.floor(seconds);
  const asked = incoming.headers["if-none-match"];
  if (asked !== undefined && matches(asked, answer.etag))
    return void response.writeHead(304, [...answer.unchanged, "Age", String(age), "X-Cache", xCache(result)]).end();
  response.writeHead(200, result === "Hit" ? agedOf(answer, age) : [...answer.headers, "Age", String(age), "X-Cache", xCache(result)]);
  if (incoming.method === "HEAD") response.end();
  else if (answer.text === undefined) response.end(answer.body);
  else response.end(answer.text, "latin1");
}

function agedOf(answer: KeptAnswer, age: number): string[] {
  if (answer.aged?.age !== age) answer.aged = { age, headers: [...answer.headers, "Age", String(age), "X-Cache", xCache("Hit")] };
  return answer.aged.headers;
}

const weak = (tag: string): string => tag.trim().replace(/^W\//, "");

function matches(asked: string, etag: string | undefined): boolean {
  return asked.trim() === "*" || (etag !== undefined && asked.split(",").some((tag) => weak(tag) === weak(etag)));
}
