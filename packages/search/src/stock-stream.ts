import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { type Context, describe } from "@souk/core";
import { createContext } from "@souk/core/runtime";
import { refresh } from "./snapshot.ts";
import { productsOf } from "./stock.ts";

type ContextOf = (shopId: string, requestId: string) => Context;

const systemContext: ContextOf = (shopId, requestId) => createContext({ actor: { type: "system", name: "search" }, requestId, shopId });

/** The shop and the SKU of a row of stock: what its images say, not its key, since a SKU may have any sign in it. */
function changed({ dynamodb, eventID = "stream" }: DynamoDBRecord): { shopId: string; sku: string; requestId: string }[] {
  const image = dynamodb?.NewImage;
  const [shopId, sku] = [image?.["shopId"]?.S, image?.["sku"]?.S];
  return shopId && sku ? [{ shopId, sku, requestId: eventID }] : [];
}

/**
 * Rows of stock of which the last was taken, or to which something came back: the only changes of stock that change what can be found. The
 * table's stream tells of them, so that an order which leaves some costs search nothing. A record is only the sign to look, as an event is;
 * one that fails comes again with its batch.
 */
export function worker(contextOf: ContextOf = systemContext) {
  return async function handler({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
    const shops = new Map<string, { ctx: Context; skus: Set<string> }>();
    for (const { shopId, sku, requestId } of Records.flatMap(changed)) {
      const shop = shops.get(shopId) ?? { ctx: contextOf(shopId, requestId), skus: new Set() };
      shops.set(shopId, shop);
      shop.skus.add(sku);
    }
    for (const { ctx, skus } of shops.values()) {
      try {
        const productIds = await productsOf(ctx, [...skus]);
        if (productIds.length > 0) await refresh(ctx, productIds);
      } catch (error) {
        ctx.log.error("snapshot not refreshed", { skus: [...skus], ...describe(error) });
        // From the first: what was done by then is done again without a trace. After that the batch comes in halves.
        return { batchItemFailures: [{ itemIdentifier: Records[0]?.dynamodb?.SequenceNumber ?? "" }] };
      }
    }
    return { batchItemFailures: [] };
  };
}

export const handler = worker();
