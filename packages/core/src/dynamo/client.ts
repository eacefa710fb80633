import { connect, retrying } from "../aws/connection.ts";
import { createSigner, type Credentials } from "../aws/sign.ts";
import { type AttributeValue, marshall, unmarshall } from "./marshall.ts";

type Fields = Record<string, unknown>;
type Stored = Record<string, AttributeValue>;

/** What DynamoDB answered instead of doing it. `reasons` stands for CancellationReasons, in the order of the transaction. */
export class DynamoError extends Error {
  readonly status: number;
  readonly reasons: { code: string; item?: Fields | undefined }[];
  constructor(name: string, message: string, status: number, reasons: { code: string; item?: Fields | undefined }[]) {
    super(message);
    this.name = name;
    this.status = status;
    this.reasons = reasons;
  }
}

export interface Capacity {
  operation: string;
  read: number;
  write: number;
  /** A condition failed: DynamoDB says no figure and bills each write as if its item were of 1 KB. */
  refused?: boolean;
}

export interface ClientOptions {
  endpoint: string;
  region: string;
  credentials: () => Credentials;
  /** Told what each call consumed, indexes in; without it DynamoDB is not asked. */
  onCapacity?: ((capacity: Capacity) => void) | undefined;
  /** Tries of one call in all, for failures of transport and throttling alone. */
  attempts?: number;
  timeoutMilliseconds?: number;
  random?: () => number;
}

interface Command {
  /** As the API calls it: `TransactWriteItems`. */
  operation: string;
  input: object;
}

const transient = /Throttl|ProvisionedThroughputExceeded|RequestLimitExceeded|InternalServerError|ServiceUnavailable|TransactionInProgress/;

/**
 * A DynamoDB client that does no more than `send`: the wire protocol, SigV4 and kept connections in place of the
 * 390 KB of the AWS SDK. Retries transport failures, throttling and 5xx; never conflicts, which are the caller's to judge.
 */
export function createClient(options: ClientOptions) {
  const { attempts = 4, timeoutMilliseconds = 3000, random = Math.random } = options;
  const connection = connect(options.endpoint, timeoutMilliseconds);
  const signer = createSigner("dynamodb", options.region, new URL(options.endpoint).host, options.credentials);

  const again = (error: unknown) => !(error instanceof DynamoError) || error.status >= 500 || transient.test(error.name);

  const call = (operation: string, body: string): Promise<Fields> =>
    retrying(attempts, again, random, async () => {
      const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": `DynamoDB_20120810.${operation}` };
      const request = { method: "POST", path: "/", headers, body };
      // The signature carries real time: DynamoDB refuses a clock that is off by five minutes.
      const answer = await connection.request({ ...request, headers: signer.headers(request, new Date()) });
      return read(answer.status, answer.body.toString("utf8"));
    });

  return {
    async send({ operation, input: given }: Command): Promise<Fields> {
      const input = { ...encode(operation, given as Fields), ...(options.onCapacity ? { ReturnConsumedCapacity: "INDEXES" } : {}) };
      const { onCapacity } = options;
      if (!onCapacity) return decode(await call(operation, JSON.stringify(input)));
      try {
        const answer = await call(operation, JSON.stringify(input));
        onCapacity(consumedBy(operation, answer));
        return decode(answer);
      } catch (error) {
        const refused = refusalOf(operation, error);
        if (refused) onCapacity(refused);
        throw error;
      }
    },
    destroy: connection.close,
  };
}
export type Client = ReturnType<typeof createClient>;

function read(status: number, body: string): Fields {
  const answer = body === "" ? {} : (JSON.parse(body) as Fields);
  if (status === 200) return answer;
  const type = String(answer["__type"] ?? "UnknownError");
  const reasons = ((answer["CancellationReasons"] as Fields[] | undefined) ?? []).map((reason) => ({
    code: String(reason["Code"] ?? "None"),
    item: reason["Item"] ? unmarshall(reason["Item"] as Stored) : undefined,
  }));
  throw new DynamoError(type.slice(type.indexOf("#") + 1), String(answer["message"] ?? answer["Message"] ?? ""), status, reasons);
}

const itemFields = ["Item", "Key", "ExpressionAttributeValues", "ExclusiveStartKey"];

function encodeItems(input: Fields): Fields {
  const result = { ...input };
  for (const field of itemFields) if (result[field]) result[field] = marshall(result[field] as Fields);
  return result;
}

const mapValues = (fields: unknown, change: (value: never) => unknown): Fields =>
  Object.fromEntries(Object.entries(fields as Fields).map(([key, value]) => [key, change(value as never)]));

function encode(operation: string, input: Fields): Fields {
  switch (operation) {
    case "TransactWriteItems":
    case "TransactGetItems":
      return { ...input, TransactItems: (input["TransactItems"] as Fields[]).map((item) => mapValues(item, encodeItems)) };
    case "BatchGetItem":
      return {
        ...input,
        RequestItems: mapValues(input["RequestItems"], (table: { Keys: Fields[] }) => ({ ...table, Keys: table.Keys.map(marshall) })),
      };
    case "BatchWriteItem":
      return {
        ...input,
        RequestItems: mapValues(input["RequestItems"], (writes: Fields[]) => writes.map((write) => mapValues(write, encodeItems))),
      };
    default:
      return encodeItems(input);
  }
}

function decode(answer: Fields): Fields {
  const result = { ...answer };
  for (const field of ["Item", "Attributes", "LastEvaluatedKey"]) if (result[field]) result[field] = unmarshall(result[field] as Stored);
  if (result["Items"]) result["Items"] = (result["Items"] as Stored[]).map(unmarshall);
  const responses = result["Responses"];
  if (Array.isArray(responses))
    result["Responses"] = responses.map((entry: { Item?: Stored }) => (entry.Item ? { Item: unmarshall(entry.Item) } : {}));
  else if (responses) result["Responses"] = mapValues(responses, (items: Stored[]) => items.map(unmarshall));
  if (result["UnprocessedKeys"])
    result["UnprocessedKeys"] = mapValues(result["UnprocessedKeys"], (table: { Keys: Stored[] }) => ({
      ...table,
      Keys: table.Keys.map(unmarshall),
    }));
  return result;
}

function consumedBy(operation: string, answer: Fields): Capacity {
  const consumed = answer["ConsumedCapacity"];
  const entries = (Array.isArray(consumed) ? consumed : consumed ? [consumed] : []) as Fields[];
  const total = entries.reduce((sum, entry) => sum + Number(entry["CapacityUnits"] ?? 0), 0);
  const writes = /Put|Update|Delete|Write/.test(operation);
  return { operation, read: writes ? 0 : total, write: writes ? total : 0 };
}

/** Conditions cost what the write would have: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html */
function refusalOf(operation: string, error: unknown): Capacity | undefined {
  if (!(error instanceof DynamoError)) return undefined;
  if (error.name === "ConditionalCheckFailedException") return { operation, read: 0, write: 1, refused: true };
  if (error.name === "TransactionCanceledException") return { operation, read: 0, write: 2 * error.reasons.length, refused: true };
  return undefined;
}
