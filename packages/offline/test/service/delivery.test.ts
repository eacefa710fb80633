import { afterEach, describe, expect, test } from "vitest";
import { arn, bodies, drain, functionNode, graph, mapping, openStage, queue, until, type QueueEvent, type Stage } from "./stage.ts";

let stage: Stage;
afterEach(() => stage.close());
const order = queue("order", { deadLetter: { queueArn: arn("dead"), receives: 5 } });
const queues = [order, queue("dead")];
const send = (...texts: string[]) => {
  for (const text of texts) stage.services.send(arn("order"), text);
};
const failing = (event: unknown, wrong: string) => ({
  batchItemFailures: (event as QueueEvent).Records.filter((record) => record.body === wrong).map((record) => ({
    itemIdentifier: record.messageId,
  })),
});

describe("a subscribed function", () => {
  test("gets messages in batches, as Lambda hands them over", async () => {
    const events: QueueEvent[] = [];
    stage = await openStage({
      graph: { queues, mappings: [mapping("order", "Order", { batchSize: 2 })] },
      handlers: { Order: (event) => void events.push(event as QueueEvent) },
    });
    send("a", "b", "c");
    await drain(stage);
    expect(events.map(bodies)).toEqual([["a", "b"], ["c"]]);
    expect(events[0]?.Records[0]).toMatchObject({
      eventSource: "aws:sqs",
      eventSourceARN: arn("order"),
      awsRegion: "eu-central-1",
      attributes: { ApproximateReceiveCount: "1", SentTimestamp: expect.any(String) },
      md5OfBody: "0cc175b9c0f1b6a831c399e269772661",
    });
    expect(stage.services.messages("order")).toEqual([]);
  });

  test("parks poison after exactly five tries, while its neighbors are handled once", async () => {
    const handled: string[] = [];
    stage = await openStage({
      graph: { queues, mappings: [mapping("order", "Order")] },
      handlers: { Order: (event) => (handled.push(...bodies(event)), failing(event, "poison")) },
    });
    send("a", "poison", "b");
    await drain(stage);
    expect(handled.filter((body) => body === "poison")).toHaveLength(5);
    expect(handled.filter((body) => body !== "poison")).toEqual(["a", "b"]);
    expect(stage.services.messages("dead")).toMatchObject([
      { body: "poison", receives: 5, lastError: expect.stringContaining("no stock for") },
    ]);
  });

  test("waits 1, 2, 4 and 8 seconds between its tries", async () => {
    const at: number[] = [];
    stage = await openStage({
      graph: { queues, mappings: [mapping("order", "Order")] },
      handlers: { Order: () => (at.push(stage.clock.now()), Promise.reject(new Error("no stock"))) },
    });
    send("a");
    await drain(stage);
    const waits = at.slice(1).map((time, index) => Math.floor((time - (at[index] ?? 0)) / 1_000));
    expect(waits).toEqual([1, 2, 4, 8]);
    expect(stage.services.messages("dead")[0]?.lastError).toBe("Error: no stock");
  });

  test("gets what it parked again after a redrive", async () => {
    let broken = true;
    const handled: string[] = [];
    stage = await openStage({
      graph: { queues, mappings: [mapping("order", "Order")] },
      handlers: { Order: (event) => (broken ? Promise.reject(new Error("bug")) : void handled.push(...bodies(event))) },
    });
    send("a", "b");
    await drain(stage);
    broken = false;
    expect(stage.services.redrive("dead")).toBe(2);
    await drain(stage);
    expect(handled).toEqual(["a", "b"]);
  });

  test.each([
    ["names an unknown message", { batchItemFailures: [{ itemIdentifier: "none" }] }],
    ["names a message wrongly", { batchItemFailures: [{ id: "x" }] }],
    ["names an empty message", { batchItemFailures: [{ itemIdentifier: "" }] }],
    ["is no list", { batchItemFailures: "all" }],
  ])("fails the whole batch when its partial answer %s", async (_, answer) => {
    let calls = 0;
    stage = await openStage({
      graph: { queues, mappings: [mapping("order", "Order")] },
      handlers: { Order: () => (calls++ === 0 ? answer : null) },
    });
    send("a");
    await until(() => calls === 1 && stage.services.messages("order")[0]?.lastError !== undefined);
    await drain(stage);
    expect(calls).toBe(2);
  });

  test("handles all when partial answers are off, whatever it answers", async () => {
    let calls = 0;
    const mappings = [mapping("order", "Order", { partialResponses: false })];
    stage = await openStage({ graph: { queues, mappings }, handlers: { Order: (event) => (calls++, failing(event, "a")) } });
    send("a");
    await drain(stage);
    expect(calls).toBe(1);
  });

  test("waits for its window or a full batch", async () => {
    const batches: string[][] = [];
    const mappings = [mapping("order", "Order", { batchSize: 3, windowSeconds: 10 })];
    stage = await openStage({ graph: { queues, mappings }, handlers: { Order: (event) => void batches.push(bodies(event)) } });
    send("a", "b", "c");
    await until(() => batches.length === 1);
    send("d");
    stage.clock.advance(9_000);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(batches).toEqual([["a", "b", "c"]]);
    stage.clock.advance(1_000);
    await until(() => batches.length === 2);
    expect(batches[1]).toEqual(["d"]);
  });

  test("never sees what its filter leaves out", async () => {
    const handled: string[] = [];
    const mappings = [mapping("order", "Order", { filters: [{ body: { kind: ["wanted"] } }] })];
    stage = await openStage({ graph: { queues, mappings }, handlers: { Order: (event) => void handled.push(...bodies(event)) } });
    send('{"kind":"wanted"}', '{"kind":"other"}', "text");
    await drain(stage);
    expect(handled).toEqual(['{"kind":"wanted"}']);
    expect(stage.services.messages("order")).toEqual([]);
  });

  test("goes on through a hot reload, with a batch that was under way", async () => {
    const handled: string[] = [];
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    stage = await openStage({
      graph: { queues, mappings: [mapping("order", "Order")] },
      handlers: { Order: async (event) => (await held, void handled.push(...bodies(event))) },
    });
    send("a");
    await until(() => stage.services.queues()[0]?.inFlight === 1);
    const functions = { Order: functionNode("Order") };
    stage.services.apply(graph({ queues, functions, mappings: [mapping("order", "Order", { batchSize: 1 })] }));
    send("b");
    release();
    await drain(stage);
    expect(handled.toSorted()).toEqual(["a", "b"]);
    expect(stage.services.messages("order")).toEqual([]);
  });

  test("is not called before the delay of a message is over, and the stage is idle meanwhile", async () => {
    const handled: string[] = [];
    stage = await openStage({
      graph: { queues, mappings: [mapping("order", "Order")] },
      handlers: { Order: (event) => void handled.push(...bodies(event)) },
    });
    stage.services.send(arn("order"), "hold", 900);
    expect(stage.services.idle()).toBe(true);
    stage.clock.advance(899_000);
    expect([handled, stage.services.idle()]).toEqual([[], true]);
    stage.clock.advance(1_000);
    expect(stage.services.idle()).toBe(false);
    await drain(stage);
    expect(handled).toEqual(["hold"]);
  });
});

