import { Random } from "./random.ts";

/** The faults of the simulation, by the names that docs/guarantees.md uses. Those of processes and disks are the black box's. */
export const faults = {
  F1: "a message is delivered again",
  F2: "messages overtake each other",
  F3: "a message comes up to 24 h late",
  F4: "a function dies before an effect",
  F5: "a function dies after an effect, before it says so",
  F6: "a function runs into its time-out",
  F7: "table, bus, queue or mail refuses for the moment",
  F8: "another transaction holds an item",
  F9: "it is done, and the answer is lost",
  F10: "one message of a batch fails",
  F11: "a message that nobody can handle",
  F12: "the provider's answer is lost after it acted",
  F13: "a webhook comes early, late, twice or never",
  F14: "the provider refuses, fails or limits",
  F15: "clocks disagree",
  F16: "what has expired is still there",
  F17: "a read shows the past",
  F18: "everything that runs dies at once",
  F20: "the relay stands still",
  F21: "an event has fields of another version",
  F22: "functions are replaced in the middle",
} as const;
export type Fault = keyof typeof faults;
export const allFaults = Object.keys(faults) as Fault[];

export type Profile = Partial<Record<Fault, number>>;

export interface Fired {
  /** `<fault>@<place>#<n>`: names it in a replay that leaves it out. */
  id: string;
  fault: Fault;
  /** The command or consumer that it hit. */
  kind: string;
  step: number;
}

/** Decides where faults strike. Each place draws from a chance of its own, and a denied one is drawn and left out. */
export class Faults {
  readonly #seed: string;
  readonly #profile: Profile;
  readonly #denied: ReadonlySet<string>;
  readonly #places = new Map<string, { random: Random; count: number }>();
  readonly #only: ReadonlySet<string> | undefined;
  readonly fired: Fired[] = [];
  /** Every place at which a fault could have struck, where those that do are named. */
  readonly places: string[] = [];
  #healed = false;
  /** Set by the world. */
  step = (): number => 0;
  /** With `only`, these strike and no others. */
  constructor(seed: string, profile: Profile, denied: ReadonlySet<string> = new Set(), only?: ReadonlySet<string>) {
    this.#only = only;
    this.#seed = seed;
    this.#profile = profile;
    this.#denied = denied;
  }

  /** No more from now on. */
  heal(): void {
    this.#healed = true;
  }

  has = (fault: Fault): boolean => !this.#healed && (this.#profile[fault] ?? 0) > 0;

  /** Whether the fault strikes here and now; `weight` makes it rarer or more frequent than its profile says. */
  strikes(fault: Fault, place: string, kind: string, weight = 1): boolean {
    const probability = (this.#profile[fault] ?? 0) * weight;
    if ((probability <= 0 && !this.#only) || this.#healed) return false;
    const name = `${fault}@${place}`;
    let here = this.#places.get(name);
    if (!here) this.#places.set(name, (here = { random: new Random(`${this.#seed}/${name}`), count: 0 }));
    here.count += 1;
    const id = `${name}#${here.count}`;
    if (this.#only) this.places.push(id);
    const struck = this.#only ? this.#only.has(id) : here.random.chance(Math.min(0.9, probability)) && !this.#denied.has(id);
    if (!struck) return false;
    this.fired.push({ id, fault, kind, step: this.step() });
    return true;
  }

  /** A number that belongs to a fault that struck: how late, how far off. */
  size(fault: Fault, place: string): Random {
    const name = `${fault}@${place}`;
    return new Random(`${this.#seed}/${name}/size${this.#places.get(name)?.count ?? 0}`);
  }
}

/** Swarm testing: every run has some of the faults, rarely all, now and then none (https://www.cs.utah.edu/~regehr/papers/swarm12.pdf). */
export function profileOf(random: Random): Profile {
  if (random.chance(0.08)) return {};
  const share = random.pick([0.15, 0.3, 0.5, 0.8]);
  const profile: Profile = {};
  for (const fault of allFaults) if (random.chance(share)) profile[fault] = random.pick([0.01, 0.03, 0.08, 0.2]);
  return profile;
}
