import { PutEventsCommand, TestEventPatternCommand, type PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { arn, functionNode, graph, openStage, queue, until, type Stage } from "./stage.ts";

const bus = { id: "Bus", name: "souk-bus", arn: "arn:aws:events:eu-central-1:000000000000:event-bus/souk-bus" };
const called: unknown[] = [];
const program = {
  buses: [bus],
  queues: [queue("order"), queue("search")],
  rules: [
    { id: "OrderRule", busId: "Bus", pattern: { "detail-type": [{ prefix: "order." }] }, target: { queueArn: arn("order") } },
    { id: "SearchRule", busId: "Bus", pattern: { source: ["souk.order"] }, target: { queueArn: arn("search") } },
    { id: "AuditRule", busId: "Bus", pattern: { "detail-type": ["order.paid"] }, target: { functionId: "Audit" } },
  ],
};
const entry = (changes: PutEventsRequestEntry = {}): PutEventsRequestEntry => ({
  EventBusName: "souk-bus",
  Source: "souk.order",
  DetailType: "order.placed",
  Detail: JSON.stringify({ id: "ord_1" }),
  ...changes,
});

let stage: Stage;
beforeEach(async () => {
  called.length = 0;
  stage = await openStage({ graph: program, handlers: { Audit: (event) => void called.push(event) } });
});
afterEach(() => stage.close());
const put = (...Entries: PutEventsRequestEntry[]) => stage.eventBridge.send(new PutEventsCommand({ Entries }));

describe("PutEvents", () => {
  test("has put the event into every matching queue when it answers", async () => {
    const { Entries } = await put(entry(), entry({ DetailType: "cart.closed" }));
    expect(stage.services.messages("order")).toHaveLength(1);
    expect(stage.services.messages("search")).toHaveLength(2);
    const [message] = stage.services.messages("order");
    expect(JSON.parse(message?.body ?? "")).toEqual({
      version: "0",
      id: Entries?.[0]?.EventId,
      "detail-type": "order.placed",
      source: "souk.order",
      account: "000000000000",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      region: "eu-central-1",
      resources: [],
      detail: { id: "ord_1" },
    });
  });

  test("keeps the event with the rules that took it, newest first", async () => {
    await put(entry(), entry({ DetailType: "cart.closed", EventBusName: bus.arn }));
    expect(stage.services.events()).toMatchObject([
      { detailType: "cart.closed", rules: ["SearchRule"], bus: "souk-bus" },
      { detailType: "order.placed", rules: ["OrderRule", "SearchRule"], detail: { id: "ord_1" } },
    ]);
  });

  test("calls a function that a rule names", async () => {
    await put(entry({ DetailType: "order.paid" }));
    await until(() => called.length === 1);
    expect(called[0]).toMatchObject({ "detail-type": "order.paid", detail: { id: "ord_1" } });
    expect(stage.functions.invocations()).toMatchObject([{ functionId: "Audit", source: "rule" }]);
  });

  test("says per entry what is wrong and takes the others", async () => {
    const answer = await put(
      entry({ Detail: "{" }),
      entry(),
      entry({ Detail: "[1]" }),
      entry({ Source: "" }),
      entry({ Source: "aws.ec2" }),
    );
    expect(answer.FailedEntryCount).toBe(4);
    expect(answer.Entries?.map((one) => one.ErrorCode)).toEqual([
      "MalformedDetail",
      undefined,
      "MalformedDetail",
      "InvalidArgument",
      "NotAuthorizedForSourceException",
    ]);
    expect(stage.services.messages("order")).toHaveLength(1);
  });

  test("refuses eleven entries and takes ten", async () => {
    await expect(put(...Array.from({ length: 11 }, () => entry()))).rejects.toMatchObject({ name: "ValidationException" });
    expect((await put(...Array.from({ length: 10 }, () => entry()))).FailedEntryCount).toBe(0);
  });

  test("refuses more than 256 KB together", async () => {
    const half = entry({ Detail: JSON.stringify({ text: "x".repeat(131_072) }) });
    await expect(put(half, half)).rejects.toMatchObject({ name: "ValidationException" });
    expect((await put(half)).FailedEntryCount).toBe(0);
  });

  test("takes an event for an unknown bus as AWS does, and says so in the log", async () => {
    expect((await put(entry({ EventBusName: "nowhere" }))).FailedEntryCount).toBe(0);
    expect(stage.logged.join()).toContain('the bus "nowhere"');
    expect(stage.services.messages("order")).toHaveLength(0);
  });
});

describe("TestEventPattern", () => {
  const probe = (EventPattern: string, Event: string) => stage.eventBridge.send(new TestEventPatternCommand({ EventPattern, Event }));
  test("answers whether an event matches", async () => {
    expect((await probe('{"source":["a"]}', '{"source":"a"}')).Result).toBe(true);
    expect((await probe('{"source":["a"]}', '{"source":"b"}')).Result).toBe(false);
  });
  test("refuses a pattern that AWS would refuse", async () => {
    await expect(probe('{"source":"a"}', "{}")).rejects.toMatchObject({ name: "InvalidEventPatternException" });
  });
});

describe("a program", () => {
  test.each([
    ["a pattern that AWS would refuse", { rules: [{ id: "R", busId: "Bus", pattern: { a: "x" }, target: { queueArn: arn("order") } }] }],
    ["a rule whose queue does not exist", { rules: [{ id: "R", busId: "Bus", pattern: { a: ["x"] }, target: { queueArn: arn("none") } }] }],
    [
      "a rule on a bus that does not exist",
      { rules: [{ id: "R", busId: "No", pattern: { a: ["x"] }, target: { queueArn: arn("order") } }] },
    ],
    ["a schedule that AWS would refuse", { crons: [{ id: "C", schedule: "rate(1 minutes)", functionId: "Audit", enabled: true }] }],
    ["a schedule without its function", { crons: [{ id: "C", schedule: "rate(1 minute)", functionId: "None", enabled: true }] }],
  ])("with %s is refused, and the one before goes on", async (_, changes) => {
    expect(() => stage.services.apply(graph({ ...program, functions: { Audit: functionNode("Audit") }, ...changes }))).toThrow(
      /would be refused by AWS|does not declare/,
    );
    await put(entry());
    expect(stage.services.messages("order")).toHaveLength(1);
  });
});