describe("a schedule", () => {
  test("calls its function each time, once for all times that were skipped", async () => {
    const fired: unknown[] = [];
    const crons = [{ id: "Sweep", schedule: "rate(5 minutes)", functionId: "Sweep", enabled: true }];
    stage = await openStage({ graph: { crons }, handlers: { Sweep: (event) => void fired.push(event) } });
    stage.clock.advance(300_000);
    await until(() => fired.length === 1);
    stage.clock.advance(3_600_000);
    await drain(stage);
    expect(fired).toMatchObject([{ "detail-type": "Scheduled Event" }, { "detail-type": "Scheduled Event" }]);
    expect(stage.functions.invocations().map((invocation) => invocation.source)).toEqual(["cron", "cron"]);
  });

  test("tries a failing call three times and says that it is dropped", async () => {
    let calls = 0;
    const crons = [{ id: "Sweep", schedule: "rate(5 minutes)", functionId: "Sweep", enabled: true }];
    stage = await openStage({ graph: { crons }, handlers: { Sweep: () => (calls++, Promise.reject(new Error("bug"))) } });
    stage.clock.advance(300_000);
    await drain(stage);
    expect(calls).toBe(3);
    expect(stage.logged.join()).toContain("Sweep failed 3 times");
  });
});

describe("faults", () => {
  test("deliver a message twice, never twice in one batch", async () => {
    const batches: string[][] = [];
    const mappings = [mapping("order", "Order")];
    stage = await openStage({
      graph: { queues, mappings },
      faults: { duplicate: 1 },
      handlers: { Order: (event) => void batches.push(bodies(event)) },
    });
    send("a", "b");
    await drain(stage);
    expect(batches.flat().toSorted()).toEqual(["a", "a", "b", "b"]);
    for (const batch of batches) expect(new Set(batch).size).toBe(batch.length);
  });

  test("hold messages back, so that later ones overtake", async () => {
    const handled: string[] = [];
    const draws = [0, 0.5, 0.9];
    const mappings = [mapping("order", "Order")];
    stage = await openStage({
      graph: { queues, mappings },
      faults: { reorder: 0.5 },
      random: () => draws.shift() ?? 0.9,
      handlers: { Order: (event) => void handled.push(...bodies(event)) },
    });
    send("first", "second");
    await drain(stage);
    expect(handled).toEqual(["second", "first"]);
  });

  test("delay messages, for which the stage is not idle", async () => {
    const handled: string[] = [];
    const mappings = [mapping("order", "Order")];
    stage = await openStage({
      graph: { queues, mappings },
      faults: { delay: { rate: 1, milliseconds: 60_000 } },
      handlers: { Order: (event) => void handled.push(...bodies(event)) },
    });
    send("a");
    expect([handled, stage.services.idle()]).toEqual([[], false]);
    stage.clock.advance(60_000);
    await drain(stage);
    expect(handled).toEqual(["a"]);
  });
});
