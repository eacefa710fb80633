import { Contended, type Context, retryConflicts, TransactionRefused } from "@souk/core";

/** Decides anew, reads included, while others write the same payment or order between the reading and the writing. */
export async function decide<T>(ctx: Context, run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await retryConflicts(ctx, run);
    } catch (error) {
      const moved = error instanceof TransactionRefused && ["payment", "order", "refund", "event"].some((label) => error.failed(label));
      if (!moved) throw error;
      if (tries === 6) throw Contended({}, { cause: error });
      await ctx.sleep(Math.ceil(ctx.random() * 20 * tries));
    }
  }
}
