import { Contended, type Context, retryConflicts, TransactionRefused } from "@souk/core";
import { Order } from "@souk/order";
import * as Store from "./payment.store.ts";

const watched = ["payment", "order", "refund", "event"];
const mostTries = 6;

/**
 * Decides anew, reads included, while others write the same payment or order between the reading and the writing. Payment and order are
 * two reads: when the second is newer, the order may refuse a move that somebody has just made. So its refusal is the answer only of a
 * try in whose time nothing was written to the payment; whether it was is read once the order has refused, and not before.
 */
export async function decide<T>(ctx: Context, paymentId: string, run: () => Promise<T>): Promise<T> {
  let refusedAt: number | undefined;
  for (let tries = 1; ; tries += 1) {
    try {
      return await retryConflicts(ctx, run);
    } catch (error) {
      const refused = Order.MoveRefused.is(error);
      const moved = refused || (error instanceof TransactionRefused && watched.some((label) => error.failed(label)));
      if (!moved) throw error;
      const revision = refused ? ((await Store.find(ctx, paymentId))?.revision ?? -1) : undefined;
      if (refused && revision === refusedAt) throw error;
      if (tries === mostTries) throw Contended({}, { cause: error });
      refusedAt = revision;
      await ctx.sleep(Math.ceil(ctx.random() * 20 * tries));
    }
  }
}
