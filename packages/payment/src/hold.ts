import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type Context, text } from "@souk/core";
import { consumer, on } from "@souk/core/consumer";
import { OrderPlaced } from "@souk/order/event";
import { expire } from "./expire.ts";

/** Sends the event to the hold's second queue, to be looked at after so many seconds. */
export type SendAgain = (ctx: Context, event: unknown, delaySeconds: number) => Promise<void>;

/** The longest delay of a queue; whoever must wait longer is looked at in between. */
const longestSeconds = 900;

const client = new SQSClient({ maxAttempts: 3 });

const toQueue: SendAgain = async (ctx, detail, DelaySeconds) => {
  const QueueUrl = text(ctx.link("HoldAgain"), "url");
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ detail }), DelaySeconds }));
};

export const reactionsWith = (sendAgain: SendAgain) => [
  on(OrderPlaced, async (ctx, event) => {
    const again = await expire(ctx, event.data.orderId);
    if (again === undefined) return;
    const seconds = Math.ceil((again - ctx.now().getTime()) / 1000);
    await sendAgain(ctx, event, Math.min(longestSeconds, Math.max(1, seconds)));
  }),
];

export const handler = consumer("hold", reactionsWith(toQueue));
