/** A declaration as ElectroDB takes it, as far as Souk uses it: every key is a template and keeps its case. */
export interface Attribute {
  /** "string", "number", "boolean", "any", or the texts that it may be. */
  type: string | readonly string[];
  required?: boolean;
  /** Its name in the table, where that is another. */
  field?: string;
  /** Stored, and never handed out. */
  hidden?: boolean;
}

export interface Key {
  field: string;
  composite: readonly string[];
  template: string;
  casing: "none";
}

export interface Index {
  index?: string;
  pk: Key;
  sk: Key;
}

export interface Schema {
  model: { entity: string; version: string; service: string };
  attributes: Record<string, Attribute>;
  indexes: Record<string, Index>;
}

export type Fields = Record<string, unknown>;

export const fieldOf = (schema: Schema, name: string): string => {
  const attribute = schema.attributes[name];
  if (!attribute) throw new TypeError(`${schema.model.entity} has no attribute "${name}"`);
  return attribute.field ?? name;
};

/** By these two a row says whose it is: several entities may share a partition. */
export const marks = ({ model }: Schema): Fields => ({ __edb_e__: model.entity, __edb_v__: model.version });

/** Throws TypeError for a value that the declaration does not allow: a mistake in the code, since input was parsed before. */
export function checked(schema: Schema, name: string, value: unknown): unknown {
  const { type } = schema.attributes[name] ?? {};
  const fits = type === undefined || type === "any" || (typeof type === "string" ? typeof value === type : type.includes(String(value)));
  if (!fits) throw new TypeError(`${schema.model.entity}.${name} may not be ${JSON.stringify(value)}`);
  return value;
}

/** The given attributes by their names in the table. Throws TypeError for one that is missing, unknown or of the wrong kind. */
export function toRow(schema: Schema, given: Fields): Fields {
  const row: Fields = {};
  for (const name in given) fieldOf(schema, name);
  for (const name in schema.attributes) {
    const value = given[name];
    if (value !== undefined) row[fieldOf(schema, name)] = checked(schema, name, value);
    else if (schema.attributes[name]?.required) throw new TypeError(`${schema.model.entity}.${name} is required`);
  }
  return row;
}

/** A row's attributes without what is hidden; undefined for a row of another entity. */
export function fromRow(schema: Schema, row: Fields | undefined): Fields | undefined {
  if (!row || row["__edb_e__"] !== schema.model.entity || row["__edb_v__"] !== schema.model.version) return undefined;
  const result: Fields = {};
  for (const name in schema.attributes) {
    const { field = name, hidden } = schema.attributes[name] ?? {};
    const value = row[field];
    if (!hidden && value !== undefined) result[name] = value;
  }
  return result;
}
