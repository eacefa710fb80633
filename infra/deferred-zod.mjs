/**
 * What functions have in place of `zod`: the same constructors, but a schema is made when somebody first looks into it, and zod itself
 * is run with the first one. Most of a function's schemas are of answers, which only the documents need.
 */
const zod = () => require("./chosen-zod.mjs");

/** The fields of an object's schema without making it, where they follow from how it was said. */
const fieldsAfter = {
  extend: (fields, [more]) => Object.defineProperties({}, { ...descriptorsOf(fields), ...descriptorsOf(more) }),
  pick: (fields, [names]) => Object.fromEntries(Object.entries(fields).filter(([name]) => names[name])),
  omit: (fields, [names]) => Object.fromEntries(Object.entries(fields).filter(([name]) => !names[name])),
  catchall: (fields) => fields,
  refine: (fields) => fields,
  strip: (fields) => fields,
  superRefine: (fields) => fields,
};

const descriptorsOf = (object) => Object.getOwnPropertyDescriptors(object);

/**
 * A schema that is not made yet: a constructor's name, or another schema and its method, and what it is called with. Whatever is asked
 * of it that stands below, the schema is asked.
 */
class Deferred {
  #from;
  #name;
  #args;
  #fields;
  #schema;
  #bound;

  constructor(from, name, args, fields) {
    this.#from = from;
    this.#name = name;
    this.#args = args;
    this.#fields = fields;
  }

  static is = (value) => typeof value === "object" && value !== null && #from in value;
  static schemaOf = (deferred) => (deferred.#schema ??= deferred.#make());
  static fieldsOf = (deferred) => deferred.#fields;

  #make() {
    const args = this.#args.map(made);
    if (Deferred.is(this.#from)) return zod().chained[this.#name](Deferred.schemaOf(this.#from), ...args);
    return (this.#from ? zod()[this.#from] : zod())[this.#name](...args);
  }

  get shape() {
    return this.#fields ?? Deferred.schemaOf(this).shape;
  }
  // What schemas say of themselves is for documents alone.
  meta() {
    return this;
  }
  describe() {
    return this;
  }

  /** A method of the schema, bound once: `this` is never what is deferred. */
  static read(deferred, key) {
    const found = deferred.#bound?.get(key);
    if (found) return found;
    const schema = Deferred.schemaOf(deferred);
    const value = schema[key];
    if (typeof value !== "function") return value;
    const bound = (...args) => value.apply(schema, args.map(made));
    (deferred.#bound ??= new Map()).set(key, bound);
    return bound;
  }
}

/** Methods that give another schema: calling them looks into nothing. */
const chained =
  "array catchall default exclude extend int length max min nullable nullish omit optional pick pipe refine regex strip superRefine toLowerCase toUpperCase transform trim url";
for (const name of chained.split(" "))
  Deferred.prototype[name] = function (...args) {
    const fields = Deferred.fieldsOf(this);
    return new Deferred(this, name, args, fields && fieldsAfter[name]?.(fields, args));
  };
Object.setPrototypeOf(
  Deferred.prototype,
  new Proxy(Object.prototype, {
    get: (target, key, self) => (Deferred.is(self) ? Deferred.read(self, key) : Reflect.get(target, key, self)),
    has: () => false,
  }),
);

/** The schemas themselves in place of deferred ones, in lists and in fields too: nothing that validates goes through what is deferred. */
function made(value) {
  if (typeof value !== "object" || value === null) return value;
  if (Deferred.is(value)) return Deferred.schemaOf(value);
  if (Array.isArray(value)) return value.some(Deferred.is) ? value.map(made) : value;
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  // A getter is how a schema speaks of itself: it is asked later.
  const fields = Object.entries(descriptorsOf(value)).map(([name, field]) => [
    name,
    field.get
      ? { ...field, get: () => made(field.get.call(value)) }
      : { ...field, value: Deferred.is(field.value) ? Deferred.schemaOf(field.value) : field.value },
  ]);
  return Object.defineProperties({}, Object.fromEntries(fields));
}

const maker =
  (name, group) =>
  (...args) =>
    new Deferred(group, name, args);
const objectMaker =
  (name) =>
  (fields = {}, ...args) =>
    new Deferred(undefined, name, [fields, ...args], fields);

/** A class of zod's, for `instanceof` alone. */
const kind = (name) => ({
  [Symbol.hasInstance]: (value) =>
    (Deferred.is(value) && name === "ZodObject" && Deferred.fieldsOf(value) !== undefined) ||
    (typeof value === "object" && value !== null && made(value) instanceof zod()[name]),
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
export const coerce = { number: /* @__PURE__ */ maker("number", "coerce") };
export const iso = { datetime: /* @__PURE__ */ maker("datetime", "iso"), date: /* @__PURE__ */ maker("date", "iso") };
export const ZodError = /* @__PURE__ */ kind("ZodError");
export const ZodObject = /* @__PURE__ */ kind("ZodObject");
