import { attributesOf, type Change, conditionOf, Placeholders, updateOf, type Where } from "./expression.ts";
import { changedKeys, indexKeys, primaryKey, primaryOf } from "./key.ts";
import { type Fields, fromRow, marks, type Schema, toRow } from "./model.ts";

export interface Binding {
  schema: Schema;
  table: string;
  send(operation: string, input: Fields): Promise<Fields>;
}

type Operation = "PutItem" | "UpdateItem" | "DeleteItem";
type Presence = "attribute_exists" | "attribute_not_exists";

/** A write to one item: conditions of `.where()` are joined with AND, `.params()` says it for a transaction, `.go()` does it. */
class Writing {
  protected readonly to: Binding;
  readonly #operation: Operation;
  readonly #presence: Presence | undefined;
  readonly #input: (placeholders: Placeholders) => Fields;
  readonly #where: Where[] = [];
  constructor(to: Binding, operation: Operation, presence: Presence | undefined, input: (placeholders: Placeholders) => Fields) {
    this.to = to;
    this.#operation = operation;
    this.#presence = presence;
    this.#input = input;
  }

  where(condition: Where): this {
    this.#where.push(condition);
    return this;
  }

  params(): Fields {
    const { schema, table } = this.to;
    const placeholders = new Placeholders(schema);
    const { pk, sk } = primaryOf(schema);
    const presence = this.#presence;
    const conditions = presence
      ? [placeholders.field("pk", pk.field), placeholders.field("sk", sk.field)].map((at) => `${presence}(${at})`)
      : [];
    for (const where of this.#where) conditions.push(conditionOf(placeholders, schema, where));
    const input = this.#input(placeholders);
    return {
      ...input,
      TableName: table,
      ...(conditions.length > 0 ? { ConditionExpression: conditions.join(" AND ") } : {}),
      ...placeholders.fields(),
    };
  }

  async go({ response }: { response?: "all_new" } = {}): Promise<{ data: Fields | null }> {
    const input = { ...this.params(), ...(response ? { ReturnValues: response.toUpperCase() } : {}) };
    const answer = await this.to.send(this.#operation, input);
    return { data: fromRow(this.to.schema, answer["Attributes"] as Fields | undefined) ?? null };
  }
}

export function putting(to: Binding, given: Fields, presence?: Presence): Writing {
  const { schema } = to;
  const Item = { ...toRow(schema, given), ...primaryKey(schema, given), ...indexKeys(schema, given), ...marks(schema) };
  return new Writing(to, "PutItem", presence, () => ({ Item }));
}

export const deleting = (to: Binding, key: Fields): Writing =>
  new Writing(to, "DeleteItem", undefined, () => ({ Key: primaryKey(to.schema, key) }));

/** Writes all attributes over whatever is there, and leaves others be. */
export function upserting(to: Binding, given: Fields): Writing {
  const { schema } = to;
  const all = { ...marks(schema), ...toRow(schema, given), ...indexKeys(schema, given) };
  return new Writing(to, "UpdateItem", undefined, (placeholders) => ({
    UpdateExpression: updateOf(placeholders, schema, [], all),
    Key: primaryKey(schema, given),
  }));
}

type Say = Record<"set" | "add" | "subtract" | "ifNotExists", (name: string, value: unknown) => void>;

/** An update by what is said of each attribute; `patch` is one of an item that is there. */
export class Updating extends Writing {
  readonly #changes: Change[];
  constructor(to: Binding, key: Fields, presence?: Presence) {
    const { schema } = to;
    const changes: Change[] = [];
    super(to, "UpdateItem", presence, (placeholders) => {
      const set = Object.fromEntries(changes.filter(({ kind }) => kind === "set").map(({ name, value }) => [name, value]));
      const own = Object.fromEntries(Object.keys(schema.attributes).flatMap((name) => (name in key ? [[name, key[name]]] : [])));
      return {
        UpdateExpression: updateOf(placeholders, schema, changes, { ...changedKeys(schema, set, key), ...own, ...marks(schema) }),
        Key: primaryKey(schema, key),
      };
    });
    this.#changes = changes;
  }

  #say(kind: Change["kind"], values: Fields): this {
    for (const [name, value] of Object.entries(values)) if (value !== undefined) this.#changes.push({ kind, name, value });
    return this;
  }

  set = (values: Fields): this => this.#say("set", values);
  add = (values: Fields): this => this.#say("add", values);
  subtract = (values: Fields): this => this.#say("subtract", values);

  remove(names: string[]): this {
    for (const name of names) this.#changes.push({ kind: "remove", name });
    return this;
  }

  data(say: (attributes: Record<string, string>, operations: Say) => void): this {
    const saying = (kind: Change["kind"]) => (name: string, value: unknown) => void this.#changes.push({ kind, name, value });
    say(attributesOf(this.to.schema), {
      set: saying("set"),
      add: saying("add"),
      subtract: saying("subtract"),
      ifNotExists: saying("ifNotExists"),
    });
    return this;
  }
}
