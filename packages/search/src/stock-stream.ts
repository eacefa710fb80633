import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { type Context, describe } from "@souk/core";
import { createContext } from "@souk/core/runtime";
import { refresh } from "./snapshot.ts";
import { productsOf } from "./stock.ts";

type ContextOf = (shopId: string, requestId: string) => Context;

const systemContext: ContextOf = (shopId, requestId) => createContext({ actor: { type: "system", name: "search" }, requestId, shopId });

interface Shop {
  ctx: Context;
  /** The first of its records in the batch. */
  first: DynamoDBRecord;
  skus: Set<string>;
}

/** The shop and the SKU of a row of stock: what its image says, not its key, since a SKU may have any sign in it. */
function changed({ dynamodb }: DynamoDBRecord): { shopId: string; sku: string } | undefined {
  const image = dynamodb?.NewImage;
  const [shopId, sku] = [image?.["shopId"]?.S, image?.["sku"]?.S];
  return shopId && sku ? { shopId, sku } : undefined;
}

/**
 * Rows of stock of which the last was taken, or to which something came back: the only changes of stock that change what can be found. The
 * table's stream tells of them, so that an order which leaves some costs search nothing. A record is only the sign to look, as an event is:
 * when looking fails, the stream goes on from the first record of the shop that was not looked at.
 */
export function worker(contextOf: ContextOf = systemContext) {
  return async function handler({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
    const shops = new Map<string, Shop>();
    for (const record of Records) {
      const found = changed(record);
      if (!found) continue;
      const { shopId, sku } = found;
      const shop = shops.get(shopId) ?? { ctx: contextOf(shopId, record.eventID ?? "stream"), first: record, skus: new Set() };
      shops.set(shopId, shop);
      shop.skus.add(sku);
    }
    for (const { ctx, first, skus } of shops.values()) {
      try {
        const productIds = await productsOf(ctx, [...skus]);
        if (productIds.length > 0) await refresh(ctx, productIds);
      } catch (error) {
        ctx.log.error("search could not be told of stock", { skus: [...skus], ...describe(error) });
        return { batchItemFailures: [{ itemIdentifier: first.dynamodb?.SequenceNumber ?? "" }] };
      }
    }
    return { batchItemFailures: [] };
  };
}

export const handler = worker();
