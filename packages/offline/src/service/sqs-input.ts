import { createHash } from "node:crypto";
import type { MessageAttribute } from "./message.store.ts";
import { ServiceError } from "./service-error.ts";
import type { QueueNode } from "./topology.ts";

type Values = Record<string, unknown>;
export interface SentMessage {
  body: string;
  attributes: Record<string, MessageAttribute>;
  delay?: number;
}

/** What a queue made by the infra program allows unless it says otherwise. */
export const maxMessageBytes = 262_144;
const maxBatch = 10;

const error = (code: string, message: string) => new ServiceError(`com.amazonaws.sqs#${code}`, message);
const invalid = (reason: string) => new ServiceError("InvalidParameterValue", `One or more parameters are invalid. Reason: ${reason}`);

export function queueName(input: Values): string {
  const name = typeof input["QueueUrl"] === "string" ? input["QueueUrl"].split("/").at(-1) : undefined;
  if (!name) throw new ServiceError("MissingParameter", "The request must contain the parameter QueueUrl.");
  return name;
}

export function seconds(input: Values, name: string, low: number, high: number): number {
  const value = input[name];
  if (typeof value === "number" && Number.isInteger(value) && value >= low && value <= high) return value;
  throw invalid(`${name} must be an integer between ${low} and ${high}.`);
}

export function message(input: Values): SentMessage {
  const body = input["MessageBody"];
  if (typeof body !== "string" || body === "")
    throw new ServiceError("MissingParameter", "The request must contain the parameter MessageBody.");
  // XML 1.0 without control characters, and no half surrogates.
  if (/(?![\t\n\r\u007f-\u009f])[\p{Cc}\ufffe\uffff]/u.test(body) || !body.isWellFormed())
    throw error("InvalidMessageContents", "Invalid binary character was found in the message body.");
  const attributes = (input["MessageAttributes"] ?? {}) as SentMessage["attributes"];
  if (sizeOf(body, attributes) > maxMessageBytes) throw invalid(`Message must be shorter than ${maxMessageBytes} bytes.`);
  if (input["DelaySeconds"] === undefined) return { body, attributes };
  return { body, attributes, delay: seconds(input, "DelaySeconds", 0, 900) * 1_000 };
}

function sizeOf(body: string, attributes: SentMessage["attributes"]): number {
  const texts = Object.entries(attributes).flatMap(([name, { DataType, StringValue = "", BinaryValue = "" }]) => [
    name,
    DataType,
    StringValue,
    BinaryValue,
  ]);
  return [body, ...texts].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

export function entries(input: Values): Values[] {
  const list = input["Entries"];
  if (!Array.isArray(list) || list.length === 0) throw error("EmptyBatchRequest", "There should be at least one entry in the request.");
  if (list.length > maxBatch) throw error("TooManyEntriesInBatchRequest", `Maximum number of entries per request are ${maxBatch}.`);
  if (new Set(list.map((entry: Values) => entry["Id"])).size < list.length)
    throw error("BatchEntryIdsNotDistinct", "Two entries have one id.");
  return list as Values[];
}

export function limitBatch(list: Values[]): void {
  const bytes = list.reduce((sum, entry) => sum + Buffer.byteLength(String(entry["MessageBody"] ?? "")), 0);
  if (bytes > maxMessageBytes) throw error("BatchRequestTooLong", `Batch requests cannot be longer than ${maxMessageBytes} bytes.`);
}

export function receiveOptions(input: Values, queue: QueueNode) {
  const optional = (name: string, low: number, high: number, otherwise: number) =>
    input[name] === undefined ? otherwise : seconds(input, name, low, high);
  return {
    max: optional("MaxNumberOfMessages", 1, 10, 1),
    visibility: optional("VisibilityTimeout", 0, 43_200, queue.visibility / 1_000) * 1_000,
    wait: optional("WaitTimeSeconds", 0, 20, 0) * 1_000,
  };
}

export function handle(input: Values): { seq: number; receipt: string } {
  const [, seq, receipt] = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(String(input["ReceiptHandle"])) ?? [];
  if (!seq || !receipt) throw error("ReceiptHandleIsInvalid", "The input receipt handle is invalid.");
  return { seq: Number(seq), receipt };
}

/** "All", ".*", a name, or the beginning of names as in "souk.*". */
export function wantedAttributes(attributes: SentMessage["attributes"], input: Values): SentMessage["attributes"] {
  const names = Array.isArray(input["MessageAttributeNames"]) ? input["MessageAttributeNames"].map(String) : [];
  const wanted = (name: string) =>
    names.some((other) => other === "All" || other === name || (other.endsWith(".*") && name.startsWith(other.slice(0, -2))));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => wanted(name)));
}

/**
 * Names in order, each with its type and value behind their lengths.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export function attributesMd5(attributes: SentMessage["attributes"]): string {
  const md5 = createHash("md5");
  const add = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    md5.update(length).update(bytes);
  };
  for (const name of Object.keys(attributes).toSorted()) {
    const { DataType = "", StringValue, BinaryValue = "" } = attributes[name] ?? {};
    add(Buffer.from(name));
    add(Buffer.from(DataType));
    md5.update(Buffer.from([StringValue === undefined ? 2 : 1]));
    add(StringValue === undefined ? Buffer.from(BinaryValue, "base64") : Buffer.from(StringValue));
  }
  return md5.digest("hex");
}
