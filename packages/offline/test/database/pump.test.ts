import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { BatchWriteItemCommand, DeleteItemCommand, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, describe, expect, test } from "vitest";
import { createClient } from "../../src/database/client.ts";
import { apiCursor, asLambdaSees, iteratorAt, shardsOf } from "../../src/database/stream.ts";
import type { Mapping } from "../../src/graph.ts";
import { closeAll, failed, graphOf, type Handler, newStateDir, ok, relay, start, table, until } from "./fixture.ts";

afterEach(closeAll);

const graph = (changes: Partial<Mapping> = {}) => graphOf({ mappings: [{ ...relay, ...changes }] });
const put = (client: DynamoDBClient, sk: string, value = "1") =>
  client.send(new PutItemCommand({ TableName: table.name, Item: { pk: { S: "p" }, sk: { S: sk }, value: { S: value } } }));
const putTogether = (client: DynamoDBClient, sks: string[]) =>
  client.send(
    new BatchWriteItemCommand({
      RequestItems: { [table.name]: sks.map((sk) => ({ PutRequest: { Item: { pk: { S: "p" }, sk: { S: sk } } } })) },
    }),
  );
const skOf = (record: { dynamodb: Record<string, unknown> }) => (record.dynamodb.Keys as { sk: { S: string } }).sk.S;
/** A handler that answers a partial failure for one item. */
const refusing =
  (sk: string): Handler =>
  (records) => {
    const poison = records.find((record) => skOf(record) === sk);
    return ok({ batchItemFailures: poison ? [{ itemIdentifier: poison.dynamodb.SequenceNumber }] : [] });
  };

describe("the stream", () => {
  test("hands every record on in the order of the writes", async () => {
    const rig = await start({ graph: graph() });
    for (let index = 0; index < 30; index += 1) await put(rig.client, String(index).padStart(2, "0"));
    await rig.settle();
    expect(rig.records.map(skOf)).toEqual(Array.from({ length: 30 }, (_, index) => String(index).padStart(2, "0")));
    expect(Math.max(...rig.batches.map((batch) => batch.length))).toBeLessThanOrEqual(10);
  });

  test("looks to the function as it does on Lambda", async () => {
    const rig = await start({ graph: graph() });
    await put(rig.client, "1");
    await put(rig.client, "1", "2");
    await rig.settle();
    expect(rig.records.at(-1)).toMatchObject({
      eventName: "MODIFY",
      eventSource: "aws:dynamodb",
      awsRegion: "local",
      eventSourceARN: expect.stringMatching(`^${table.arn}/stream/.+`),
      dynamodb: { Keys: { pk: { S: "p" }, sk: { S: "1" } }, NewImage: { value: { S: "2" } }, OldImage: { value: { S: "1" } } },
    });
  });

  test("is read from the engine's file as the engine itself tells it", async () => {
    const rig = await start({ graph: graph() });
    const values = { b: { B: Buffer.from("hi") }, n: { N: "1.50" }, s: { SS: ["b", "a"] }, l: { L: [{ BOOL: true }, { NULL: true }] } };
    const key = { pk: { S: "p" }, sk: { S: "1" } };
    await rig.client.send(new PutItemCommand({ TableName: table.name, Item: { ...key, ...values } }));
    await put(rig.client, "1");
    await rig.client.send(new DeleteItemCommand({ TableName: table.name, Key: key }));
    await rig.settle();
    const engine = createClient(rig.database.url);
    const [shard] = await shardsOf(engine, table);
    if (!shard) throw new Error("the table has no stream");
    const told = await apiCursor(engine, shard, await iteratorAt(engine, shard, { from: "TRIM_HORIZON" })).read();
    engine.close();
    expect(told.map((record) => record.eventName)).toEqual(["INSERT", "MODIFY", "REMOVE"]);
    expect(rig.records).toEqual(told.map((record) => asLambdaSees(record, table, shard, "local")));
  });

  test("has no record of a write that changed nothing", async () => {
    const rig = await start({ graph: graph() });
    await put(rig.client, "1");
    await put(rig.client, "1");
    await rig.settle();
    expect(rig.records.map((record) => record.eventName)).toEqual(["INSERT"]);
  });

  test("shows the function only what its filters ask for", async () => {
    const filters = [{ eventName: ["INSERT"], dynamodb: { Keys: { sk: { S: [{ prefix: "$event#" }] } } } }];
    const rig = await start({ graph: graph({ filters }) });
    for (const sk of ["order", "$event#1", "detail", "$event#2"]) await put(rig.client, sk);
    await put(rig.client, "$event#1", "again");
    await rig.settle();
    expect(rig.records.map(skOf)).toEqual(["$event#1", "$event#2"]);
  });

  test("goes on after a restart where it was, and misses nothing written before it read", async () => {
    const stateDir = newStateDir();
    const first = await start({ stateDir, graph: graph() });
    await put(first.client, "read");
    await first.settle();
    await first.database.apply(graphOf());
    await put(first.client, "unread");
    await first.database.close();
    const second = await start({ stateDir, graph: graph() });
    await second.settle();
    expect(second.records.map(skOf)).toEqual(["unread"]);
  });

  test("brings a batch again that was under way when the stage stopped", async () => {
    const stateDir = newStateDir();
    const first = await start({ stateDir, graph: graph(), handler: () => failed });
    await put(first.client, "1");
    await until(() => first.batches.length > 0);
    await first.database.close();
    const second = await start({ stateDir, graph: graph() });
    await second.settle();
    expect(second.records.map(skOf)).toEqual(["1"]);
  });

  test("is trimmed when read, all but its newest record", async () => {
    const rig = await start({ graph: graph() });
    for (let index = 0; index < 20; index += 1) await put(rig.client, String(index));
    await rig.settle();
    await rig.database.close();
    const file = new DatabaseSync(join(rig.stateDir, "database.sqlite"), { readOnly: true });
    expect(file.prepare("SELECT sequence_number AS sequence FROM _stream_records").all()).toMatchObject([{ sequence: "20" }]);
    file.close();
  });
});

