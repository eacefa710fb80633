import type { LambdaContext } from "hono/aws-lambda";
import { LightHeaders } from "./light/headers.ts";
import { LightRequest } from "./light/request.ts";
import { LightResponse } from "./light/response.ts";

/** What the gateway hands to a function, in the second version of its payload. */
export interface GatewayEvent {
  rawPath: string;
  rawQueryString?: string;
  cookies?: string[];
  headers?: Record<string, string | undefined>;
  requestContext: { domainName?: string; http: { method: string } };
  body?: string | null;
  isBase64Encoded?: boolean;
}

export interface GatewayAnswer {
  statusCode: number;
  headers: Record<string, string>;
  cookies?: string[];
  body: string;
  isBase64Encoded: boolean;
}

type Serve = (request: Request, env: object) => Response | Promise<Response>;

/** A Lambda handler of what serves requests. */
export const lambda =
  (serve: Serve) =>
  async (event: GatewayEvent, lambdaContext?: LambdaContext): Promise<GatewayAnswer> => {
    const { requestContext } = event;
    const request = findRequest(event);
    if (!request) return answerOf(new LightResponse("Invalid request", { status: 400 }));
    return answerOf(await serve(request as unknown as Request, { event, requestContext, lambdaContext }));
  };

/** Undefined for what no client may send, such as a GET with a body. */
function findRequest(event: GatewayEvent): LightRequest | undefined {
  try {
    return requestOf(event);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function requestOf({ rawPath, rawQueryString, cookies, headers: given = {}, requestContext, body, isBase64Encoded }: GatewayEvent) {
  const { domainName = given["host"], http } = requestContext;
  const headers = new LightHeaders();
  if (cookies) headers.set("cookie", cookies.join("; "));
  for (const [name, value] of Object.entries(given)) if (value) headers.set(name, inAscii(value));
  const read = body ? bodyOf(body, isBase64Encoded === true) : undefined;
  if (read !== undefined) headers.set("content-length", String(Buffer.byteLength(read)));
  const address = `https://${domainName}${rawPath}${rawQueryString ? `?${rawQueryString}` : ""}`;
  return new LightRequest(address, { method: http.method, headers, body: read });
}

const bodyOf = (body: string, encoded: boolean): string | Uint8Array<ArrayBuffer> =>
  encoded ? new Uint8Array(Buffer.from(body, "base64")) : body;

/** The gateway decodes what a header may not hold. */
const inAscii = (value: string): string => (/[^\0-\x7f]/.test(value) ? encodeURIComponent(value) : value);

async function answerOf(response: Pick<LightResponse, "status" | "headers" | "text" | "arrayBuffer"> | Response): Promise<GatewayAnswer> {
  const { status: statusCode, headers: all } = response;
  const headers: Record<string, string> = {};
  for (const [name, value] of all.entries()) if (name !== "set-cookie") headers[name] = value;
  const cookies = all.getSetCookie();
  const isBase64Encoded = isBinary(headers);
  const body = isBase64Encoded ? Buffer.from(await response.arrayBuffer()).toString("base64") : await response.text();
  return { statusCode, headers, ...(cookies.length > 0 ? { cookies } : {}), body, isBase64Encoded };
}

/** The gateway takes a body as text, or as bytes in base64. */
function isBinary({ "content-type": type, "content-encoding": encoding }: Record<string, string>): boolean {
  if (encoding && encoding.toLowerCase() !== "identity") return true;
  return type !== undefined && type !== "" && !/^text\/(plain|html|css|javascript|csv)|[/+](json|xml)\s*(;|$)/i.test(type);
}
