import {
  GetItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterEach, describe, expect, test } from "vitest";
import type { Faults } from "../../src/contract.ts";
import { ConflictWindow, touchedBy } from "../../src/database/conflict.ts";
import { closeAll, start, table } from "./fixture.ts";

afterEach(closeAll);

const TableName = table.name;
const Key = { pk: { S: "p" }, sk: { S: "1" } };
const transaction = (...sks: string[]) =>
  new TransactWriteItemsCommand({ TransactItems: sks.map((sk) => ({ Put: { TableName, Item: { pk: { S: "p" }, sk: { S: sk } } } })) });

async function startWith(faults: Faults) {
  let current: Faults = {};
  const rig = await start({ faults: () => current });
  current = faults;
  return { ...rig, heal: () => void (current = {}) };
}

describe("with conflicts switched on", () => {
  test("the later of two transactions on one item is refused, with the reason at its place", async () => {
    const { client } = await startWith({ conflict: { windowMilliseconds: 5_000 } });
    await client.send(transaction("a", "shared"));
    const error = await client.send(transaction("b", "shared")).catch((caught: unknown) => caught);
    if (!(error instanceof TransactionCanceledException)) throw error;
    expect(error.CancellationReasons?.map((reason) => reason.Code)).toEqual(["None", "TransactionConflict"]);
    await client.send(transaction("c", "another"));
  });

  test("a single write on an item of a transaction is refused by its own name", async () => {
    const { client } = await startWith({ conflict: { windowMilliseconds: 5_000 } });
    await client.send(transaction("1"));
    await expect(
      client.send(
        new UpdateItemCommand({ TableName, Key, UpdateExpression: "SET a = :a", ExpressionAttributeValues: { ":a": { S: "1" } } }),
      ),
    ).rejects.toThrow(expect.objectContaining({ name: "TransactionConflictException" }));
  });

  test("two single writes never conflict, and a window ends", () => {
    const window = new ConflictWindow();
    const single = touchedBy("PutItem", { TableName, Item: Key }, [table]);
    const pair = touchedBy("TransactWriteItems", { TransactItems: [{ Update: { TableName, Key } }] }, [table]);
    if (!single || !pair) throw new Error("Both touch an item");
    window.hold(single, 0, 10)(1);
    expect(window.conflicts(single, 5)).toEqual([false]);
    expect(window.conflicts(pair, 5)).toEqual([true]);
    expect(window.conflicts(pair, 11)).toEqual([false]);
  });
});

test("a throttled request is refused before it does anything", async () => {
  const { client, heal } = await startWith({ throttle: 1 });
  await expect(client.send(new PutItemCommand({ TableName, Item: Key }))).rejects.toThrow(
    expect.objectContaining({ name: "ProvisionedThroughputExceededException" }),
  );
  heal();
  expect((await client.send(new GetItemCommand({ TableName, Key }))).Item).toBeUndefined();
});

test("a lost answer leaves the write done", async () => {
  const { client, heal } = await startWith({ lostAnswer: 1 });
  await expect(client.send(new PutItemCommand({ TableName, Item: Key }))).rejects.toThrow(/socket hang up|ECONNRESET|aborted/);
  heal();
  expect((await client.send(new GetItemCommand({ TableName, Key }))).Item).toEqual(Key);
});
