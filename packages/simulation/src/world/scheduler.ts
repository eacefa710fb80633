interface Entry {
  at: number;
  order: number;
  run: () => void;
}

interface RunUntil {
  mostSteps: number;
  until?: number;
  done?: () => boolean;
}

const before = (a: Entry, b: Entry) => a.at < b.at || (a.at === b.at && a.order < b.order);

/**
 * The one clock and the one order of things. Whatever takes time is an entry; between two entries everything that can go on without
 * one does, so that a run depends on nothing but the entries.
 */
export class Scheduler {
  readonly #heap: Entry[] = [];
  #order = 0;
  /** Work that takes no simulated time but more than a turn of the event loop, such as reading a request's body. */
  #busy = 0;
  now: number;
  steps = 0;
  constructor(start: number) {
    this.now = start;
  }

  at(at: number, run: () => void): void {
    const entry = { at: Math.max(at, this.now), order: (this.#order += 1), run };
    let place = this.#heap.push(entry) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.#heap[parent];
      if (!above || !before(entry, above)) break;
      this.#heap[place] = above;
      place = parent;
    }
    this.#heap[place] = entry;
  }

  after = (milliseconds: number, run: () => void): void => this.at(this.now + milliseconds, run);
  wait = (milliseconds: number): Promise<void> => new Promise((resolve) => this.after(milliseconds, resolve));

  /** Keeps the clock still until the work has ended. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#busy += 1;
    try {
      return await work();
    } finally {
      this.#busy -= 1;
    }
  }

  /** Time passes inside of such work. */
  async pause(milliseconds: number): Promise<void> {
    this.#busy -= 1;
    await this.wait(milliseconds);
    this.#busy += 1;
  }

  /** Runs until nothing is left to happen, up to an instant or until it is done. False when there were more steps than a run should have. */
  async run({ mostSteps, until = Infinity, done = () => false }: RunUntil): Promise<boolean> {
    await this.#settle();
    for (;;) {
      const next = this.#heap[0];
      if (!next || next.at > until || done()) return true;
      if (this.steps >= mostSteps) return false;
      this.#shift();
      this.now = next.at;
      this.steps += 1;
      next.run();
      await this.#settle();
    }
  }

  async #settle(): Promise<void> {
    do await new Promise((resolve) => setImmediate(resolve));
    while (this.#busy > 0);
  }

  #shift(): void {
    const last = this.#heap.pop();
    if (!last || this.#heap.length === 0) return;
    let place = 0;
    for (;;) {
      const left = this.#heap[2 * place + 1];
      const right = this.#heap[2 * place + 2];
      const child = left && right && before(right, left) ? right : left;
      if (!child || !before(child, last)) break;
      this.#heap[place] = child;
      place = 2 * place + (child === right ? 2 : 1);
    }
    this.#heap[place] = last;
  }
}
