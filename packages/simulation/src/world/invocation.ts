import { AsyncLocalStorage } from "node:async_hooks";
import { type Actor, type Context, typeId } from "@souk/core";
import { createTokens } from "@souk/core/token";
import { Random } from "../random.ts";
import type { World } from "./world.ts";

/** Where something runs: its own name, and the command or consumer that it counts for. */
export interface Place {
  label: string;
  kind: string;
  /** Its function's time-out, when it is not the usual one. */
  timeoutMilliseconds?: number;
}

export type Ended<T> =
  | { kind: "done"; value: T }
  | { kind: "failed"; error: unknown }
  /** It is gone; what it had sent may still arrive. */
  | { kind: "crashed" | "timed out" };

const running = new AsyncLocalStorage<Invocation>();

export const findCurrent = (): Invocation | undefined => running.getStore();

/** The function that this code runs in: clients that many share find out by it whose call it is. */
export function current(): Invocation {
  const invocation = findCurrent();
  if (!invocation) throw new Error("this runs in no function");
  return invocation;
}

const skewMilliseconds = 5 * 60_000;
const usualTimeoutMilliseconds = 10_000;
const secret = "a secret of simulations only";

/** One run of a function: its chance, its clock and its way to the world, which takes time and may be the last it does. */
export class Invocation implements Place {
  readonly label: string;
  readonly kind: string;
  readonly random: Random;
  readonly world: World;
  readonly timeoutMilliseconds: number;
  readonly #skew: number;
  readonly #ended: (how: "crashed") => void;
  dead = false;
  /** How often it has committed something. */
  commits = 0;

  constructor(world: World, place: Place, ended: (how: "crashed") => void) {
    this.world = world;
    this.label = place.label;
    this.kind = place.kind;
    this.timeoutMilliseconds = place.timeoutMilliseconds ?? usualTimeoutMilliseconds;
    this.random = new Random(`${world.seed}/${place.label}`);
    this.#ended = ended;
    this.#skew = this.strikes("F15", 4) ? world.faults.size("F15", this.label).int(-skewMilliseconds, skewMilliseconds) : 0;
  }

  strikes = (fault: Parameters<World["faults"]["strikes"]>[0], weight = 1): boolean =>
    this.world.faults.strikes(fault, this.label, this.kind, weight);

  die(): void {
    if (this.dead) return;
    this.dead = true;
    this.#ended("crashed");
  }

  /**
   * Something done outside of the function: it takes a while, and only then happens. What was sent happens though its sender dies
   * meanwhile; a dead function never goes on.
   */
  io<T>(what: string, act: () => T | Promise<T>, milliseconds = this.world.pace(this.random)): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.dead) return;
      if (this.strikes("F18", 0.02)) return this.world.powerCut();
      if (this.strikes("F4")) return this.die();
      const late = this.strikes("F6", 0.5) ? this.timeoutMilliseconds * 1.5 : 0;
      this.world.scheduler.after(milliseconds + late, () => {
        this.world.trace.add(`${this.world.scheduler.now} ${this.label} ${what}`);
        const end = (settle: () => void) => {
          if (this.dead) return;
          if (this.strikes("F5")) return this.die();
          settle();
        };
        try {
          const result = act();
          if (!(result instanceof Promise)) return end(() => resolve(result));
          result.then(
            (value) => end(() => resolve(value)),
            (error: unknown) => end(() => reject(error as Error)),
          );
        } catch (error) {
          end(() => reject(error as Error));
        }
      });
    });
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.world.scheduler.after(milliseconds, () => (this.dead ? undefined : resolve())));
  }

  now = (): number => this.world.scheduler.now + this.#skew;

  ctx(actor: Actor, requestId: string, traceparent: string, shopId = this.world.shopId): Context {
    const { world } = this;
    const log = (level: string) => (message: string, fields?: Record<string, unknown>) => world.log(this, level, message, fields);
    return {
      shopId,
      actor,
      requestId,
      traceparent,
      now: () => new Date(this.now()),
      id: (prefix) => typeId(prefix, Math.floor(this.now()), this.random.next),
      random: this.random.next,
      sleep: (milliseconds) => this.sleep(milliseconds),
      table: world.table,
      log: { info: log("info"), warn: log("warn"), error: log("error") },
      tokens: createTokens(secret, shopId),
      link: (name) => {
        const found = world.links[name];
        if (!found) throw new Error(`"${name}" is not linked`);
        return found;
      },
    };
  }
}

/** Runs a function as Lambda does: it ends, or it dies, or its time is over. */
export function invoke<T>(world: World, place: Place, body: (invocation: Invocation) => Promise<T>): Promise<Ended<T>> {
  return new Promise((resolve) => {
    let over = false;
    const end = (ended: Ended<T>) => {
      if (over) return;
      over = true;
      world.alive.delete(invocation);
      world.trace.add(`${world.scheduler.now} ${place.label} ${ended.kind}`);
      resolve(ended);
    };
    const invocation = new Invocation(world, place, (kind) => end({ kind }));
    world.alive.add(invocation);
    world.scheduler.after(invocation.timeoutMilliseconds, () => {
      if (over) return;
      invocation.dead = true;
      end({ kind: "timed out" });
    });
    if (invocation.strikes("F22", 0.3)) world.replaceFunctions();
    running.run(invocation, body, invocation).then(
      (value) => invocation.dead || end({ kind: "done", value }),
      (error: unknown) => invocation.dead || end({ kind: "failed", error }),
    );
  });
}
