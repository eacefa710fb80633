import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { startEngine } from "@souk/testing/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DynamoError } from "../src/dynamo/client.ts";

let engine: Awaited<ReturnType<typeof startEngine>>;
let sdk: DynamoDBDocumentClient;

beforeAll(async () => {
  engine = await startEngine();
  const { endpoint } = engine;
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  sdk = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: "eu-central-1", credentials }), {
    marshallOptions: { removeUndefinedValues: true },
  });
});
afterAll(async () => {
  sdk.destroy();
  await engine.stop();
});

type Fields = Record<string, unknown>;
const TableName = "souk";
const key = (name: string) => ({ pk: "p", sk: name });

/** Everything that an attribute may be. */
const values = {
  text: "ü €",
  none: "",
  count: 12,
  less: -0.5,
  most: Number.MAX_SAFE_INTEGER,
  yes: true,
  nothing: null,
  list: [1, "a", { b: [] }],
  map: { "a.b": { c: 1 } },
  texts: new Set(["a", "b"]),
  numbers: new Set([1, 2]),
  bytes: new Uint8Array([0, 255]),
};

const commands: [operation: string, input: Fields, theirs: new (input: never) => unknown][] = [
  ["PutItem", { TableName, Item: { ...key("a"), ...values, missing: undefined } }, PutCommand],
  ["PutItem", { TableName, Item: { ...key("b"), n: 1 } }, PutCommand],
  ["GetItem", { TableName, Key: key("a"), ConsistentRead: true }, GetCommand],
  ["GetItem", { TableName, Key: key("not there") }, GetCommand],
  ["Query", { TableName, KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": "p" }, Limit: 1 }, QueryCommand],
  [
    "Query",
    { TableName, KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": "p" }, ExclusiveStartKey: key("a") },
    QueryCommand,
  ],
  ["BatchGetItem", { RequestItems: { souk: { Keys: [key("a"), key("b")] } } }, BatchGetCommand],
  [
    "UpdateItem",
    {
      TableName,
      Key: key("b"),
      UpdateExpression: "SET m = :m ADD n :n",
      ExpressionAttributeValues: { ":m": { x: 1 }, ":n": 0 },
      ReturnValues: "ALL_NEW",
    },
    UpdateCommand,
  ],
  [
    "TransactWriteItems",
    { TransactItems: [{ Put: { TableName, Item: key("c") } }, { Delete: { TableName, Key: key("not there") } }] },
    TransactWriteCommand,
  ],
  ["DeleteItem", { TableName, Key: key("not there"), ReturnValues: "ALL_OLD" }, DeleteCommand],
];

/** Batches answer in any order. */
const comparable = ({ $metadata: _metadata, ...answer }: Fields): Fields => {
  const { souk } = (answer["Responses"] ?? {}) as { souk?: { sk: string }[] };
  souk?.sort((a, b) => (a.sk < b.sk ? -1 : 1));
  return answer;
};

test.each(commands)("%s answers as through AWS's client", async (operation, input, Theirs) => {
  const ours = await engine.table.client.send({ operation, input });
  const { ConsumedCapacity: _units, ...answer } = ours;
  const theirs = (await sdk.send(new Theirs(input as never) as never)) as Fields;
  expect(comparable(answer)).toEqual(comparable(theirs));
});

interface Refusal {
  name: string;
  message: string;
  CancellationReasons?: { Code: string; Item?: Fields }[];
}

test.each<[string, string, Fields, new (input: never) => unknown]>([
  ["a condition that failed", "PutItem", { TableName, Item: key("b"), ConditionExpression: "attribute_not_exists(pk)" }, PutCommand],
  [
    "a transaction that was refused, with the item in its way",
    "TransactWriteItems",
    {
      TransactItems: [
        { Put: { TableName, Item: key("d") } },
        {
          Put: {
            TableName,
            Item: key("b"),
            ConditionExpression: "attribute_not_exists(pk)",
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          },
        },
      ],
    },
    TransactWriteCommand,
  ],
  ["a table that is not there", "GetItem", { TableName: "none", Key: key("a") }, GetCommand],
  ["an expression that is none", "UpdateItem", { TableName, Key: key("b"), UpdateExpression: "SAY so" }, UpdateCommand],
])("%s is the error of AWS's client", async (_what, operation, input, Theirs) => {
  const ours = await engine.table.client.send({ operation, input }).then(
    () => undefined,
    (error: unknown) => error,
  );
  const theirs = (await sdk.send(new Theirs(input as never) as never).then(
    () => undefined,
    (error: unknown) => error,
  )) as Refusal;
  expect(ours).toBeInstanceOf(DynamoError);
  const { name, message, reasons } = ours as DynamoError;
  expect([name, message]).toEqual([theirs.name, theirs.message]);
  expect(reasons.map(({ code }) => code)).toEqual((theirs.CancellationReasons ?? []).map(({ Code }) => Code));
  if (operation === "TransactWriteItems") expect(reasons[1]?.item).toMatchObject(key("b"));
});

test("a number that would lose digits is refused before it is sent", async () => {
  const put = (n: number) => engine.table.client.send({ operation: "PutItem", input: { TableName, Item: { ...key("n"), n } } });
  await expect(put(2 ** 53)).rejects.toThrow(TypeError);
  await expect(put(Number.NaN)).rejects.toThrow(TypeError);
});
