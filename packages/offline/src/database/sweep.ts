import type { Clock, Log } from "../contract.ts";
import type { Table } from "../graph.ts";
import { sentenceOf } from "../stage/stage-error.ts";
import { type DynamoClient, DynamoError, isRecord, listOf } from "./client.ts";

const intervalMilliseconds = 60_000;
/** What DynamoDB leaves alone: an expiry so long ago is taken for a mistake. */
const fiveYearsSeconds = 5 * 365 * 86_400;

/** Deletes expired items by the stage's clock, as no local engine does by itself. Returns a stop. */
export function startSweep(options: { client: DynamoClient; tables: () => Table[]; clock: Clock; log: Log }): () => void {
  const { client, tables, clock, log } = options;
  let stopped = false;
  let running = false;
  let cancel = (): void => {};
  const schedule = (): void => {
    cancel = clock.at(clock.now() + intervalMilliseconds, () => {
      if (!stopped) schedule();
      void run();
    });
  };
  const run = async (): Promise<void> => {
    if (running || stopped) return;
    running = true;
    try {
      for (const table of tables()) if (table.ttl) await sweepTable(client, table, table.ttl, Math.floor(clock.now() / 1_000));
    } catch (error) {
      if (!stopped) log.warn(`Expired items could not be deleted: ${sentenceOf(error)}`);
    } finally {
      running = false;
    }
  };
  schedule();
  return () => {
    stopped = true;
    cancel();
  };
}

/** Small pages, so that the engine, which does one thing at a time, serves others in between. */
export async function sweepTable(client: DynamoClient, table: Table, attribute: string, nowSeconds: number): Promise<number> {
  let deleted = 0;
  let from: unknown;
  do {
    const page = await client.call("Scan", {
      TableName: table.name,
      Limit: 250,
      FilterExpression: "attribute_type(#ttl, :n) AND #ttl < :now AND #ttl > :oldest",
      ExpressionAttributeNames: { "#ttl": attribute },
      ExpressionAttributeValues: {
        ":n": { S: "N" },
        ":now": { N: String(nowSeconds) },
        ":oldest": { N: String(nowSeconds - fiveYearsSeconds) },
      },
      ...(from === undefined ? {} : { ExclusiveStartKey: from }),
    });
    for (const item of listOf(page, "Items")) if (await deleteItem(client, table, attribute, item)) deleted += 1;
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return deleted;
}

/** On condition that the expiry is still the one that was read: an item may have been given a new one since. */
async function deleteItem(client: DynamoClient, table: Table, attribute: string, item: Record<string, unknown>): Promise<boolean> {
  try {
    await client.call("DeleteItem", {
      TableName: table.name,
      Key: keyOf(table, item),
      ConditionExpression: "#ttl = :expired",
      ExpressionAttributeNames: { "#ttl": attribute },
      ExpressionAttributeValues: { ":expired": item[attribute] },
    });
    return true;
  } catch (error) {
    if (error instanceof DynamoError && error.code === "ConditionalCheckFailedException") return false;
    throw error;
  }
}

export function keyOf(table: Table, item: Record<string, unknown>): Record<string, unknown> {
  const { hashKey, rangeKey } = table.primaryIndex;
  const names = rangeKey === undefined ? [hashKey] : [hashKey, rangeKey];
  return Object.fromEntries(names.map((name) => [name, isRecord(item[name]) ? item[name] : {}]));
}
