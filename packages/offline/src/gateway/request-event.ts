import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import type { Match } from "./route-table.ts";

export interface RequestFacts {
  requestId: string;
  /** The stage's clock, in milliseconds. */
  at: number;
  path: string;
  rawQueryString: string;
  body: Buffer;
  match: Match;
}

/** A request in payload format 2.0, as a Lambda function gets it from an HTTP API or a function URL. */
export function requestEvent(request: IncomingMessage, { requestId, at, path, rawQueryString, body, match }: RequestFacts) {
  const { key, apiId } = match.route;
  const headers = headersOf(request);
  const cookies = request.headers.cookie?.split(/; */).filter(Boolean);
  const query = queryOf(rawQueryString);
  const asText = isText(headers) && isUtf8(body);
  const domainName = headers["host"] ?? "localhost";
  return {
    version: "2.0",
    routeKey: key,
    rawPath: path,
    rawQueryString,
    ...(cookies ? { cookies } : {}),
    headers,
    ...(query ? { queryStringParameters: query } : {}),
    requestContext: {
      accountId: "anonymous",
      apiId,
      domainName,
      domainPrefix: domainName.split(".")[0] ?? "",
      http: {
        method: request.method ?? "GET",
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
        userAgent: headers["user-agent"] ?? "",
      },
      requestId,
      routeKey: key,
      stage: "$default",
      time: commonLogTime(at),
      timeEpoch: at,
    },
    ...(match.pathParameters ? { pathParameters: match.pathParameters } : {}),
    ...(body.length > 0 ? { body: body.toString(asText ? "utf8" : "base64") } : {}),
    isBase64Encoded: body.length > 0 && !asText,
  };
}

/** Repeated headers are joined with commas; cookies travel in a list of their own. */
function headersOf(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, values = []] of Object.entries(request.headersDistinct)) if (name !== "cookie") headers[name] = values.join(",");
  const caller = request.socket.remoteAddress ?? "127.0.0.1";
  headers["x-forwarded-for"] = headers["x-forwarded-for"] ? `${headers["x-forwarded-for"]}, ${caller}` : caller;
  headers["x-forwarded-port"] = String(request.socket.localPort ?? "");
  headers["x-forwarded-proto"] = "http";
  return headers;
}

/** Values of a repeated name are joined with commas, as in the real event. */
function queryOf(rawQueryString: string): Record<string, string> | undefined {
  if (!rawQueryString) return undefined;
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQueryString)) query[name] = name in query ? `${query[name]},${value}` : value;
  return query;
}

/** What API Gateway passes on as text; forms and everything else come in base64. */
function isText(headers: Record<string, string>): boolean {
  if (headers["content-encoding"]) return false;
  const type = (headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return type.startsWith("text/") || /^application\/(json|xml|javascript|graphql|.+\+(json|xml))$/.test(type);
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "21/Nov/2026:06:20:00 +0000". */
function commonLogTime(at: number): string {
  const [date = "", time = ""] = new Date(at).toISOString().split("T");
  const [year, month, day] = date.split("-");
  return `${day}/${months[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}
