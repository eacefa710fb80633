import * as z from "zod";
import { Invalid } from "./problem.ts";

export const Cursor = z
  .string()
  .max(2048)
  .regex(/^[A-Za-z0-9_-]+$/)
  .meta({ description: "The `cursor` of the page before" });

/** What every list takes: `?cursor=&limit=`. */
export const PageQuery = z.strictObject({
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(24),
});

/** A list's answer: `{ items, cursor }`, with `cursor: null` on the last page. */
export const pageOf = <Item extends z.ZodType>(item: Item) => z.strictObject({ items: z.array(item), cursor: z.string().nullable() });

/** An entity refuses a cursor that it did not make: a caller's mistake, not ours. */
export async function readPage<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && /cursor/i.test(error.message))
      throw Invalid({ in: "query", issues: [{ path: "cursor", message: "Not a cursor of this list" }] }, { cause: error });
    throw error;
  }
}
