import type { Problem } from "./problem.ts";

/** What a page got for its address. Loads never throw, so that every outcome is a page with the right status. */
export type Loaded<T> = { state: "ready"; data: T } | { state: "missing" } | { state: "broken"; requestId: string | undefined };

export const ready = <T>(data: T): Loaded<T> => ({ state: "ready", data });
export const missing: Loaded<never> = { state: "missing" };
export const broken = (requestId?: string): Loaded<never> => ({ state: "broken", requestId });

/** An id of another shop or shopper answers as absent, and so does one that is no id. */
export const refusedBy = ({ status, requestId }: Problem): Loaded<never> =>
  status >= 400 && status < 500 && status !== 429 ? missing : broken(requestId);

export async function load<T>(run: () => Promise<Loaded<T>>): Promise<Loaded<T>> {
  try {
    return await run();
  } catch (error) {
    console.error("a page failed to load", error);
    return broken();
  }
}
