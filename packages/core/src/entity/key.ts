import type { Fields, Key, Schema } from "./model.ts";

const facet = /\$\{(\w+)\}/g;

/** The key's text. Throws TypeError when a part of it is missing. */
export function keyOf(schema: Schema, key: Key, given: Fields): string {
  return key.template.replace(facet, (_all, name: string) => {
    const value = given[name];
    if (value === undefined) throw new TypeError(`${schema.model.entity} cannot be found without "${name}"`);
    return String(value);
  });
}

/** As much of the key as the given parts allow: up to the next part's own text, up to the last part given, and whether that is all. */
export function prefixOf(key: Key, given: Fields): { text: string; bare: string; whole: boolean } {
  let text = "";
  let bare = "";
  let end = 0;
  for (const match of key.template.matchAll(facet)) {
    const value = given[match[1] ?? ""];
    text += key.template.slice(end, match.index);
    if (value === undefined) return { text, bare, whole: false };
    text += String(value);
    bare = text;
    end = match.index + match[0].length;
  }
  text += key.template.slice(end);
  return { text, bare: text, whole: true };
}

export const primaryKey = (schema: Schema, given: Fields): Fields => {
  const { pk, sk } = primaryOf(schema);
  return { [pk.field]: keyOf(schema, pk, given), [sk.field]: keyOf(schema, sk, given) };
};

export function primaryOf(schema: Schema) {
  for (const name in schema.indexes) {
    const index = schema.indexes[name];
    if (index && index.index === undefined) return index;
  }
  throw new TypeError(`${schema.model.entity} has no primary index`);
}

const secondary = (schema: Schema) => Object.values(schema.indexes).filter(({ index }) => index !== undefined);

/** Keys of the indexes that a whole row is found by. An index whose partition it lacks does not have it. */
export function indexKeys(schema: Schema, given: Fields): Fields {
  const keys: Fields = {};
  for (const { pk, sk } of secondary(schema)) {
    if (!pk.composite.every((name) => given[name] !== undefined)) continue;
    keys[pk.field] = keyOf(schema, pk, given);
    keys[sk.field] = keyOf(schema, sk, given);
  }
  return keys;
}

/** Keys of indexes that change with the given attributes of a row; `known` are those of its own key. */
export function changedKeys(schema: Schema, changed: Fields, known: Fields): Fields {
  const keys: Fields = {};
  for (const { pk, sk } of secondary(schema))
    for (const key of [pk, sk])
      if (key.composite.some((name) => changed[name] !== undefined)) keys[key.field] = keyOf(schema, key, { ...known, ...changed });
  return keys;
}
