import { compareText, type Item } from "./value.ts";

/** One state of an item. `item` is absent where it was deleted; `before` leads to what an old copy may still show. */
export interface Row {
  pk: string;
  sk: string;
  item: Item | undefined;
  since: number;
  before?: Row | undefined;
}

const remembered = 6;

/** The items by partition, each sorted by its sort key. Rows are never changed, only replaced, so that copies may share them. */
export class Rows {
  readonly #partitions: Map<string, Row[]>;
  constructor(partitions = new Map<string, Row[]>()) {
    this.#partitions = partitions;
  }

  /** A copy whose writes are its own. */
  copy(): Rows {
    return new Rows(new Map([...this.#partitions].map(([pk, rows]) => [pk, [...rows]])));
  }

  find(pk: string, sk: string): Row | undefined {
    const rows = this.#partitions.get(pk);
    const row = rows?.[placeOf(rows, sk)];
    return row?.sk === sk ? row : undefined;
  }

  /** The item as it was at an instant. */
  findAt(pk: string, sk: string, at: number): Item | undefined {
    return itemAt(this.find(pk, sk), at);
  }

  set(pk: string, sk: string, item: Item | undefined, now: number): void {
    let rows = this.#partitions.get(pk);
    if (!rows) this.#partitions.set(pk, (rows = []));
    const place = placeOf(rows, sk);
    const before = rows[place]?.sk === sk ? rows[place] : undefined;
    rows.splice(place, before ? 1 : 0, { pk, sk, item, since: now, before: cut(before, remembered) });
  }

  /** A partition's items in order, as they were at an instant. */
  partition(pk: string, at: number): Item[] {
    const found: Item[] = [];
    for (const row of this.#partitions.get(pk) ?? []) {
      const item = itemAt(row, at);
      if (item) found.push(item);
    }
    return found;
  }

  all(at: number): Item[] {
    return [...this.#partitions.keys()].flatMap((pk) => this.partition(pk, at));
  }
}

function itemAt(row: Row | undefined, at: number): Item | undefined {
  let seen = row;
  while (seen && seen.since > at) seen = seen.before;
  return seen?.item;
}

function cut(row: Row | undefined, left: number): Row | undefined {
  if (!row || left === 0) return undefined;
  return row.before && left === 1 ? { ...row, before: undefined } : row;
}

/** Where a sort key is, or would be. */
function placeOf(rows: Row[], sk: string): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareText(rows[middle]?.sk ?? "", sk) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
