import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { type CloudEvent, type Context, describe, type EventOf } from "@souk/core";
import { commitOnce, consumer, type Delivery, on, wasReceived } from "@souk/core/consumer";
import { createContext } from "@souk/core/runtime";
import * as z from "zod";
import { fetchMedia } from "./media/fetch-media.ts";
import { internet, type Network } from "./media/network.ts";
import { ProductCreated, ProductUpdated } from "./product.event.ts";

const name = "media";
/** As events name this consumer. */
const self = `system:${name}`;

/** Fewer than the queue's five: what is broken elsewhere is no dead letter of ours. Three minutes lie between two. */
const triesAtMost = 3;

type ProductEvent = EventOf<typeof ProductCreated | typeof ProductUpdated>;

function reactionsWith(network: Network) {
  async function react(ctx: Context, { id, actor, data: { productId } }: ProductEvent, delivery: Delivery): Promise<void> {
    // Its own change leaves only what it could not fetch.
    if (actor === self || (await wasReceived(ctx, name, id))) return;
    if ((await fetchOrThrow(ctx, network, productId, delivery)) > 0) await commitOnce(ctx, name, id, []);
  }
  return [on(ProductCreated, react), on(ProductUpdated, react)];
}

/** Throws where the queue's next delivery may do better; answers how many pictures there were. */
async function fetchOrThrow(ctx: Context, network: Network, productId: string, { receives }: Delivery): Promise<number> {
  const { elsewhere, again } = await fetchMedia(ctx, network, productId);
  if (again > 0 && receives < triesAtMost) throw new Error(`${again} pictures of ${productId} are tried again`);
  if (again > 0) ctx.log.warn("pictures given up", { productId, count: again });
  return elsewhere;
}

/** What an import sends for a product that it found unchanged and whose pictures were not fetched so far: no event says so. */
const Request = z.strictObject({ shopId: z.string(), productId: z.string() });

export type ContextOf = (origin: Pick<CloudEvent, "id" | "shopid"> & { traceparent?: string }) => Context;

const systemContext: ContextOf = ({ id, shopid, traceparent }) =>
  createContext({ actor: { type: "system", name }, requestId: id, shopId: shopid, traceparent });

/** The Lambda handler of the queue: product events from the bus, and requests of imports. */
export function worker(network: Network, contextOf: ContextOf = systemContext) {
  const onEvent = consumer(name, reactionsWith(network), contextOf);

  async function onRequest(record: SQSRecord, { shopId, productId }: z.infer<typeof Request>): Promise<SQSBatchResponse> {
    const ctx = contextOf({ id: record.messageId, shopid: shopId });
    try {
      await fetchOrThrow(ctx, network, productId, { receives: Number(record.attributes.ApproximateReceiveCount) });
      return { batchItemFailures: [] };
    } catch (error) {
      ctx.log.error("reaction failed", { productId, messageId: record.messageId, ...describe(error) });
      return { batchItemFailures: [{ itemIdentifier: record.messageId }] };
    }
  }

  return async function handler(batch: SQSEvent): Promise<SQSBatchResponse> {
    const answers = await Promise.all(
      batch.Records.map((record) => {
        const request = Request.safeParse(JSON.parse(record.body));
        return request.success ? onRequest(record, request.data) : onEvent({ Records: [record] });
      }),
    );
    return { batchItemFailures: answers.flatMap(({ batchItemFailures }) => batchItemFailures) };
  };
}

export const handler = worker(internet);
