import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { type CloudEvent, cloudEventOf } from "@souk/core";
import { unmarshall } from "@souk/core/dynamo/marshall";
import { covers } from "./pattern.ts";
import type { Target } from "./target.ts";

/** Which event rows. */
export interface Choice {
  since: Date;
  until: Date;
  /** "order.paid", or "order.*". */
  type?: string | undefined;
  shop?: string | undefined;
}

/**
 * Event rows of the table, page by page, each aggregate's in their order. It reads the whole table, once: half a read unit for each
 * 4 KB that all shops hold.
 */
export async function* chosen(target: Target, { since, until, type = "*", shop }: Choice): AsyncGenerator<CloudEvent[]> {
  const TableName = await target.tableName();
  for (let ExclusiveStartKey: Record<string, never> | undefined; ;) {
    const page = await target.database.send(
      new ScanCommand({
        TableName,
        ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
        FilterExpression: "begins_with(sk, :event) and #event.#time between :since and :until",
        ExpressionAttributeNames: { "#event": "event", "#time": "time" },
        ExpressionAttributeValues: {
          ":event": { S: "$event#" },
          ":since": { S: since.toISOString() },
          ":until": { S: until.toISOString() },
        },
      }),
    );
    const events = (page.Items ?? []).map((item) => cloudEventOf(unmarshall(item as never)));
    yield events.filter((event) => covers(type, event.type) && (shop === undefined || event.shopid === shop));
    ExclusiveStartKey = page.LastEvaluatedKey as Record<string, never> | undefined;
    if (!ExclusiveStartKey) return;
  }
}
