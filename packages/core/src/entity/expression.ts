import { checked, type Fields, fieldOf, type Schema } from "./model.ts";

/** Names and values of one command, as its expressions refer to them. */
export class Placeholders {
  readonly names: Record<string, string> = {};
  readonly values: Fields = {};
  readonly #counts: Record<string, number> = {};
  readonly #schema: Schema;

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  name(attribute: string): string {
    return this.field(attribute, fieldOf(this.#schema, attribute));
  }

  field(name: string, field = name): string {
    this.names[`#${name}`] = field;
    return `#${name}`;
  }

  /** A value in a condition: those of one attribute are counted. */
  compared(attribute: string, value: unknown): string {
    const count = this.#counts[attribute] ?? 0;
    this.#counts[attribute] = count + 1;
    return this.value(`${attribute}${count}`, value);
  }

  value(name: string, value: unknown): string {
    this.values[`:${name}`] = value;
    return `:${name}`;
  }

  /** What a command takes; nothing where nothing is referred to. */
  fields(): Fields {
    return {
      ...(Object.keys(this.names).length > 0 ? { ExpressionAttributeNames: this.names } : {}),
      ...(Object.keys(this.values).length > 0 ? { ExpressionAttributeValues: this.values } : {}),
    };
  }
}

export type Where = (attributes: Record<string, string>, operations: Operations) => string;
type Operations = Record<"eq" | "ne" | "gt" | "gte" | "lt" | "lte", (attribute: string, value: unknown) => string> &
  Record<"exists" | "notExists", (attribute: string) => string>;

/** The attributes of an entity, each as its own name. */
export const attributesOf = (schema: Schema): Record<string, string> =>
  Object.fromEntries(Object.keys(schema.attributes).map((name) => [name, name]));

/** The text of a condition: `where(({ version }, { eq }) => eq(version, 3))` is `#version = :version0`. */
export function conditionOf(placeholders: Placeholders, schema: Schema, where: Where): string {
  const comparing = (operator: string) => (attribute: string, value: unknown) =>
    `${placeholders.name(attribute)} ${operator} ${placeholders.compared(attribute, value)}`;
  return where(attributesOf(schema), {
    eq: comparing("="),
    ne: comparing("<>"),
    gt: comparing(">"),
    gte: comparing(">="),
    lt: comparing("<"),
    lte: comparing("<="),
    exists: (attribute) => `attribute_exists(${placeholders.name(attribute)})`,
    notExists: (attribute) => `attribute_not_exists(${placeholders.name(attribute)})`,
  });
}

/** What an update does to attributes, in the order in which it was said. */
export interface Change {
  kind: "set" | "add" | "subtract" | "remove" | "ifNotExists";
  name: string;
  value?: unknown;
}

/**
 * SET, REMOVE and ADD of an update. `also` are fields that are set with it: keys of indexes, the attributes of its own key and the
 * entity's marks, since the update may make the row.
 */
export function updateOf(placeholders: Placeholders, schema: Schema, changes: Change[], also: Fields): string {
  const parts: Record<"SET" | "REMOVE" | "ADD", string[]> = { SET: [], REMOVE: [], ADD: [] };
  const named = new Set<string>();
  for (const { kind, name, value } of changes) {
    const at = placeholders.name(name);
    named.add(fieldOf(schema, name));
    if (kind === "remove") {
      parts.REMOVE.push(at);
      continue;
    }
    const given = placeholders.value(`${name}_u0`, checked(schema, name, value));
    if (kind === "add") parts.ADD.push(`${at} ${given}`);
    if (kind === "set") parts.SET.push(`${at} = ${given}`);
    if (kind === "ifNotExists") parts.SET.push(`${at} = if_not_exists(${at}, ${given})`);
    if (kind === "subtract")
      parts.SET.push(`${at} = (if_not_exists(${at}, ${placeholders.value(`${name}_default_value_u0`, 0)}) - ${given})`);
  }
  for (const field in also) {
    // DynamoDB refuses an update that names one field twice, and an attribute may be the key of an index.
    if (!named.has(field)) parts.SET.push(`${placeholders.field(field)} = ${placeholders.value(`${field}_u0`, also[field])}`);
  }
  return Object.entries(parts)
    .flatMap(([word, list]) => (list.length > 0 ? [`${word} ${list.join(", ")}`] : []))
    .join(" ");
}
