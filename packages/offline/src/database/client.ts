import { Agent, request } from "node:http";
import { request as requestTls } from "node:https";

/** A refusal by the database, with DynamoDB's own name for it. */
export class DynamoError extends Error {
  override readonly name = "DynamoError";
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface DynamoClient {
  call(operation: string, body: unknown): Promise<Record<string, unknown>>;
  close(): void;
}

export type Attributes = Record<string, Record<string, unknown>>;

const streamOperations = new Set(["DescribeStream", "GetShardIterator", "GetRecords", "ListStreams"]);

/**
 * DynamoDB's JSON protocol with no SDK: the answer of GetRecords is then in the shape that Lambda hands to functions.
 * Local engines want a signature to be there and do not check it.
 */
export function createClient(url: string): DynamoClient {
  const target = new URL(url);
  const agent = target.protocol === "https:" ? undefined : new Agent({ keepAlive: true, maxSockets: 32 });
  const send = target.protocol === "https:" ? requestTls : request;
  const call = (operation: string, body: unknown): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      const version = streamOperations.has(operation) ? "DynamoDBStreams_20120810" : "DynamoDB_20120810";
      const payload = Buffer.from(JSON.stringify(body));
      const headers = {
        "content-type": "application/x-amz-json-1.0",
        "content-length": payload.length,
        "x-amz-target": `${version}.${operation}`,
        "x-amz-date": "20260101T000000Z",
        authorization:
          "AWS4-HMAC-SHA256 Credential=offline/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=offline",
      };
      const sent = send(target, { method: "POST", agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          try {
            resolve(read(response.statusCode ?? 0, Buffer.concat(chunks).toString()));
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        });
      });
      sent.on("error", reject);
      sent.end(payload);
    });
  return { call, close: () => agent?.destroy() };
}

function read(status: number, text: string): Record<string, unknown> {
  const body: unknown = text === "" ? {} : JSON.parse(text);
  if (!isRecord(body)) throw new DynamoError("UnknownError", `The database answered ${status} with no object`);
  if (status < 300) return body;
  const type = typeof body.__type === "string" ? (body.__type.split("#").at(-1) ?? body.__type) : "UnknownError";
  throw new DynamoError(type, String(body.message ?? body.Message ?? type));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The member of an answer as a list of objects; what is not there is empty. */
export function listOf(body: Record<string, unknown>, key: string): Record<string, unknown>[] {
  const value = body[key];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

export function recordOf(body: Record<string, unknown>, key: string): Record<string, unknown> {
  const value = body[key];
  return isRecord(value) ? value : {};
}
