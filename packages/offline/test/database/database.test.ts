import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { spawn } from "node:child_process";
import {
  DescribeTableCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { afterEach, describe, expect, test } from "vitest";
import { findBinary } from "../../src/database/binary.ts";
import { identify, isRunning } from "../../src/stage/process.ts";
import { startEngine } from "../../src/database/engine.ts";
import { closeAll, graphOf, newStateDir, relay, silent, start, table, until } from "./fixture.ts";

afterEach(closeAll);

const TableName = table.name;
const item = (sk: string, more: Record<string, { S: string } | { N: string }> = {}) => ({ pk: { S: "p" }, sk: { S: sk }, ...more });

describe("the table", () => {
  test("has the keys, index, stream and expiry that the program declares", async () => {
    const { client } = await start();
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    expect(Table?.GlobalSecondaryIndexes?.map((index) => index.IndexName)).toEqual(["gsi1"]);
    expect(Table?.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" });
  });

  test("gets an index that the program adds, with the items that are there already", async () => {
    const { client, database } = await start();
    await client.send(new PutItemCommand({ TableName, Item: item("1", { gsi2pk: { S: "g" }, gsi2sk: { S: "1" } }) }));
    const fields = { ...table.fields, gsi2pk: "string" as const, gsi2sk: "string" as const };
    const globalIndexes = { ...table.globalIndexes, gsi2: { hashKey: "gsi2pk", rangeKey: "gsi2sk", projection: "all" as const } };
    await database.apply(graphOf({ tables: [{ ...table, fields, globalIndexes }] }));
    const found = await client.send(
      new QueryCommand({
        TableName,
        IndexName: "gsi2",
        KeyConditionExpression: "gsi2pk = :g",
        ExpressionAttributeValues: { ":g": { S: "g" } },
      }),
    );
    expect(found.Count).toBe(1);
  });

  test("says what to do when its keys have changed", async () => {
    const { database } = await start();
    const changed = graphOf({ tables: [{ ...table, primaryIndex: { hashKey: "pk" }, globalIndexes: {} }] });
    await expect(database.apply(changed)).rejects.toThrow("--reset");
  });

  test("answers a refused transaction with one reason per item, and the item that stood in the way", async () => {
    const { client } = await start();
    await client.send(new PutItemCommand({ TableName, Item: item("taken", { by: { S: "ann" } }) }));
    const attempt = client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName, Item: item("free") } },
          {
            Put: {
              TableName,
              Item: item("taken"),
              ConditionExpression: "attribute_not_exists(pk)",
              ReturnValuesOnConditionCheckFailure: "ALL_OLD",
            },
          },
        ],
      }),
    );
    const error = await attempt.catch((caught: unknown) => caught);
    if (!(error instanceof TransactionCanceledException)) throw error;
    expect(error.CancellationReasons?.map((reason) => reason.Code)).toEqual(["None", "ConditionalCheckFailed"]);
    expect(error.CancellationReasons?.[1]?.Item).toEqual(item("taken", { by: { S: "ann" } }));
  });

  test("keeps its items over a restart", async () => {
    const stateDir = newStateDir();
    const first = await start({ stateDir });
    await first.client.send(new PutItemCommand({ TableName, Item: item("kept") }));
    await first.database.close();
    const second = await start({ stateDir });
    const { Item } = await second.client.send(new GetItemCommand({ TableName, Key: item("kept") }));
    expect(Item).toEqual(item("kept"));
  });

  test("loses items whose time has come by the stage's clock, and no others", async () => {
    const { client, clock } = await start();
    const at = (seconds: number) => ({ N: String(Math.floor(clock.now() / 1_000) + seconds) });
    await client.send(new PutItemCommand({ TableName, Item: item("soon", { expiresAt: at(60) }) }));
    await client.send(new PutItemCommand({ TableName, Item: item("later", { expiresAt: at(86_400) }) }));
    await client.send(new PutItemCommand({ TableName, Item: item("a mistake", { expiresAt: { N: "12" } }) }));
    await client.send(new PutItemCommand({ TableName, Item: item("no number", { expiresAt: { S: "1" } }) }));
    clock.advance(3_600_000);
    await expect.poll(async () => (await keys(client)).join(), { timeout: 5_000 }).toBe("a mistake,later,no number");
  });
});

describe("the engine", () => {
  test("that an earlier run left behind is ended, and only that", async () => {
    const stateDir = newStateDir();
    const orphan = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    const stranger = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    const [left, other] = [orphan, stranger].map((child) => identify(child.pid ?? 0));
    if (!left || !other) throw new Error("The two processes did not start");
    const record = join(stateDir, "database.pid.json");
    try {
      writeFileSync(record, JSON.stringify({ ...other, startedAt: "before" }));
      await (await start({ stateDir })).database.close();
      expect(isRunning(other)).toBe(true);
      writeFileSync(record, JSON.stringify(left));
      await (await start({ stateDir })).database.close();
      expect(isRunning(left)).toBe(false);
      expect(isRunning(other)).toBe(true);
    } finally {
      orphan.kill("SIGKILL");
      stranger.kill("SIGKILL");
    }
  });

  test("is gone, with its record, after a close", async () => {
    const { database, stateDir } = await start();
    const record = join(stateDir, "database.pid.json");
    const identity = JSON.parse(readFileSync(record, "utf8"));
    expect(isRunning(identity)).toBe(true);
    await database.close();
    expect(isRunning(identity)).toBe(false);
    expect(existsSync(record)).toBe(false);
  });

  test("may be any compatible endpoint that somebody else runs, which is then left running", async () => {
    const engine = await startEngine({ stateDir: newStateDir(), log: silent, onExit: () => {} });
    try {
      const guest = await start({ endpoint: engine.url, graph: graphOf({ mappings: [relay] }) });
      await guest.client.send(new PutItemCommand({ TableName, Item: item("1") }));
      await until(() => guest.records.length === 1);
      await guest.database.close();
      expect((await fetch(engine.url)).status).toBe(200);
      await expect(start({ endpoint: "http://127.0.0.1:1" })).rejects.toThrow(/No DynamoDB answers at .* unset SOUK_DYNAMODB/);
    } finally {
      await engine.close();
    }
  });

  test("that a platform does not have is told with the way out", () => {
    expect(() => findBinary("sunos", "sparc")).toThrow(/sunos-sparc.*SOUK_DYNAMODB/);
  });
});

async function keys(client: Awaited<ReturnType<typeof start>>["client"]): Promise<(string | undefined)[]> {
  const { Items } = await client.send(
    new QueryCommand({ TableName, KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": { S: "p" } } }),
  );
  return (Items ?? []).map((found) => found.sk?.S);
}
