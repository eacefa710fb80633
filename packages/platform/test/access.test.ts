import { describe, expect, test } from "vitest";
import { accessesOf, type Call } from "../src/access/access.ts";

const to = (target: string, body: unknown): Call => ({
  method: "POST",
  path: "/",
  target,
  authorization: "AWS4-HMAC-SHA256",
  body: JSON.stringify(body),
});
const dynamo = (operation: string, body: unknown) => accessesOf(to(`DynamoDB_20120810.${operation}`, body));
const TableName = "souk-offline-SoukTable";

describe("a request in IAM's terms", () => {
  test("a transaction is the actions of its parts, each with its item's key", () => {
    const accesses = dynamo("TransactWriteItems", {
      TransactItems: [
        { Put: { TableName, Item: { pk: { S: "demo#order#order_1" } } } },
        { Update: { TableName, Key: { pk: { S: "demo#stock#MUG" } } } },
        { ConditionCheck: { TableName, Key: { pk: { S: "demo#cart#cart_1" } } } },
      ],
    });
    expect(accesses).toEqual([
      { action: "dynamodb:PutItem", resource: TableName, key: "x#order#x" },
      { action: "dynamodb:UpdateItem", resource: TableName, key: "x#stock#x" },
      { action: "dynamodb:ConditionCheckItem", resource: TableName, key: "x#cart#x" },
    ]);
  });

  test("a query names its index and the key that its condition asks for", () => {
    const query = {
      TableName,
      IndexName: "gsi1",
      KeyConditionExpression: "#pk = :pk and #sk > :sk",
      ExpressionAttributeValues: { ":pk": { S: "demo#handle#mug" } },
    };
    expect(dynamo("Query", query)).toEqual([{ action: "dynamodb:Query", resource: `${TableName}/index/gsi1`, key: "x#handle#x" }]);
  });

  test("a batch of reads is one access for each key", () => {
    const keys = ["demo#variant#A", "demo#variant#B"].map((S) => ({ pk: { S } }));
    expect(dynamo("BatchGetItem", { RequestItems: { [TableName]: { Keys: keys } } })).toHaveLength(2);
  });

  test.each<[string, Call, unknown[]]>([
    [
      "a message",
      to("AmazonSQS.SendMessage", { QueueUrl: "http://127.0.0.1/0/souk-offline-HoldAgainQueue" }),
      [{ action: "sqs:SendMessage", resource: "souk-offline-HoldAgainQueue" }],
    ],
    [
      "events",
      to("AWSEvents.PutEvents", { Entries: [{ EventBusName: "souk-offline-Bus" }] }),
      [{ action: "events:PutEvents", resource: "souk-offline-Bus" }],
    ],
    [
      "a mail",
      {
        method: "POST",
        path: "/v2/email/outbound-emails",
        target: undefined,
        authorization: "AWS4",
        body: '{"FromEmailAddress":"Souk <orders@souk.example>"}',
      },
      [{ action: "ses:SendEmail", resource: "orders@souk.example" }],
    ],
    [
      "an object",
      {
        method: "HEAD",
        path: "/souk-offline-uploads/imports/demo/a.csv?x=1",
        target: undefined,
        authorization: "Credential=a/20260101/eu/s3/aws4_request",
        body: "",
      },
      [{ action: "s3:GetObject", resource: "souk-offline-uploads/imports" }],
    ],
    ["a request to somebody else", { method: "POST", path: "/v1/intents", target: undefined, authorization: "Bearer x", body: "{}" }, []],
  ])("%s", (_what, call, accesses) => expect(accessesOf(call)).toEqual(accesses));
});
