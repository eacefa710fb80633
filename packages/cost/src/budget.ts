import type { Journey } from "./journey.ts";
import { type Counts, plus } from "./counts.ts";
import { dollars } from "./bill.ts";

/** From placing to the confirmation mail with the look at its hold afterwards. */
export const lifeOf = (journey: Journey, hold: Counts): Counts => plus(plus(journey.place, journey.pay), hold);

/** What an order of so many lines may take at most, and on paper would at least. */
export interface Budget {
  what: string;
  most: number;
  floor?: number;
}

/** Of a three-line order; one more line is two write units and half a read unit. */
export const budgets = {
  placementWrite: { what: "write units to place", most: 17, floor: 8 },
  lifeWrite: { what: "write units of its life", most: 36, floor: 12 },
  // Half a unit of it only when the provider's webhook comes before its answer to the confirmation, and looks twice.
  lifeRead: { what: "read units of its life", most: 6.5, floor: 2.5 },
  // Tighter than the 2,000 and 400 that are aimed at, so that one line more everywhere is seen.
  lifeLog: { what: "log bytes of its life", most: 1300, floor: 1000 },
  getLog: { what: "log bytes of a GET", most: 200 },
  lifeDollars: { what: "dollars a million", most: 31, floor: 14.67 },
} satisfies Record<string, Budget>;

export interface Verdict extends Budget {
  is: number;
}

export function judge(journey: Journey, life: Counts): Verdict[] {
  const is = {
    placementWrite: journey.placementWrite,
    lifeWrite: life.write,
    lifeRead: life.read,
    lifeLog: life.logBytes,
    getLog: Math.ceil(journey.browse.logBytes / journey.browse.requests),
    lifeDollars: Math.round(dollars(life) * 100) / 100,
  };
  return Object.entries(budgets).map(([name, budget]) => ({ ...budget, is: is[name as keyof typeof is] }));
}
