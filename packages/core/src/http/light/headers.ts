const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const around = /^[\t\n\r ]+|[\t\n\r ]+$/g;
// Bytes alone, and none that would end a header's line.
const unfit = /[\0\n\r]|[^\0-\xff]/;

/** A header's names and values as `Headers` takes them. */
export type HeadersSource = Iterable<readonly [string, string]> | Record<string, string>;

/** What of the platform's `Headers` answers and requests are made with. Going through them goes through what they are at that time. */
export class LightHeaders {
  readonly #values = new Map<string, string>();
  #cookies: string[] = [];

  constructor(source?: HeadersSource) {
    if (source === undefined) return;
    if (source instanceof LightHeaders) {
      // What was put together of parts may end in a space, which a copy does not.
      for (const [name, value] of source.#values) this.#values.set(name, value.replace(around, ""));
      this.#cookies = [...source.#cookies];
      return;
    }
    const pairs = Symbol.iterator in source ? (source as Iterable<readonly [string, string]>) : Object.entries(source);
    for (const [name, value] of pairs) this.append(name, value);
  }

  append(name: string, value: string): void {
    const [key, text] = [keyOf(name), textOf(value)];
    if (key === "set-cookie") {
      this.#cookies.push(text);
      return;
    }
    const before = this.#values.get(key);
    this.#values.set(key, before === undefined ? text : `${before}${key === "cookie" ? "; " : ", "}${text}`);
  }

  set(name: string, value: string): void {
    const [key, text] = [keyOf(name), textOf(value)];
    if (key === "set-cookie") this.#cookies = [text];
    else this.#values.set(key, text);
  }

  get(name: string): string | null {
    const key = keyOf(name);
    if (key === "set-cookie") return this.#cookies.length > 0 ? this.#cookies.join(", ") : null;
    return this.#values.get(key) ?? null;
  }

  has(name: string): boolean {
    const key = keyOf(name);
    return key === "set-cookie" ? this.#cookies.length > 0 : this.#values.has(key);
  }

  delete(name: string): void {
    const key = keyOf(name);
    if (key === "set-cookie") this.#cookies = [];
    else this.#values.delete(key);
  }

  getSetCookie(): string[] {
    return [...this.#cookies];
  }

  forEach(visit: (value: string, name: string, headers: LightHeaders) => void, self?: unknown): void {
    for (const [name, value] of this.entries()) visit.call(self, value, name, this);
  }

  /** By name, as the platform has them; each cookie by itself. */
  entries(): ArrayIterator<[string, string]> {
    const all: [string, string][] = [...this.#values];
    for (const cookie of this.#cookies) all.push(["set-cookie", cookie]);
    return all.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).values();
  }

  *keys(): Generator<string> {
    for (const [name] of this.entries()) yield name;
  }

  *values(): Generator<string> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): ArrayIterator<[string, string]> {
    return this.entries();
  }
}

function keyOf(name: string): string {
  if (!token.test(name)) throw new TypeError(`${JSON.stringify(name)} is no name of a header`);
  return name.toLowerCase();
}

function textOf(value: string): string {
  const text = String(value).replace(around, "");
  if (unfit.test(text)) throw new TypeError("a header's value is bytes of one line");
  return text;
}
