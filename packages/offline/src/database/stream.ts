import { isDeepStrictEqual } from "node:util";
import type { Table } from "../graph.ts";
import { type DynamoClient, isRecord, listOf, recordOf } from "./client.ts";
import { describeTable } from "./table.ts";

/** As many as GetRecords gives at most. */
export const pageRecords = 1_000;

/** One record as Lambda hands it to a function. */
export interface StreamRecord {
  eventName: string;
  dynamodb: { SequenceNumber: string } & Record<string, unknown>;
  [member: string]: unknown;
}

export interface Shard {
  streamArn: string;
  id: string;
}

export type Position = { after: string } | { from: "TRIM_HORIZON" | "LATEST" };

export async function shardsOf(client: DynamoClient, table: Table): Promise<Shard[]> {
  const streamArn = (await describeTable(client, table.name))?.LatestStreamArn;
  if (typeof streamArn !== "string") return [];
  const description = recordOf(await client.call("DescribeStream", { StreamArn: streamArn }), "StreamDescription");
  return listOf(description, "Shards").map((shard) => ({ streamArn, id: String(shard.ShardId) }));
}

export async function iteratorAt(client: DynamoClient, shard: Shard, position: Position): Promise<string> {
  const where =
    "after" in position
      ? { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: position.after }
      : { ShardIteratorType: position.from };
  const answer = await client.call("GetShardIterator", { StreamArn: shard.streamArn, ShardId: shard.id, ...where });
  return String(answer.ShardIterator);
}

/** A place in a shard. */
export interface Cursor {
  readonly shard: Shard;
  /** What comes next, up to a page; the same again until it is passed. */
  read(): Promise<StreamRecord[]>;
  pass(): void;
  /** True for a shard that is closed and read to its end. */
  readonly ended: boolean;
}

/** Through the API, for an endpoint whose file is somebody else's. */
export function apiCursor(client: DynamoClient, shard: Shard, from: string): Cursor {
  let iterator: string | undefined = from;
  let next: string | undefined = from;
  return {
    shard,
    async read() {
      if (iterator === undefined) return [];
      const answer = await client.call("GetRecords", { ShardIterator: iterator, Limit: pageRecords });
      next = typeof answer.NextShardIterator === "string" ? answer.NextShardIterator : undefined;
      return listOf(answer, "Records").filter(isStreamRecord);
    },
    pass: () => void (iterator = next),
    get ended() {
      return iterator === undefined;
    },
  };
}

/** DynamoDB writes no record for a write that changes nothing; local engines do. */
export function changesNothing(record: StreamRecord): boolean {
  const { OldImage, NewImage } = record.dynamodb;
  return record.eventName === "MODIFY" && OldImage !== undefined && isDeepStrictEqual(OldImage, NewImage);
}

/** Local engines name their own region and account; functions see those of the stage. */
export function asLambdaSees(record: StreamRecord, table: Table, shard: Shard, region: string): StreamRecord {
  const label = shard.streamArn.split("/stream/").at(-1) ?? "";
  return { ...record, awsRegion: region, eventSourceARN: `${table.arn}/stream/${label}` };
}

function isStreamRecord(value: Record<string, unknown>): value is StreamRecord {
  return typeof value.eventName === "string" && isRecord(value.dynamodb) && typeof value.dynamodb.SequenceNumber === "string";
}
