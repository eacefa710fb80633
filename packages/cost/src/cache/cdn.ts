import { Cache, lifetimeOf, unlimited } from "@souk/offline/edge";

export interface Origin {
  /** Answers at a time of the simulation, in seconds. */
  fetch(path: string, at: number): Promise<{ headers: Headers; body: string }>;
}

export interface Served {
  body: string;
  from: "cache" | "origin";
  /** Seconds since the origin gave it. */
  age: number;
}

/** The cache of the offline stage's router, for requests without credentials and with room for everything. */
export class Cdn {
  readonly #origin: Origin;
  readonly #cache = new Cache<string>(unlimited);
  constructor(origin: Origin) {
    this.#origin = origin;
  }

  async get(path: string, at: number): Promise<Served> {
    const found = this.#cache.find(path, at);
    if (found?.state === "fresh") return { body: found.value, from: "cache", age: found.age };
    const { headers, body } = await this.#origin.fetch(path, at);
    const lifetime = lifetimeOf(200, (name) => headers.get(name));
    if (lifetime) this.#cache.keep(path, body, { bytes: body.length, born: at, lifetime });
    if (!lifetime) this.#cache.drop(path);
    // The shopper is not kept waiting: what is stale is given out, and the origin is asked behind their back.
    if (found?.state === "stale") return { body: found.value, from: "cache", age: found.age };
    return { body, from: "origin", age: 0 };
  }
}
