import { Random } from "@souk/simulation/random";
import { dropState, newState, type Stage, startStage } from "../stage.ts";
import { Door } from "./client.ts";
import { Crowd, fillShelves } from "./crowd.ts";
import { conclude, faultCounts, type Verdict } from "./verdict.ts";

export interface Report extends Verdict {
  rounds: number;
  seed: number;
  /** How often each fault struck. */
  fired: Record<string, number>;
  /** From the process's start until all of it answered, in milliseconds, sorted. */
  readyAfter: number[];
}

export interface Asked {
  rounds: number;
  seed: number;
  /** How often each shopper comes in a round of faults. */
  journeys?: number;
  /** Told how far it is. */
  said?: (line: string) => void;
}

async function started(state: string, readyAfter: number[], faults?: Record<string, unknown>): Promise<Stage> {
  const before = performance.now();
  const stage = await startStage({ state, ...(faults ? { faults } : {}) });
  readyAfter.push(Math.round(performance.now() - before));
  return stage;
}

/**
 * Ends the real stage with kill -9 at any instant under load and starts it again, so many times. The clients wait meanwhile and go on
 * under their keys; at the end everything that they were told is there, and nothing else happened.
 */
export async function crashRounds({ rounds, seed, said = () => {} }: Asked): Promise<Report> {
  const state = newState();
  const random = new Random(`crash ${seed}`);
  const door = new Door();
  const crowd = new Crowd(door, `crash ${seed}`);
  const readyAfter: number[] = [];
  try {
    let stage = await started(state, []);
    await fillShelves(stage);
    door.open(stage);
    const shopping = crowd.shop({ shoppers: 4 }, 1);
    for (let round = 0; round < rounds; round += 1) {
      // In the middle of it: some orders further than at the last crash, then at any instant.
      const enough = crowd.placed + 4;
      while (crowd.placed < enough) await pause(10);
      await pause(random.int(0, 400));
      door.close();
      await stage.kill();
      stage = await started(state, readyAfter);
      door.open(stage);
      said(`killed ${round + 1} times: ${crowd.placed} orders placed, ready again after ${readyAfter.at(-1)} ms`);
    }
    crowd.stop();
    await shopping;
    said("everybody has gone home");
    const verdict = await conclude(stage, crowd);
    return { ...verdict, rounds, seed, fired: { "kill -9": rounds }, readyAfter: readyAfter.sort((a, b) => a - b) };
  } finally {
    dropState(state);
  }
}

/** Some faults in each round, rarely all. */
function faultsOf(random: Random, seed: number): Record<string, unknown> {
  const some = <T>(value: T): T | undefined => (random.chance(0.6) ? value : undefined);
  const faults = {
    duplicate: some(random.pick([0.1, 0.5])),
    reorder: some(random.pick([0.1, 0.5])),
    delay: some({ rate: 0.2, milliseconds: random.int(100, 2000) }),
    throttle: some(random.pick([0.01, 0.05])),
    conflict: some({ windowMilliseconds: random.pick([5, 20]) }),
    crash: some(random.pick([0.02, 0.06])),
    lostAnswer: some(random.pick([0.01, 0.05])),
  };
  return { seed, ...Object.fromEntries(Object.entries(faults).filter(([, value]) => value !== undefined)) };
}

/** Turns the offline stage's own faults on while clients shop, and off again, so many times; then nothing may be left undone. */
export async function faultRounds({ rounds, seed, journeys = 3, said = () => {} }: Asked): Promise<Report> {
  const state = newState();
  const random = new Random(`faults ${seed}`);
  const door = new Door();
  const crowd = new Crowd(door, `faults ${seed}`);
  const readyAfter: number[] = [];
  try {
    const stage = await started(state, readyAfter, {});
    const set = (faults: Record<string, unknown>) =>
      stage.control("/api/faults", { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify(faults) });
    await fillShelves(stage);
    door.open(stage);
    for (let round = 0; round < rounds; round += 1) {
      await set(faultsOf(random, seed + round));
      await crowd.shop({ shoppers: 6, journeys }, round);
      await set({});
      await stage.settled(90);
      said(`round ${round + 1}: ${crowd.placed} orders placed`);
    }
    const fired = await faultCounts(stage);
    return { ...(await conclude(stage, crowd)), rounds, seed, fired, readyAfter };
  } finally {
    dropState(state);
  }
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
