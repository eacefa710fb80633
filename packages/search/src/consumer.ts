import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { ProductArchived, ProductCreated, ProductPublished, ProductUnpublished, ProductUpdated } from "@souk/catalog/event";
import { type CloudEvent, type Context, describe } from "@souk/core";
import { consumer, on } from "@souk/core/consumer";
import { createContext } from "@souk/core/runtime";
import { InventoryAdjusted } from "@souk/inventory/event";
import { productsOf } from "./stock.ts";
import { refresh } from "./snapshot.ts";

const name = "search";

type ContextOf = (event: Pick<CloudEvent, "id" | "shopid"> & { traceparent?: string | undefined }) => Context;

const systemContext: ContextOf = ({ id, shopid, traceparent }) =>
  createContext({ actor: { type: "system", name }, requestId: id, shopId: shopid, traceparent });

/** Products that a batch's events are about, by shop: a hundred changes of one shop are one change of its snapshot. */
class Touched {
  readonly shops = new Map<string, { ctx: Context; productIds: Set<string> }>();

  add(ctx: Context, productIds: string[]): void {
    const shop = this.shops.get(ctx.shopId) ?? { ctx, productIds: new Set() };
    for (const id of productIds) shop.productIds.add(id);
    this.shops.set(ctx.shopId, shop);
  }
}

function reactionsInto(touched: Touched) {
  const product = async (ctx: Context, event: { data: { productId: string } }) => touched.add(ctx, [event.data.productId]);
  return [
    on(ProductCreated, product),
    on(ProductUpdated, product),
    on(ProductPublished, product),
    on(ProductUnpublished, product),
    on(ProductArchived, product),
    on(InventoryAdjusted, async (ctx, { data: { sku, onHand, reason } }) => {
      // What begins to be counted was in stock before, as what is not counted is.
      if (reason !== "initial" || onHand <= 0) touched.add(ctx, await productsOf(ctx, [sku]));
    }),
  ];
}

/** The Lambda handler of the queue. */
export function worker(contextOf: ContextOf = systemContext) {
  async function act(records: SQSRecord[]): Promise<SQSRecord[]> {
    const touched = new Touched();
    const { batchItemFailures } = await consumer(name, reactionsInto(touched), contextOf)({ Records: records });
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const { ctx, productIds } of touched.shops.values()) {
      try {
        if (productIds.size > 0) await refresh(ctx, [...productIds]);
      } catch (error) {
        ctx.log.error("snapshot not refreshed", { productIds: [...productIds], ...describe(error) });
        return records;
      }
    }
    return records.filter(({ messageId }) => failed.has(messageId));
  }

  return async function handler(batch: SQSEvent): Promise<SQSBatchResponse> {
    let failed = await act(batch.Records);
    // One that cannot be done must not hold up its neighbors: each by itself.
    if (failed.length > 1) {
      const again: SQSRecord[] = [];
      for (const record of failed) again.push(...(await act([record])));
      failed = again;
    }
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}

export const handler = worker();
