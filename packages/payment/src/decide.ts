import { Contended, type Context, retryConflicts, TransactionRefused } from "@souk/core";
import { Order } from "@souk/order";

const watched = ["payment", "order", "refund", "event"];

/**
 * Decides anew, reads included, while others write the same payment or order between the reading and the writing. Payment and order are
 * two reads: when the second is newer, the order may refuse a move that somebody has just made, so that counts as moved too.
 */
export async function decide<T>(ctx: Context, run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await retryConflicts(ctx, run);
    } catch (error) {
      const refused = Order.MoveRefused.is(error);
      const moved = refused || (error instanceof TransactionRefused && watched.some((label) => error.failed(label)));
      if (!moved || (refused && tries === 3)) throw error;
      if (tries === 6) throw Contended({}, { cause: error });
      await ctx.sleep(Math.ceil(ctx.random() * 20 * tries));
    }
  }
}
