import { keyOf, prefixOf, primaryKey, primaryOf } from "./key.ts";
import { type Fields, fromRow, type Index, type Schema } from "./model.ts";
import type { Binding } from "./write.ts";

interface ReadOptions {
  consistent?: boolean | undefined;
}

const consistency = ({ consistent }: ReadOptions): Fields => (consistent ? { ConsistentRead: true } : {});

export function getting({ schema, table, send }: Binding, key: Fields) {
  const params = (): Fields => ({ Key: primaryKey(schema, key), TableName: table });
  return {
    params,
    async go(options: ReadOptions = {}): Promise<{ data: Fields | null }> {
      const answer = await send("GetItem", { ...params(), ...consistency(options) });
      return { data: fromRow(schema, answer["Item"] as Fields | undefined) ?? null };
    },
  };
}

/** DynamoDB's limit of one BatchGetItem. */
const batchKeys = 100;

/** Several items by their keys, in any order; `unprocessed` are keys that the table had no capacity for. */
export function gettingAll({ schema, table, send }: Binding, keys: Fields[]) {
  async function batch(part: Fields[], options: ReadOptions) {
    const byKey = new Map(part.map((key) => [JSON.stringify(primaryKey(schema, key)), key]));
    const Keys = [...byKey.values()].map((key) => primaryKey(schema, key));
    const answer = await send("BatchGetItem", { RequestItems: { [table]: { ...consistency(options), Keys } } });
    const rows = (answer["Responses"] as Record<string, Fields[]> | undefined)?.[table] ?? [];
    const left = (answer["UnprocessedKeys"] as Record<string, { Keys: Fields[] }> | undefined)?.[table]?.Keys ?? [];
    return { data: owned(schema, rows), unprocessed: left.flatMap((key) => original(byKey, key)) };
  }
  return {
    async go(options: ReadOptions = {}): Promise<{ data: Fields[]; unprocessed: Fields[] }> {
      const parts = Array.from({ length: Math.ceil(keys.length / batchKeys) }, (_, at) => keys.slice(at * batchKeys, (at + 1) * batchKeys));
      const answers = await Promise.all(parts.map((part) => batch(part, options)));
      return { data: answers.flatMap(({ data }) => data), unprocessed: answers.flatMap(({ unprocessed }) => unprocessed) };
    },
  };
}

/** What was asked for by a key that came back: its fields may stand in another order. */
const original = (byKey: Map<string, Fields>, { pk, sk }: Fields): Fields[] => {
  const found = byKey.get(JSON.stringify({ pk, sk }));
  return found ? [found] : [];
};

const owned = (schema: Schema, rows: Fields[]): Fields[] => rows.map((row) => fromRow(schema, row)).filter((item) => item !== undefined);

interface QueryOptions extends ReadOptions {
  order?: "asc" | "desc";
  /** At most so many rows are read for a page. */
  limit?: number;
  /** Where the page before ended, as it said. */
  cursor?: string | undefined;
  /** Reads on to the end. */
  pages?: "all";
}

/** The rows of one partition, those of its sort key alone that the given parts allow. */
export class Querying {
  readonly #to: Binding;
  readonly #index: Index;
  readonly #partition: string;
  #sort: { condition: string; value: string; last?: string } | undefined;

  constructor(to: Binding, index: Index, given: Fields) {
    this.#to = to;
    this.#index = index;
    this.#partition = keyOf(to.schema, index.pk, given);
    const { text, whole } = prefixOf(index.sk, given);
    if (text !== "") this.#sort = { condition: whole ? "#sk1 = :sk1" : "begins_with(#sk1, :sk1)", value: text };
  }

  #compared(condition: string, given: Fields): this {
    this.#sort = { condition, value: prefixOf(this.#index.sk, given).bare };
    return this;
  }

  begins = (given: Fields): this => this.#compared("begins_with(#sk1, :sk1)", given);
  gt = (given: Fields): this => this.#compared("#sk1 > :sk1", given);
  lt = (given: Fields): this => this.#compared("#sk1 < :sk1", given);

  /** Both ends belong to it. */
  between(first: Fields, last: Fields): this {
    this.#compared("#sk1 BETWEEN :sk1 AND :sk2", first);
    if (this.#sort) this.#sort.last = prefixOf(this.#index.sk, last).bare;
    return this;
  }

  params(): Fields {
    const { pk, sk, index } = this.#index;
    const sort = this.#sort;
    return {
      KeyConditionExpression: `#pk = :pk${sort ? ` and ${sort.condition}` : ""}`,
      TableName: this.#to.table,
      ExpressionAttributeNames: { "#pk": pk.field, ...(sort ? { "#sk1": sk.field } : {}) },
      ExpressionAttributeValues: {
        ":pk": this.#partition,
        ...(sort ? { ":sk1": sort.value } : {}),
        ...(sort?.last === undefined ? {} : { ":sk2": sort.last }),
      },
      ...(index === undefined ? {} : { IndexName: index }),
    };
  }

  async go({ order, limit, cursor, pages, ...options }: QueryOptions = {}): Promise<{ data: Fields[]; cursor: string | null }> {
    const input = {
      ...this.params(),
      ...consistency(options),
      ...(order === "desc" ? { ScanIndexForward: false } : {}),
      ...(limit === undefined ? {} : { Limit: limit }),
    };
    const data: Fields[] = [];
    let from = cursor === undefined ? undefined : this.#fromCursor(cursor);
    do {
      const answer = await this.#to.send("Query", { ...input, ...(from ? { ExclusiveStartKey: from } : {}) });
      data.push(...owned(this.#to.schema, (answer["Items"] as Fields[] | undefined) ?? []));
      from = answer["LastEvaluatedKey"] as Fields | undefined;
    } while (pages === "all" && from);
    return { data, cursor: from ? Buffer.from(JSON.stringify(from)).toString("base64url") : null };
  }

  /** Throws TypeError for a text that no page of this list ended with: a position elsewhere is nobody's to name. */
  #fromCursor(cursor: string): Fields {
    const { pk, sk, index } = this.#index;
    const primary = primaryOf(this.#to.schema);
    const fields = new Set([primary.pk.field, primary.sk.field, ...(index === undefined ? [] : [pk.field, sk.field])]);
    const from = parsed(cursor);
    const names = Object.keys(from);
    const fits = names.length === fields.size && names.every((name) => fields.has(name) && typeof from[name] === "string");
    if (!fits || from[pk.field] !== this.#partition) throw new TypeError("not a cursor of this list");
    return from;
  }
}

function parsed(cursor: string): Fields {
  try {
    return { ...(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) as Fields) };
  } catch (cause) {
    throw new TypeError("not a cursor", { cause });
  }
}
