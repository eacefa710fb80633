import type { ServerResponse } from "node:http";

/** What is sent back to the client. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  cookies: string[];
  body: string | Buffer;
}

export function message(status: number, text: string): Answer {
  return { status, headers: { "content-type": "application/json" }, cookies: [], body: JSON.stringify({ message: text }) };
}

/** A function's result as API Gateway reads it: with a status code it is a response, without one it is the body. Undefined when it is neither. */
export function answerOf(payload: unknown): Answer | undefined {
  if (!isRecord(payload) || !("statusCode" in payload)) {
    return {
      status: 200,
      headers: { "content-type": "application/json" },
      cookies: [],
      body: typeof payload === "string" ? payload : JSON.stringify(payload ?? null),
    };
  }
  const { statusCode, headers = {}, cookies = [], body = "", isBase64Encoded = false } = payload;
  const status = Number(statusCode);
  if (
    !Number.isInteger(status) ||
    status < 100 ||
    status > 599 ||
    !isRecord(headers) ||
    !Array.isArray(cookies) ||
    typeof body !== "string"
  )
    return undefined;
  const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", ...Object.fromEntries(given.filter(([name]) => !ofConnection.has(name))) },
    cookies: cookies.map(String),
    body: isBase64Encoded ? Buffer.from(body, "base64") : body,
  };
}

/** Headers of the connection between client and gateway: a function has no say in them. */
const ofConnection = new Set(["connection", "content-length", "keep-alive", "transfer-encoding", "upgrade"]);

export function send(response: ServerResponse, answer: Answer, requestId: string, method: string | undefined): void {
  if (response.destroyed) return;
  const bare = answer.status === 204 || answer.status === 304 || answer.status < 200;
  if (bare) delete answer.headers["content-type"];
  else answer.headers["content-length"] = String(Buffer.byteLength(answer.body));
  if (answer.cookies.length > 0) response.setHeader("set-cookie", answer.cookies);
  response.setHeader("apigw-requestid", requestId);
  try {
    response.writeHead(answer.status, answer.headers);
  } catch {
    // A header value that HTTP cannot carry.
    const failed = message(500, "Internal Server Error");
    response.writeHead(failed.status, failed.headers).end(failed.body);
    return;
  }
  response.end(bare || method === "HEAD" ? undefined : answer.body);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
