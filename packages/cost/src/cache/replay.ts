import { Cdn, type Origin } from "./cdn.ts";
import { type Mix, sessions } from "./session.ts";

export interface Replayed {
  visitorsPerMinute: number;
  requests: number;
  /** Share that no function was asked for, in percent. */
  withoutOrigin: number;
  /** The oldest answer that anybody got, in seconds. */
  oldest: number;
}

/** Replays visits over what the origin's headers allow. */
export async function replay(origin: Origin, mix: Mix): Promise<Replayed> {
  const cdn = new Cdn(origin);
  const visits = sessions(mix);
  let kept = 0;
  let oldest = 0;
  for (const { at, path } of visits) {
    const { from, age } = await cdn.get(path, at);
    if (from === "cache") kept += 1;
    oldest = Math.max(oldest, age);
  }
  return {
    visitorsPerMinute: mix.visitorsPerMinute,
    requests: visits.length,
    withoutOrigin: Math.round((kept / visits.length) * 1000) / 10,
    oldest: Math.round(oldest),
  };
}

/** Asks once for each kind of path, since headers depend on nothing else. */
export function remembering(origin: Origin): Origin {
  const known = new Map<string, ReturnType<Origin["fetch"]>>();
  return {
    fetch(path, at) {
      const kind = path.replace(/products\/[^?]+/, "products/x").replace(/skus=.*/, "skus=x");
      const found = known.get(kind) ?? origin.fetch(path, at);
      known.set(kind, found);
      return found;
    },
  };
}
