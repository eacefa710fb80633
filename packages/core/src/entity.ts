import type { CustomAttributeType as Custom, Entity as ElectroEntity, Schema as ElectroSchema } from "electrodb";
import { type Fields, fromRow, type Schema } from "./entity/model.ts";
import { getting, gettingAll, Querying } from "./entity/read.ts";
import { type Binding, deleting, putting, Updating, upserting } from "./entity/write.ts";

interface Config {
  table: string;
  client: { send(command: { operation: string; input: Fields }): Promise<Fields> };
}

/**
 * ElectroDB's entity as far as Souk uses it, with ElectroDB's types: the same declarations, commands and rows, without its 230 KB and
 * the 25 ms that it takes to load. A contract test holds the two to each other command by command. To go back, export ElectroDB's here.
 */
class LeanEntity {
  readonly #to: Binding;
  readonly query: Record<string, (given: Fields) => Querying>;

  constructor(schema: Schema, { table, client }: Config) {
    const to: Binding = { schema, table, send: (operation, input) => client.send({ operation, input }) };
    this.#to = to;
    this.query = Object.fromEntries(
      Object.entries(schema.indexes).map(([name, index]) => [name, (given: Fields) => new Querying(to, index, given)]),
    );
  }

  /** An item that was read by other means; null for a row of another entity. */
  parse = ({ Item }: { Item?: Fields }) => ({ data: fromRow(this.#to.schema, Item) ?? null });
  get = (key: Fields | Fields[]) => (Array.isArray(key) ? gettingAll(this.#to, key) : getting(this.#to, key));
  /** Whatever was there. */
  put = (item: Fields) => putting(this.#to, item);
  /** Only where nothing is. */
  create = (item: Fields) => putting(this.#to, item, "attribute_not_exists");
  upsert = (item: Fields) => upserting(this.#to, item);
  update = (key: Fields) => new Updating(this.#to, key);
  /** Only what is there. */
  patch = (key: Fields) => new Updating(this.#to, key, "attribute_exists");
  delete = (key: Fields) => deleting(this.#to, key);
}

/** What a `LeanEntity` has, under ElectroDB's types. */
type Kept = "parse" | "get" | "put" | "create" | "upsert" | "update" | "patch" | "delete" | "query";
type KeptEntity = new <A extends string, F extends string, C extends string, const S extends ElectroSchema<A, F, C>>(
  schema: S,
  config: { table: string; client: never },
) => Pick<ElectroEntity<A, F, C, S>, Kept>;
export const Entity = LeanEntity as unknown as KeptEntity;
/** Gives an attribute of the type "any" a type of TypeScript's. */
export const CustomAttributeType = ((kind: string) => kind) as typeof Custom;
