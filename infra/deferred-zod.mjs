/**
 * What functions have in place of `zod`: the same constructors, but a schema is made when somebody first looks into it, and zod itself
 * is run with the first one. Most of a function's schemas are of answers, which only the documents need.
 */
const zod = () => require("./chosen-zod.mjs");

/** What a deferred schema stands for, by its proxy. */
const recipes = new WeakMap();

/** Methods that give another schema: calling them looks into nothing. */
const chained = new Set(
  `and array brand catch catchall check default email endsWith exclude extend extract gt gte includes int length loose lowercase lt lte max min multipleOf
  negative nonempty nonnegative nonoptional nonpositive normalize nullable nullish omit optional or overwrite partial pick pipe positive
  prefault readonly refine regex required safeExtend startsWith strict strip superRefine toLowerCase toUpperCase transform trim uppercase
  url`.split(/\s+/),
);

/** The fields of an object's schema without making it, where they follow from how it was said. */
const fieldsAfter = {
  extend: (fields, [more]) => Object.defineProperties({}, { ...descriptorsOf(fields), ...descriptorsOf(more) }),
  safeExtend: (fields, [more]) => Object.defineProperties({}, { ...descriptorsOf(fields), ...descriptorsOf(more) }),
  pick: (fields, [names]) => Object.fromEntries(Object.entries(fields).filter(([name]) => names[name])),
  omit: (fields, [names]) => Object.fromEntries(Object.entries(fields).filter(([name]) => !names[name])),
  catchall: (fields) => fields,
  check: (fields) => fields,
  loose: (fields) => fields,
  refine: (fields) => fields,
  strict: (fields) => fields,
  strip: (fields) => fields,
  superRefine: (fields) => fields,
};

const descriptorsOf = (object) => Object.getOwnPropertyDescriptors(object);

/** The schemas themselves in place of deferred ones, in lists and in fields too: nothing that validates goes through a proxy. */
function made(value) {
  if (typeof value !== "object" || value === null) return value;
  const recipe = recipes.get(value);
  if (recipe) return schemaOf(recipe);
  if (Array.isArray(value)) return value.some((entry) => recipes.has(entry)) ? value.map(made) : value;
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  // A getter is how a schema speaks of itself: it is asked later.
  const fields = Object.entries(descriptorsOf(value)).map(([name, field]) => [
    name,
    field.get
      ? { ...field, get: () => made(field.get.call(value)) }
      : { ...field, value: recipes.has(field.value) ? made(field.value) : field.value },
  ]);
  return Object.defineProperties({}, Object.fromEntries(fields));
}

function schemaOf(recipe) {
  recipe.schema ??= recipe.make();
  return recipe.schema;
}

function chain(recipe, self, name, args) {
  // What schemas say of themselves is for documents alone.
  if ((name === "meta" || name === "describe") && args.length > 0) return self;
  const fields = recipe.fields && fieldsAfter[name]?.(recipe.fields, args);
  return deferred(() => schemaOf(recipe)[name](...args.map(made)), fields);
}

/** A method of the schema, bound once: `this` is never the proxy. */
function read(recipe, key) {
  const found = recipe.bound.get(key);
  if (found) return found;
  const schema = schemaOf(recipe);
  const value = schema[key];
  if (typeof value !== "function") return value;
  const bound = (...args) => value.apply(schema, args.map(made));
  recipe.bound.set(key, bound);
  return bound;
}

const traps = {
  get({ recipe }, key, self) {
    if (chained.has(key) || key === "meta" || key === "describe") return (...args) => chain(recipe, self, key, args);
    if (key === "shape" && recipe.fields) return recipe.fields;
    return read(recipe, key);
  },
  set: ({ recipe }, key, value) => Reflect.set(schemaOf(recipe), key, value),
  has: ({ recipe }, key) => Reflect.has(schemaOf(recipe), key),
  getPrototypeOf: ({ recipe }) => Reflect.getPrototypeOf(schemaOf(recipe)),
};

function deferred(make, fields) {
  const recipe = { make, fields, bound: new Map(), schema: undefined };
  const proxy = new Proxy({ recipe }, traps);
  recipes.set(proxy, recipe);
  return proxy;
}

const maker =
  (name) =>
  (...args) =>
    deferred(() => zod()[name](...args.map(made)));
const objectMaker =
  (name) =>
  (fields = {}, ...args) =>
    deferred(() => zod()[name](made(fields), ...args), fields);
const within =
  (group, name) =>
  (...args) =>
    deferred(() => zod()[group][name](...args));

/** A class of zod's, for `instanceof` alone. */
const kind = (name) => ({
  [Symbol.hasInstance]: (value) =>
    typeof value === "object" &&
    value !== null &&
    ((name === "ZodObject" && recipes.get(value)?.fields !== undefined) || value instanceof zod()[name]),
});

export const array = /* @__PURE__ */ maker("array");
export const boolean = /* @__PURE__ */ maker("boolean");
export const email = /* @__PURE__ */ maker("email");
const enumeration = /* @__PURE__ */ maker("enum");
export { enumeration as enum };
export const int = /* @__PURE__ */ maker("int");
export const literal = /* @__PURE__ */ maker("literal");
export const number = /* @__PURE__ */ maker("number");
export const record = /* @__PURE__ */ maker("record");
export const string = /* @__PURE__ */ maker("string");
export const union = /* @__PURE__ */ maker("union");
export const discriminatedUnion = /* @__PURE__ */ maker("discriminatedUnion");
export const unknown = /* @__PURE__ */ maker("unknown");
export const url = /* @__PURE__ */ maker("url");
export const object = /* @__PURE__ */ objectMaker("object");
export const strictObject = /* @__PURE__ */ objectMaker("strictObject");
export const looseObject = /* @__PURE__ */ objectMaker("looseObject");
export const coerce = { number: /* @__PURE__ */ within("coerce", "number") };
export const iso = { datetime: /* @__PURE__ */ within("iso", "datetime"), date: /* @__PURE__ */ within("iso", "date") };
export const ZodError = /* @__PURE__ */ kind("ZodError");
export const ZodObject = /* @__PURE__ */ kind("ZodObject");