describe("a failing handler", () => {
  test("is called again from the record it reports, and only that one is given up", async () => {
    const rig = await start({ graph: graph(), handler: refusing("b") });
    await putTogether(rig.client, ["a", "b", "c"]);
    await rig.settle();
    expect(rig.batches.filter((batch) => batch.includes("1"))).toHaveLength(1);
    const given = rig.dead.flatMap((letter) => JSON.parse(letter.body).offlineRecords as (typeof rig.records)[number][]);
    expect(given.map(skOf)).toContain("b");
  });

  test("that is halved loses the poison alone: its neighbors are handled", async () => {
    const rig = await start({
      graph: graph({ bisect: true }),
      handler: (records) => (records.some((record) => skOf(record) === "poison") ? failed : ok()),
    });
    await putTogether(rig.client, ["a", "b", "poison", "c", "d"]);
    await put(rig.client, "e");
    await rig.settle();
    expect(rig.dead).toHaveLength(1);
    const letter = JSON.parse(rig.dead[0]?.body ?? "");
    expect(letter.DDBStreamBatchInfo).toMatchObject({ batchSize: 1, startSequenceNumber: "3", endSequenceNumber: "3" });
    expect(rig.dead[0]?.arn).toBe(relay.onFailureArn);
    const alone = rig.batches.filter((batch) => batch.length === 1 && batch[0] === "3");
    expect(alone).toHaveLength(3);
    expect(rig.records.map(skOf)).toEqual(expect.arrayContaining(["a", "b", "c", "d", "e"]));
  });

  test("that recovers gets its batch once more, and nobody else hears of it", async () => {
    let calls = 0;
    const rig = await start({ graph: graph(), handler: () => ((calls += 1) === 1 ? failed : ok()) });
    await put(rig.client, "1");
    await rig.settle();
    expect(rig.batches).toEqual([["1"], ["1"]]);
    expect(rig.dead).toEqual([]);
  });

  test("that names a record of no batch fails the whole batch", async () => {
    const rig = await start({
      graph: graph({ maximumRetryAttempts: 0 }),
      handler: () => ok({ batchItemFailures: [{ itemIdentifier: "999" }] }),
    });
    await put(rig.client, "1");
    await rig.settle();
    expect(rig.dead).toHaveLength(1);
  });
});
