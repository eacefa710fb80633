/**
 * A regular expression that is compiled when it is first used. One with Unicode's classes takes milliseconds, which a function's load
 * would pay for each schema that names it.
 */
export function pattern(source: string, flags = "u"): RegExp {
  let compiled: RegExp | undefined;
  const real = () => (compiled ??= new RegExp(source, flags));
  return new Proxy(Object.create(RegExp.prototype) as RegExp, {
    get(_target, key) {
      const value = Reflect.get(real(), key, real()) as unknown;
      return typeof value === "function" ? value.bind(real()) : value;
    },
    set: (_target, key, value) => Reflect.set(real(), key, value, real()),
  });
}
