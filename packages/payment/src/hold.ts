import { type Context, text } from "@souk/core";
import { sendMessage } from "@souk/core/aws/queue";
import { consumer, on } from "@souk/core/consumer";
import { OrderPlaced } from "@souk/order/event";
import { expire } from "./expire.ts";

/** Sends the event to the hold's second queue, to be looked at after so many seconds. */
export type SendAgain = (ctx: Context, event: unknown, delaySeconds: number) => Promise<void>;

/** The longest delay of a queue; whoever must wait longer is looked at in between. */
const longestSeconds = 900;

const toQueue: SendAgain = (ctx, detail, delaySeconds) => sendMessage(text(ctx.link("HoldAgain"), "url"), { detail }, delaySeconds);

export const reactionsWith = (sendAgain: SendAgain) => [
  on(OrderPlaced, async (ctx, event) => {
    const again = await expire(ctx, event.data.orderId);
    if (again === undefined) return;
    const seconds = Math.ceil((again - ctx.now().getTime()) / 1000);
    await sendAgain(ctx, event, Math.min(longestSeconds, Math.max(1, seconds)));
  }),
];

export const handler = consumer("hold", reactionsWith(toQueue));
