import { type Client, DynamoError } from "./dynamo/client.ts";
import { Contended } from "./error.ts";
import type { Context } from "./context.ts";

/** The one table as a service sees it: its name and something that sends commands to it. */
export interface Table {
  name: string;
  client: Pick<Client, "send">;
}

type Params = Record<string, unknown>;
type Operation = "Put" | "Update" | "Delete" | "ConditionCheck";

/** One write of a transaction. Domains export functions that make them, `checkout` and `payment` commit those of others. */
export interface Write {
  /** Names the write in a refusal, for example `stock:MUG-BLUE`. */
  label: string;
  item: Partial<Record<Operation, Params>>;
  /** Told when the transaction that it is part of was committed. */
  committed?: () => void;
}

const labelled =
  (operation: Operation) =>
  (label: string, params: Params): Write => ({
    label,
    // A refusal brings the item that stood in the way: no second read to say why.
    item: { [operation]: { ...params, ReturnValuesOnConditionCheckFailure: "ALL_OLD" } },
  });

/** From an entity's `.params()`: `put("order", orders(ctx).create(item).params())`. */
export const put = labelled("Put");
export const update = labelled("Update");
export const remove = labelled("Delete");
export const check = labelled("ConditionCheck");

export interface Reason {
  label: string;
  code: "ConditionalCheckFailed" | "TransactionConflict" | "ThrottlingError" | (string & {});
  /** The item as it was, where the condition failed on one that exists. */
  item?: Record<string, unknown> | undefined;
}

const passing = new Set(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]);

/** Nothing was written. Judge `failed(label)` in the order that design asks for, then `conflicted`. */
export class TransactionRefused extends Error {
  readonly reasons: Reason[];
  constructor(reasons: Reason[], cause: unknown) {
    super(`transaction refused: ${reasons.map((reason) => `${reason.label} ${reason.code}`).join(", ")}`, { cause });
    this.name = "TransactionRefused";
    this.reasons = reasons;
  }
  /** The reason when the labelled write's condition was not met. */
  failed(label: string): Reason | undefined {
    return this.reasons.find((reason) => reason.label === label && reason.code === "ConditionalCheckFailed");
  }
  /** All writes whose label starts so and whose condition was not met. */
  failedAll(prefix: string): Reason[] {
    return this.reasons.filter((reason) => reason.label.startsWith(prefix) && reason.code === "ConditionalCheckFailed");
  }
  /** True when others were writing the same items or the table was busy: the same try may succeed later. */
  get conflicted(): boolean {
    return this.reasons.length > 0 && this.reasons.every((reason) => passing.has(reason.code));
  }
}

/**
 * Commits all writes or none. Under an Idempotency-Key, `answer` is stored with them, as what a repeated request is told.
 * Throws TransactionRefused when a condition failed or items were in conflict; at most 100 writes.
 */
export async function transact(ctx: Context, writes: Write[], answer?: unknown): Promise<void> {
  const all = ctx.recordAnswer && answer !== undefined ? [...writes, ctx.recordAnswer(answer)] : writes;
  const input = {
    TransactItems: all.map((write) => write.item),
    // The client's repeats of this very try (a lost answer) are recognised; a new try has a new token.
    ClientRequestToken: ctx.id("t").slice(2),
  };
  try {
    await ctx.table.client.send({ operation: "TransactWriteItems", input });
  } catch (error) {
    throw refusal(error, all) ?? error;
  }
  for (const write of all) write.committed?.();
}

function refusal(error: unknown, writes: Write[]): TransactionRefused | undefined {
  if (!(error instanceof DynamoError) || error.name !== "TransactionCanceledException") return undefined;
  const reasons = error.reasons.flatMap(({ code, item }, index) => {
    const label = writes[index]?.label;
    return code === "None" || label === undefined ? [] : [{ label, code, item }];
  });
  return new TransactionRefused(reasons, error);
}

/** Another write was under way on the same item; nothing is known to be wrong with this one. */
export function isConflict(error: unknown): boolean {
  if (error instanceof TransactionRefused) return error.conflicted;
  for (let at: unknown = error; at instanceof Error; at = at.cause) if (at.name === "TransactionConflictException") return true;
  return false;
}

/** A single write's condition was not met. */
export function isConditionFailed(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if (at.name === "ConditionalCheckFailedException") return true;
  return false;
}

/** So that whoever asks is answered within two seconds, and is told to come again rather than kept. */
const patienceMilliseconds = 1750;

/**
 * Runs a whole command, reads included, again while it meets conflicts: full jitter, for up to 1.75 s, then `request.contended`
 * (or the given error). A condition that failed is the command's to judge and is not repeated.
 */
export async function retryConflicts<T>(ctx: Context, run: () => Promise<T>, contended: () => Error = Contended): Promise<T> {
  const deadline = ctx.now().getTime() + patienceMilliseconds;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!isConflict(error)) throw error;
      const wait = ctx.random() * Math.min(500, 20 * 2 ** attempt);
      if (ctx.now().getTime() + wait > deadline) throw contended();
      await ctx.sleep(wait);
    }
  }
}

/**
 * Binds an entity to the context's table, once per table:
 * `const orders = perTable((config) => new Entity(schema, config))`, then `orders(ctx).get(...)`.
 */
export function perTable<T>(make: (config: { table: string; client: never }) => T): (ctx: Context) => T {
  const made = new WeakMap<Table, T>();
  return (ctx) => {
    const known = made.get(ctx.table);
    if (known !== undefined) return known;
    const entity = make({ table: ctx.table.name, client: ctx.table.client as never });
    made.set(ctx.table, entity);
    return entity;
  };
}
