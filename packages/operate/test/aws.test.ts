import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { list, redrive } from "../src/queues.ts";
import { republish } from "../src/republish.ts";
import type { Target } from "../src/target.ts";

/** Names as SST gives them on AWS, dead letters of a rule and of a stream too. */
const arn = (name: string) => `arn:aws:sqs:eu-central-1:111122223333:souk-production-${name}`;
const queues: Record<string, { ApproximateNumberOfMessages: string; RedrivePolicy?: string }> = {
  "souk-production-OrderQueueQueue-abcdefgh": {
    ApproximateNumberOfMessages: "0",
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn("OrderDeadLetterQueue-abcdefgh") }),
  },
  "souk-production-OrderDeadLetterQueue-abcdefgh": { ApproximateNumberOfMessages: "3" },
  "souk-production-RelayDeadLetterQueue-abcdefgh": { ApproximateNumberOfMessages: "1" },
};
const asked: { operation: string; body: Record<string, unknown> }[] = [];
let refusals = 0;

const answers: Record<string, (body: Record<string, unknown>) => unknown> = {
  ListQueues: () => ({ QueueUrls: Object.keys(queues).map((name) => `https://sqs.example/111122223333/${name}`) }),
  GetQueueAttributes: ({ QueueUrl }) => {
    const name = String(QueueUrl).split("/").at(-1) ?? "";
    return { Attributes: { QueueArn: `arn:aws:sqs:eu-central-1:111122223333:${name}`, ...queues[name] } };
  },
  StartMessageMoveTask: () => ({ TaskHandle: "t" }),
  Scan: () => ({ Items: [] }),
  PutEvents: ({ Entries }) => ({
    Entries: (Entries as unknown[]).map(() => (refusals-- > 0 ? { ErrorCode: "ThrottlingException" } : { EventId: "1" })),
  }),
};
const server = createServer((request, response) => {
  void text(request).then((sent) => {
    const operation = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
    const body = JSON.parse(sent) as Record<string, unknown>;
    asked.push({ operation, body });
    response.setHeader("content-type", "application/x-amz-json-1.0").end(JSON.stringify(answers[operation]?.(body) ?? {}));
  });
});
let target: Target;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const options = {
    region: "eu-central-1",
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  };
  target = {
    prefix: "souk-production-",
    sqs: new SQSClient(options),
    events: new EventBridgeClient(options),
    database: new DynamoDBClient(options),
    tableName: async () => "souk-production-SoukTable",
    busName: async () => "souk-production-Bus",
    oldest: async () => 61,
    close: () => {},
  };
});
afterAll(() => server.close());

const said = async (run: (say: (line: string) => void) => Promise<void>) => {
  const lines: string[] = [];
  await run((line) => void lines.push(line));
  return lines;
};

test("a list shows what lies in dead letters and for how long", async () => {
  const lines = await said((say) => list(target, say));
  expect(lines.slice(1).map((line) => line.replaceAll(/ +/g, " "))).toEqual([
    "OrderDeadLetter 3 0 0 61 s redrive it when its cause is mended",
    "OrderQueue 0 0 0 -",
    "RelayDeadLetter 1 0 0 61 s",
  ]);
});

test("dead letters go back to the queue that gave them up, also those that a rule could not deliver", async () => {
  await redrive(target, "Order", () => {});
  expect(asked.at(-1)).toEqual({
    operation: "StartMessageMoveTask",
    body: { SourceArn: arn("OrderDeadLetterQueue-abcdefgh"), DestinationArn: arn("OrderQueueQueue-abcdefgh") },
  });
});

test("dead letters of the stream go nowhere, and an unknown name names those that there are", async () => {
  await expect(redrive(target, "RelayDeadLetter", () => {})).rejects.toThrow("RelayDeadLetter takes no queue's dead letters");
  await expect(redrive(target, "Nobody", () => {})).rejects.toThrow("There is no queue Nobody; dead letters lie in OrderDeadLetter.");
});

const event = {
  id: "evt_1",
  domain: "order",
  type: "order.paid",
  version: 1,
  time: "2026-11-21T08:00:00.000Z",
  subject: "order_1",
  sequence: 2,
  actor: "public",
  traceparent: "00-1-1-01",
  data: {},
};
const M = Object.fromEntries(
  Object.entries(event).map(([name, value]) => [
    name,
    typeof value === "string" ? { S: value } : typeof value === "number" ? { N: String(value) } : { M: {} },
  ]),
);
const choice = { since: new Date(Date.now() - 86_400_000), until: new Date(), dryRun: false };

test("every page of the table is read, and an event that the bus throttles goes again", async () => {
  const pages = [
    { Items: [{ pk: { S: "demo#order#order_1" }, sk: { S: "$event#0000000002" }, event: { M } }], LastEvaluatedKey: { pk: { S: "x" } } },
    { Items: [] },
  ];
  answers["Scan"] = () => pages.shift();
  refusals = 1;
  const lines = await said((say) => republish(target, choice, say));
  expect(lines).toEqual(["      1  order.paid", "1 events went to the bus."]);
  const put = asked.filter(({ operation }) => operation === "PutEvents");
  expect(put).toHaveLength(2);
  expect(put[1]?.body["Entries"]).toMatchObject([{ EventBusName: "souk-production-Bus", Source: "souk.order", DetailType: "order.paid" }]);
});

test("what consumers may have forgotten is not put on the bus", async () => {
  const old = { ...choice, since: new Date(Date.now() - 40 * 86_400_000) };
  await expect(republish(target, old, () => {})).rejects.toThrow("Consumers remember 30 days for certain");
  await expect(republish(target, { ...old, to: "Order" }, () => {})).rejects.toThrow("A replay needs both");
  await expect(republish(target, { ...old, to: "Nobody", generation: "2" }, () => {})).rejects.toThrow(
    "There is no consumer Nobody: Order.",
  );
});
