import type { Change, Commit, Delivery, Told, Violation } from "./evidence.ts";
import { judgeCommit } from "./commit.ts";

interface Message {
  id: string;
  about: string;
  receives: number;
  poison: boolean;
}

/** Writes down what happens and judges each commit as it is made. */
export class Witness {
  readonly commits: Commit[] = [];
  readonly told: Told[] = [];
  readonly deliveries: Delivery[] = [];
  readonly announced = new Map<string, number>();
  readonly violations: Violation[] = [];
  readonly logs: string[] = [];
  readonly gauges = new Map<string, number>();
  readonly #shopId: string;
  readonly #clock: () => { at: number; step: number };
  constructor(shopId: string, clock: () => { at: number; step: number }) {
    this.#shopId = shopId;
    this.#clock = clock;
  }

  committed(changes: Change[], by: string): void {
    const commit = { by, ...this.#clock(), changes };
    this.commits.push(commit);
    this.violations.push(...judgeCommit(this.#shopId, commit));
  }

  answered(told: Told): void {
    this.told.push(told);
  }

  published(eventId: string): void {
    this.announced.set(eventId, (this.announced.get(eventId) ?? 0) + 1);
  }

  delivered(queue: string, { id, about, receives, poison }: Message, done: boolean, by: string): void {
    this.deliveries.push({ queue, about, message: id, receives, done, by, at: this.#clock().at, poison });
  }

  /** What a job said at the end of a run is stuck or differs. */
  counted(job: string, gauges: Record<string, number>): void {
    for (const [name, value] of Object.entries(gauges)) this.gauges.set(`${job} ${name}`, value);
  }

  logged(label: string, level: string, message: string, fields: Record<string, unknown>): void {
    if (level === "error") this.logs.push(`${label} ${message} ${JSON.stringify(fields).slice(0, 400)}`);
  }
}
