import { type Context, expiresIn, isConditionFailed } from "@souk/core";
import { digestOf } from "../digest.ts";
import { findWindow, saveWindow, type Window } from "./limit.store.ts";

/** Attempts that one account or one address may make in any quarter of an hour. */
export const most = 5;
export const windowSeconds = 900;

/** `code`: codes asked for. `guess`: codes tried. Each is counted by whom it is for and by where it comes from. */
export type Counted = "code-account" | "code-address" | "guess-account" | "guess-address";

const tries = 4;

export interface Attempt {
  name: Counted;
  /** An e-mail address or a network address; only its hash is stored. */
  of: string;
  /** Which attempt it was, so that it can be taken back. */
  mark: string;
}

/**
 * Counts an attempt. Returns 0, or the seconds to wait when there were too many: the window slides, so that no quarter of an hour has
 * more. Fails closed: when others count at the same moment again and again, it is refused.
 */
export async function count(ctx: Context, attempt: Attempt): Promise<number> {
  for (let left = tries; left > 0; left -= 1) {
    const window = await recent(ctx, attempt);
    const [oldest] = window.uses;
    if (oldest && window.uses.length >= most) return Math.ceil((oldest[0] + windowSeconds * 1000 - ctx.now().getTime()) / 1000);
    const saved = await save(ctx, attempt, { ...window, uses: [...window.uses, [ctx.now().getTime(), attempt.mark]] });
    if (saved) return 0;
  }
  return 1;
}

/** Takes back what a sign-in that succeeded was counted, so that a household behind one address is not shut out. */
export async function forgive(ctx: Context, attempt: Attempt): Promise<void> {
  for (let left = tries; left > 0; left -= 1) {
    const window = await recent(ctx, attempt);
    const uses = window.uses.filter(([, mark]) => mark !== attempt.mark);
    if (uses.length === window.uses.length || (await save(ctx, attempt, { ...window, uses }))) return;
  }
}

async function recent(ctx: Context, { name, of }: Attempt): Promise<Window> {
  const { uses, version } = await findWindow(ctx, name, digestOf(of));
  const since = ctx.now().getTime() - windowSeconds * 1000;
  return { version, uses: uses.filter(([at]) => at > since) };
}

async function save(ctx: Context, { name, of }: Attempt, window: Window): Promise<boolean> {
  try {
    await saveWindow(ctx, name, digestOf(of), window, expiresIn(ctx, windowSeconds + 60));
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}
