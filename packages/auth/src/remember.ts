import type { Context, Table } from "@souk/core";

const mostKept = 1000;

/**
 * Keeps the answers of a look-up for some seconds, in this function alone: what is checked with every request is read once. The
 * seconds are also how long a revocation may go unseen, so they stay well under a minute.
 */
export function remembered<T>(seconds: number, look: (ctx: Context, id: string) => Promise<T>): (ctx: Context, id: string) => Promise<T> {
  const tables = new WeakMap<Table, Map<string, { answer: T; until: number }>>();
  return async (ctx, id) => {
    const kept = tables.get(ctx.table) ?? new Map<string, { answer: T; until: number }>();
    tables.set(ctx.table, kept);
    const key = `${ctx.shopId}#${id}`;
    const known = kept.get(key);
    if (known && known.until > ctx.now().getTime()) return known.answer;
    const until = ctx.now().getTime() + seconds * 1000;
    const answer = await look(ctx, id);
    kept.delete(key);
    kept.set(key, { answer, until });
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return answer;
  };
}
