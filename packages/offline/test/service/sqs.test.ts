import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  PurgeQueueCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { arn, openStage, queue, type Stage } from "./stage.ts";

let stage: Stage;
let QueueUrl: string;
beforeEach(async () => {
  const order = queue("order", { deadLetter: { queueArn: arn("order-dead"), receives: 2 } });
  stage = await openStage({ graph: { queues: [order, queue("order-dead"), queue("hold", { delaySeconds: 900 })] } });
  QueueUrl = stage.queueUrl("order");
});
afterEach(() => stage.close());
const send = (MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
  stage.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
const receive = async (more: Partial<ReceiveMessageCommandInput> = {}) =>
  (await stage.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }))).Messages ?? [];
const state = (name: string) => stage.services.queues().find((one) => one.name === name);

describe("SQS", () => {
  test("hands out a message with its count, its texts and the attributes asked for", async () => {
    const MessageAttributes = {
      kind: { DataType: "String", StringValue: "é" },
      raw: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2]) },
    };
    const { MessageId } = await send("äöü €", { MessageAttributes });
    const [message] = await receive({ MessageSystemAttributeNames: ["All"], MessageAttributeNames: ["All"] });
    expect(message).toMatchObject({ MessageId, Body: "äöü €", Attributes: { ApproximateReceiveCount: "1" }, MessageAttributes });
  });

  test("hides a received message until its visibility time-out ends, and counts", async () => {
    await send("a");
    expect(await receive()).toHaveLength(1);
    expect(await receive()).toHaveLength(0);
    expect(state("order")).toMatchObject({ visible: 0, inFlight: 1 });
    stage.clock.advance(60_000);
    const [again] = await receive({ MessageSystemAttributeNames: ["ApproximateReceiveCount"] });
    expect(again?.Attributes).toEqual({ ApproximateReceiveCount: "2" });
  });

  test("parks a message in the dead-letter queue when it would be received once too often, and redrives it", async () => {
    await send("poison");
    for (const _ of [1, 2]) expect(await receive({ VisibilityTimeout: 0 })).toHaveLength(1);
    expect(await receive()).toHaveLength(0);
    expect(state("order-dead")).toMatchObject({ visible: 1, deadLetterOf: "order" });
    await stage.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arn("order-dead") }));
    const [back] = await receive({ AttributeNames: ["All"] });
    expect(back).toMatchObject({ Body: "poison", Attributes: { ApproximateReceiveCount: "1" } });
    expect(stage.services.redrive("order-dead")).toBe(0);
  });

  test("deletes by the latest receipt only", async () => {
    await send("a");
    const [first] = await receive({ VisibilityTimeout: 0 });
    const [second] = await receive();
    await stage.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
    expect(stage.services.messages("order")).toHaveLength(1);
    await stage.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: second?.ReceiptHandle }));
    expect(stage.services.messages("order")).toHaveLength(0);
  });

  test("holds a delayed message back by the clock of the stage", async () => {
    await send("own", { DelaySeconds: 30 });
    await stage.sqs.send(new SendMessageCommand({ QueueUrl: stage.queueUrl("hold"), MessageBody: "queue" }));
    expect(await receive()).toHaveLength(0);
    expect([state("order")?.delayed, state("hold")?.delayed]).toEqual([1, 1]);
    stage.clock.advance(30_000);
    expect(await receive()).toHaveLength(1);
    stage.clock.advance(870_000);
    expect(await receive({ QueueUrl: stage.queueUrl("hold") })).toHaveLength(1);
  });

  test("answers a long poll when something arrives", async () => {
    const waiting = receive({ WaitTimeSeconds: 20 });
    await send("a");
    expect(await waiting).toHaveLength(1);
  });

  test("answers a long poll when a hidden message becomes visible, and empty when its time is over", async () => {
    await send("a", { DelaySeconds: 5 });
    const waiting = receive({ WaitTimeSeconds: 20 });
    const advance = setInterval(() => stage.clock.advance(1_000), 5);
    expect(await waiting).toHaveLength(1);
    expect(await receive({ WaitTimeSeconds: 20 })).toHaveLength(0);
    clearInterval(advance);
  });

  test("loses no message to a long poll whose client has gone", async () => {
    const abort = new AbortController();
    const waiting = stage.sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), { abortSignal: abort.signal });
    setTimeout(() => abort.abort(), 20);
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    // The end of that connection is on its way before these are: once they are answered, it was seen.
    for (let turn = 0; turn < 2; turn += 1) expect(await receive()).toHaveLength(0);
    await send("a");
    expect(await receive()).toHaveLength(1);
  });

  test("sends and deletes in batches, entry by entry", async () => {
    const Entries = [
      { Id: "a", MessageBody: "1" },
      { Id: "b", MessageBody: "2" },
      { Id: "c", MessageBody: "\u0000" },
    ];
    const sent = await stage.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(sent.Failed).toMatchObject([{ Id: "c", Code: "InvalidMessageContents" }]);
    const messages = await receive();
    const handles = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    const gone = await stage.sqs.send(
      new DeleteMessageBatchCommand({ QueueUrl, Entries: [...handles, { Id: "x", ReceiptHandle: "none" }] }),
    );
    expect(gone.Successful).toHaveLength(2);
    expect(gone.Failed).toMatchObject([{ Id: "x", Code: "ReceiptHandleIsInvalid" }]);
  });

  test("changes the visibility of a message in flight, of no other", async () => {
    await send("a");
    const [message] = await receive();
    const change = () =>
      stage.sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 0 }));
    await change();
    await expect(change()).rejects.toMatchObject({ name: "MessageNotInflight" });
    expect(await receive()).toHaveLength(1);
  });

  test("describes, finds and empties a queue", async () => {
    await send("a");
    const { Attributes } = await stage.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
    expect(Attributes).toMatchObject({ QueueArn: arn("order"), ApproximateNumberOfMessages: "1", VisibilityTimeout: "60" });
    expect(JSON.parse(Attributes?.["RedrivePolicy"] ?? "")).toEqual({ deadLetterTargetArn: arn("order-dead"), maxReceiveCount: 2 });
    expect((await stage.sqs.send(new GetQueueUrlCommand({ QueueName: "order" }))).QueueUrl).toBe(QueueUrl);
    await stage.sqs.send(new PurgeQueueCommand({ QueueUrl }));
    expect(stage.services.messages("order")).toHaveLength(0);
  });

  test("drops what is older than the retention of its queue", async () => {
    await send("a");
    stage.clock.advance(345_601_000);
    expect(stage.services.messages("order")).toHaveLength(0);
  });

  test("says what is wrong by the error that the SDK knows", async () => {
    await expect(receive({ QueueUrl: stage.queueUrl("none") })).rejects.toBeInstanceOf(QueueDoesNotExist);
    await expect(receive({ QueueUrl: stage.queueUrl("function:Audit") })).rejects.toBeInstanceOf(QueueDoesNotExist);
    await expect(receive({ MaxNumberOfMessages: 11 })).rejects.toMatchObject({ name: "InvalidParameterValue" });
    await expect(send("x".repeat(262_145))).rejects.toMatchObject({ name: "InvalidParameterValue" });
    await expect(send("a", { DelaySeconds: 901 })).rejects.toMatchObject({ name: "InvalidParameterValue" });
  });
});
