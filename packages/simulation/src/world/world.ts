import type { Table } from "@souk/core";
import { Witness } from "../check/witness.ts";
import { type Fault, Faults, type Profile } from "../fault.ts";
import { Random } from "../random.ts";
import type { Rows } from "../table/rows.ts";
import { createTwin, type Twin } from "../table/twin.ts";
import { Trace } from "../trace.ts";
import { createQueues } from "./consumers.ts";
import type { Invocation, Place } from "./invocation.ts";
import type { SentMail } from "./mail.ts";
import { Provider, providerSecret, providerUrl } from "./provider.ts";
import type { Queue } from "./queue.ts";
import { Relay } from "./relay.ts";
import { Scheduler } from "./scheduler.ts";
import { createWire } from "./wire.ts";

export interface WorldOptions {
  seed: string;
  start: number;
  rows: Rows;
  profile: Profile;
  /** Faults and actions that a shrunk replay leaves out. */
  denied: ReadonlySet<string>;
  only?: ReadonlySet<string> | undefined;
  /** The longest that an ordinary call takes, in milliseconds. */
  slowest: number;
  /** By how much people wait: 1, or next to nothing, so that all that they do meets. */
  haste: number;
  keepTrace: number;
}

let world: World | undefined;
const connect = (next: World): void => void (world = next);
const wire = createWire(() => {
  if (!world) throw new Error("there is no world");
  return world.twin;
});
const first: Table = { name: "souk", client: wire };
/** Kept from run to run: binding the entities to a table takes longer than a whole run. What they remember of it, `open` sets anew. */
export const tables: Table[] = [first, { name: "souk", client: wire }];

/** Everything that a run consists of, on one clock. One world at a time in a process. */
export class World {
  readonly shopId = "demo";
  readonly seed: string;
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly trace: Trace;
  readonly twin: Twin;
  readonly check: Witness;
  readonly alive = new Set<Invocation>();
  readonly provider: Provider;
  readonly relay: Relay;
  readonly mails: SentMail[] = [];
  /** Items that others are writing, until when. */
  readonly contended = new Map<string, number>();
  readonly links: Record<string, Record<string, unknown>> = {
    Sandbox: { url: providerUrl },
    SandboxSecret: { value: providerSecret },
    Site: { url: "https://souk.example" },
    Sender: { address: "orders@souk.example" },
  };
  /** Names of what could be left out. */
  readonly asked = new Set<string>();
  readonly #queues: Map<string, Queue>;
  readonly #denied: ReadonlySet<string>;
  readonly haste: number;
  /** Whether jobs sweep up what others leave. Where they do not, all that people and queues do must be enough. */
  readonly swept: boolean;
  readonly #slowest: number;
  #writer = "setup";
  #lag = 0;
  #generation = 0;

  constructor({ seed, start, rows, profile, denied, only, slowest, haste, keepTrace }: WorldOptions) {
    this.seed = seed;
    this.#denied = denied;
    this.#slowest = slowest;
    this.haste = haste;
    this.swept = new Random(`${seed}/swept`).chance(0.4);
    this.scheduler = new Scheduler(start);
    this.trace = new Trace(keepTrace);
    this.faults = new Faults(seed, profile, denied, only);
    this.faults.step = () => this.scheduler.steps;
    this.check = new Witness(this.shopId, () => ({ at: this.scheduler.now, step: this.scheduler.steps }));
    this.twin = createTwin({
      rows,
      now: () => this.scheduler.now,
      lag: () => this.#lag,
      onCommit: (changes) => {
        this.trace.add(
          `${this.scheduler.now} commit ${this.#writer} ${JSON.stringify(changes.map(({ pk, sk, after }) => [pk, sk, after]))}`,
        );
        this.check.committed(changes, this.#writer);
        this.relay.take(changes);
      },
    });
    connect(this);
    this.provider = new Provider(this);
    this.relay = new Relay(this);
    this.#queues = createQueues(this);
  }

  /** Where functions find the table. */
  get table(): Table {
    return tables[this.#generation % tables.length] ?? first;
  }

  /** Other instances of all functions, with what those keep in memory. The ones that run end as they are. */
  replaceFunctions(): void {
    this.#generation += 1;
  }

  queue(name: string): Queue {
    const found = this.#queues.get(name);
    if (!found) throw new Error(`there is no queue ${name}`);
    return found;
  }

  queues = (): Queue[] => [...this.#queues.values()];

  /** Whether a named action is part of this run. */
  wants(action: string): boolean {
    this.asked.add(action);
    return !this.#denied.has(action);
  }

  pace = (random: Random): number => random.spread(1, this.#slowest);

  writtenBy<T>(invocation: Invocation, write: () => T): T {
    this.#writer = invocation.label;
    try {
      return write();
    } finally {
      this.#writer = "setup";
    }
  }

  /** What was not drawn but came about by itself counts too. */
  happened(fault: Fault, { kind, label }: Place): void {
    this.faults.fired.push({ id: `${fault}@${label}#met`, fault, kind, step: this.scheduler.steps });
  }

  /** A real meeting of two on one item is the fault that it is. */
  conflictsOf<T>(invocation: Invocation, begin: () => T): T {
    try {
      return begin();
    } catch (error) {
      const reasons = (error as { reasons?: { code: string }[] }).reasons ?? [];
      if (reasons.some(({ code }) => code === "TransactionConflict")) this.happened("F8", invocation);
      throw error;
    }
  }

  lagging<T>(milliseconds: number, read: () => T): T {
    this.#lag = milliseconds;
    try {
      return read();
    } finally {
      this.#lag = 0;
    }
  }

  log({ label }: Invocation, level: string, message: string, fields: Record<string, unknown> = {}): void {
    this.trace.add(`${this.scheduler.now} ${label} ${level}: ${message} ${String(fields["reason"] ?? fields["error"] ?? "")}`);
    this.check.logged(label, level, message, fields);
  }

  /** Everything that runs dies, as in a power cut. What lies in table and queues stays. */
  powerCut(): void {
    for (const invocation of this.alive) {
      this.happened("F18", invocation);
      invocation.die();
    }
  }
}
