/**
 * What functions use of zod, loaded by the first schema that is looked into: its small form, whose schemas have no methods, and the
 * methods that our sources call, as functions of a schema. Both forms share zod's core, which is what validates.
 */
import { $ZodError, $ZodObject, config } from "zod/v4/core";
import en from "zod/v4/locales/en.js";
import * as z from "zod/mini";

config(en());

export {
  array,
  boolean,
  coerce,
  discriminatedUnion,
  email,
  enum,
  int,
  iso,
  literal,
  looseObject,
  number,
  object,
  record,
  strictObject,
  string,
  union,
  unknown,
  url,
} from "zod/mini";
export { $ZodError as ZodError, $ZodObject as ZodObject };

const numeric = (schema) => schema._zod.def.type === "number";

/** A schema's methods that give another schema. */
export const chained = {
  array: (schema) => z.array(schema),
  catchall: z.catchall,
  default: z._default,
  exclude: (schema, values) =>
    z.enum(Object.fromEntries(Object.entries(schema._zod.def.entries).filter(([name]) => !values.includes(name)))),
  extend: z.extend,
  int: (schema, params) => schema.check(z.int(params)),
  length: (schema, ...rule) => schema.check(z.length(...rule)),
  max: (schema, ...rule) => schema.check(numeric(schema) ? z.lte(...rule) : z.maxLength(...rule)),
  min: (schema, ...rule) => schema.check(numeric(schema) ? z.gte(...rule) : z.minLength(...rule)),
  nullable: z.nullable,
  nullish: z.nullish,
  omit: z.omit,
  optional: z.optional,
  pick: z.pick,
  pipe: z.pipe,
  refine: (schema, ...rule) => schema.check(z.refine(...rule)),
  regex: (schema, ...rule) => schema.check(z.regex(...rule)),
  strip: (schema) => z.catchall(schema, undefined),
  superRefine: (schema, ...rule) => schema.check(z.superRefine(...rule)),
  toLowerCase: (schema) => schema.check(z.toLowerCase()),
  toUpperCase: (schema) => schema.check(z.toUpperCase()),
  transform: (schema, change) => z.pipe(schema, z.transform(change)),
  trim: (schema) => schema.check(z.trim()),
  url: (schema, params) => schema.check(z.url(params)),
};
