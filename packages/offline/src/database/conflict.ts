import type { Table } from "../graph.ts";
import { isRecord, listOf } from "./client.ts";
import { keyOf } from "./sweep.ts";

/** The items one request touches, in its order, and whether it is a transaction. */
export interface Touched {
  transaction: boolean;
  writes: boolean;
  items: string[];
}

const singleWrites = new Set(["PutItem", "UpdateItem", "DeleteItem"]);

/** Undefined for a request that can neither meet nor cause a conflict. */
export function touchedBy(operation: string, body: Record<string, unknown>, tables: Table[]): Touched | undefined {
  if (singleWrites.has(operation)) return { transaction: false, writes: true, items: [itemOf(body, tables)] };
  if (operation !== "TransactWriteItems" && operation !== "TransactGetItems") return undefined;
  const items = listOf(body, "TransactItems").map((entry) => {
    const [action] = Object.values(entry).filter(isRecord);
    return itemOf(action ?? {}, tables);
  });
  return { transaction: true, writes: operation === "TransactWriteItems", items };
}

function itemOf(action: Record<string, unknown>, tables: Table[]): string {
  const table = tables.find((candidate) => candidate.name === action.TableName || candidate.arn === action.TableName);
  const item = isRecord(action.Key) ? action.Key : action.Item;
  if (!table || !isRecord(item)) return `?${JSON.stringify(action)}`;
  return JSON.stringify([table.name, ...Object.values(keyOf(table, item))]);
}

interface Hold {
  transaction: boolean;
  until: number;
}

/**
 * DynamoDB refuses the later of two requests on one item when at least one of them is a transaction. Local engines do one thing at a time
 * and never do: here a write holds its items from its arrival for the window, and at least until its answer.
 */
export class ConflictWindow {
  readonly #holds = new Map<string, Hold[]>();

  /** For each item of the request whether it is held against it. */
  conflicts(touched: Touched, now: number): boolean[] {
    return touched.items.map((item) => this.#held(item, now).some((hold) => hold.transaction || touched.transaction));
  }

  /** Returns the release to call with the time of the answer. */
  hold(touched: Touched, now: number, windowMilliseconds: number): (answeredAt: number) => void {
    if (!touched.writes) return () => {};
    const mine = touched.items.map((item) => {
      const hold: Hold = { transaction: touched.transaction, until: Number.POSITIVE_INFINITY };
      this.#holds.set(item, [...this.#held(item, now), hold]);
      return hold;
    });
    return (answeredAt) => {
      for (const hold of mine) hold.until = Math.max(answeredAt, now + windowMilliseconds);
      if (this.#holds.size > 1_000) this.#forget(answeredAt);
    };
  }

  #held(item: string, now: number): Hold[] {
    return (this.#holds.get(item) ?? []).filter((hold) => hold.until > now);
  }

  #forget(now: number): void {
    for (const item of this.#holds.keys()) if (this.#held(item, now).length === 0) this.#holds.delete(item);
  }
}
