import type { Context } from "@souk/core";
import type { ProcessShop } from "../process/shop.ts";

type Row = Record<string, unknown>;
type Send = ProcessShop["send"];

/** Every row of the table, as it is stored: to be read while there are few. */
export async function rowsOf(send: Send, table: string): Promise<Row[]> {
  const rows: Row[] = [];
  let from: unknown;
  do {
    const page = await send({ operation: "Scan", input: { TableName: table, ...(from ? { ExclusiveStartKey: from } : {}) } });
    rows.push(...((page["Items"] as Row[] | undefined) ?? []));
    from = page["LastEvaluatedKey"];
  } while (from);
  return rows;
}

/** Eight calls of 25 rows at a time: the engine takes one after the other, but is never waited for. */
async function write(send: Send, table: string, rows: Row[]): Promise<void> {
  const batches: Row[][] = [];
  for (let at = 0; at < rows.length; at += 25) batches.push(rows.slice(at, at + 25));
  const writeOn = async (): Promise<void> => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) {
      const Items = batch.map((Item) => ({ PutRequest: { Item } }));
      await send({ operation: "BatchWriteItem", input: { RequestItems: { [table]: Items } } });
    }
  };
  await Promise.all(Array.from({ length: 8 }, writeOn));
}

const copiesAtOnce = 200;

async function writeCopies(ctx: Context, send: Send, from: number, to: number, copy: (tail: string) => Row[]): Promise<void> {
  for (let at = from; at < to; at += copiesAtOnce) {
    const rows: Row[] = [];
    for (let index = at; index < Math.min(to, at + copiesAtOnce); index += 1) rows.push(...copy(digits(index, 7)));
    await write(send, ctx.table.name, rows);
  }
}

/** The same text with the ids of one thing put in place of another's. */
function copyOf(rows: Row[], replaced: [from: string, to: string][]): Row[] {
  let text = JSON.stringify(rows);
  for (const [from, to] of replaced) text = text.replaceAll(from, to);
  return JSON.parse(text) as Row[];
}

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const digits = (count: number, length: number): string =>
  Array.from({ length }, (_, place) => alphabet[Math.floor(count / 32 ** (length - 1 - place)) % 32]).join("");

/** Writes a thing's rows once more for each number from `from` on, before `to`. */
export type Copy = (ctx: Context, send: Send, from: number, to: number) => Promise<void>;

/** Copies of one product, stock in, under ids, handles and SKUs of their own. */
export function copiesOfProduct(rows: Row[], { sku, handle }: { sku: string; handle: string }): Copy {
  const head = rows.find((row) => row["handle"] === handle && row["productId"] !== undefined);
  const productId = String(head?.["productId"]);
  // What does not have it in its key is not its own, and cannot be there twice.
  const own = rows.filter(({ pk, sk }) =>
    [productId, handle, sku].some((mark) => `${String(pk)} ${String(sk)} `.match(`${mark}(?![0-9])`)),
  );
  return (ctx, send, from, to) =>
    writeCopies(ctx, send, from, to, (tail) =>
      copyOf(own, [
        [productId, productId.slice(0, -7) + tail],
        [handle, `${handle}-${tail}`],
        [sku, `${sku}-${tail}`],
      ]),
    );
}

/** Copies of one order, its payment and events in. */
export function copiesOfOrder(rows: Row[], orderId: string): Copy {
  const id = orderId.slice(orderId.indexOf("_") + 1);
  const own = rows.filter((row) => String(row["pk"]).includes(id));
  return (ctx, send, from, to) => writeCopies(ctx, send, from, to, (tail) => copyOf(own, [[id, id.slice(0, -7) + tail]]));
}
