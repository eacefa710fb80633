export interface Origin {
  /** Answers at a time of the simulation, in seconds. */
  fetch(path: string, at: number): Promise<{ headers: Headers; body: string }>;
}

interface Kept {
  body: string;
  /** When the origin gave it. */
  born: number;
  fresh: number;
  stale: number;
}

export interface Served {
  body: string;
  from: "cache" | "origin";
  /** Seconds since the origin gave it. */
  age: number;
}

const directive = (header: string, name: string): number => Number(new RegExp(`\\b${name}=(\\d+)`).exec(header)?.[1] ?? 0);

/**
 * A shared cache as RFC 9111 and RFC 5861 describe it, for requests without credentials: it keeps what says `public`, for as long as it
 * says, gives out what is stale while it fetches anew, and purges nothing.
 */
export class Cdn {
  readonly #origin: Origin;
  readonly #kept = new Map<string, Kept>();
  constructor(origin: Origin) {
    this.#origin = origin;
  }

  async get(path: string, at: number): Promise<Served> {
    const kept = this.#kept.get(path);
    const age = kept ? at - kept.born : 0;
    if (kept && age < kept.fresh) return { body: kept.body, from: "cache", age };
    const answer = await this.#origin.fetch(path, at);
    this.#keep(path, answer, at);
    // The shopper is not kept waiting: what is stale is given out, and the origin is asked behind their back.
    if (kept && age < kept.fresh + kept.stale) return { body: kept.body, from: "cache", age };
    return { body: answer.body, from: "origin", age: 0 };
  }

  #keep(path: string, { headers, body }: { headers: Headers; body: string }, born: number): void {
    const control = headers.get("cache-control") ?? "no-store";
    this.#kept.delete(path);
    if (!/\bpublic\b/.test(control) || headers.has("set-cookie") || headers.get("vary") === "*") return;
    this.#kept.set(path, { body, born, fresh: directive(control, "max-age"), stale: directive(control, "stale-while-revalidate") });
  }
}
