import { isDeepStrictEqual } from "node:util";
import type { Index, Table } from "../graph.ts";
import { StageError } from "../stage/stage-error.ts";
import { type DynamoClient, DynamoError, listOf, recordOf } from "./client.ts";

const attributeTypes = { string: "S", number: "N", binary: "B" } as const;

type GlobalIndex = Table["globalIndexes"][string];

/** Makes the table as declared, or brings the one that is there up to the declaration. Items are never touched. */
export async function applyTable(client: DynamoClient, table: Table): Promise<void> {
  const existing = await describeTable(client, table.name);
  if (!existing) await createTable(client, table);
  if (existing) await updateTable(client, table, existing);
  await applyTtl(client, table);
}

export async function describeTable(client: DynamoClient, name: string): Promise<Record<string, unknown> | undefined> {
  try {
    return recordOf(await client.call("DescribeTable", { TableName: name }), "Table");
  } catch (error) {
    if (error instanceof DynamoError && error.code === "ResourceNotFoundException") return undefined;
    throw error;
  }
}

async function createTable(client: DynamoClient, table: Table): Promise<void> {
  const indexes = Object.entries(table.globalIndexes);
  await client.call("CreateTable", {
    TableName: table.name,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: attributesOf(table, [table.primaryIndex, ...indexes.map(([, index]) => index)]),
    KeySchema: keySchema(table.primaryIndex),
    ...(indexes.length > 0 ? { GlobalSecondaryIndexes: indexes.map(([name, index]) => indexOf(name, index)) } : {}),
    ...(table.stream ? { StreamSpecification: streamOf(table) } : {}),
  });
}

async function updateTable(client: DynamoClient, table: Table, existing: Record<string, unknown>): Promise<void> {
  if (!isDeepStrictEqual(sortKeys(existing.KeySchema), sortKeys(keySchema(table.primaryIndex)))) {
    throw new StageError(
      `The keys of table ${table.id} have changed, which no database can do to a table that exists: start afresh with \`npm run dev -- --reset\`.`,
    );
  }
  await updateIndexes(client, table, listOf(existing, "GlobalSecondaryIndexes"));
  const wanted = table.stream ? streamOf(table) : undefined;
  const current = existing.StreamSpecification;
  if (isDeepStrictEqual(wanted, current)) return;
  if (current) await client.call("UpdateTable", { TableName: table.name, StreamSpecification: { StreamEnabled: false } });
  if (wanted) await client.call("UpdateTable", { TableName: table.name, StreamSpecification: wanted });
}

async function updateIndexes(client: DynamoClient, table: Table, existing: Record<string, unknown>[]): Promise<void> {
  const current = new Map(existing.map((index) => [String(index.IndexName), index]));
  const change = (update: Record<string, unknown>, indexes: Index[]): Promise<unknown> =>
    client.call("UpdateTable", {
      TableName: table.name,
      AttributeDefinitions: attributesOf(table, [table.primaryIndex, ...indexes]),
      GlobalSecondaryIndexUpdates: [update],
    });
  const kept = new Set<string>();
  for (const [name, index] of current) {
    const wanted = table.globalIndexes[name];
    if (wanted && isDeepStrictEqual(sortKeys(index.KeySchema), sortKeys(keySchema(wanted)))) kept.add(name);
    if (!kept.has(name)) await change({ Delete: { IndexName: name } }, []);
  }
  // DynamoDB builds one index per request.
  for (const [name, index] of Object.entries(table.globalIndexes)) {
    if (!kept.has(name)) await change({ Create: indexOf(name, index) }, [index]);
  }
}

async function applyTtl(client: DynamoClient, table: Table): Promise<void> {
  const current = recordOf(await client.call("DescribeTimeToLive", { TableName: table.name }), "TimeToLiveDescription");
  const enabled = current.TimeToLiveStatus === "ENABLED" ? current.AttributeName : undefined;
  if (enabled === table.ttl) return;
  if (typeof enabled === "string") await client.call("UpdateTimeToLive", ttlOf(table, enabled, false));
  if (table.ttl) await client.call("UpdateTimeToLive", ttlOf(table, table.ttl, true));
}

function ttlOf(table: Table, attribute: string, enabled: boolean): unknown {
  return { TableName: table.name, TimeToLiveSpecification: { AttributeName: attribute, Enabled: enabled } };
}

function streamOf(table: Table): unknown {
  return { StreamEnabled: true, StreamViewType: (table.stream ?? "").replaceAll("-", "_").toUpperCase() };
}

function keySchema(index: Index): { AttributeName: string; KeyType: string }[] {
  const hash = { AttributeName: index.hashKey, KeyType: "HASH" };
  return index.rangeKey === undefined ? [hash] : [hash, { AttributeName: index.rangeKey, KeyType: "RANGE" }];
}

function indexOf(name: string, index: GlobalIndex): unknown {
  return { IndexName: name, KeySchema: keySchema(index), Projection: projectionOf(index.projection) };
}

function projectionOf(projection: GlobalIndex["projection"]): unknown {
  if (projection === "keys-only") return { ProjectionType: "KEYS_ONLY" };
  if (Array.isArray(projection)) return { ProjectionType: "INCLUDE", NonKeyAttributes: projection };
  return { ProjectionType: "ALL" };
}

/** DynamoDB refuses the definition of an attribute that is no key. */
function attributesOf(table: Table, indexes: Index[]): unknown[] {
  const names = new Set(indexes.flatMap((index) => [index.hashKey, index.rangeKey ?? index.hashKey]));
  return [...names].map((name) => ({ AttributeName: name, AttributeType: attributeTypes[table.fields[name] ?? "string"] }));
}

function sortKeys(schema: unknown): unknown {
  return Array.isArray(schema) ? schema.map((key) => `${String(key.KeyType)} ${String(key.AttributeName)}`).toSorted() : schema;
}
