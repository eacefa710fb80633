import { randomInt } from "node:crypto";
import type { Context } from "@souk/core";
import { digestOf, randomText } from "../digest.ts";
import type { Keyring } from "./keyring.ts";
import { type Attempt, count, forgive } from "./limit.ts";
import { savePin, spendPin, tryPin } from "./pin.store.ts";

/** A sign-in by code under way. It is in the browser's encrypted cookie, and nowhere else. */
export interface Flow {
  id: string;
  email: string;
}

export interface Wait {
  waitSeconds: number;
}

export const codeDigits = 8;

/** Both counts go up, whichever refuses: the longer wait counts. */
async function countAll(ctx: Context, attempts: Attempt[]): Promise<number> {
  return Math.max(...(await Promise.all(attempts.map((attempt) => count(ctx, attempt)))));
}

const asking = ({ id, email }: Flow, address: string): Attempt[] => [
  { name: "code-account", of: email, mark: digestOf(id).slice(0, 12) },
  { name: "code-address", of: address, mark: digestOf(id).slice(0, 12) },
];

const guessing = ({ email }: Flow, address: string, mark: string): Attempt[] => [
  { name: "guess-account", of: email, mark },
  { name: "guess-address", of: address, mark },
];

/** A new code for an address, to be mailed; or how long to wait. Nobody but the one who asks can try it. */
export async function issueCode(
  ctx: Context,
  keyring: Keyring,
  email: string,
  address: string,
): Promise<{ flow: Flow; code: string } | Wait> {
  const flow = { id: randomText(16), email };
  const waitSeconds = await countAll(ctx, asking(flow, address));
  if (waitSeconds > 0) return { waitSeconds };
  const code = String(randomInt(0, 10 ** codeDigits)).padStart(codeDigits, "0");
  await savePin(ctx, flow.id, keyring.mac("code", flow.id, email, code));
  return { flow, code };
}

/**
 * Tries a code: "right" at most once, and at most five tries for it. A try counts against the account and the address it comes from
 * before it is judged; the right one is taken back, with the asking for it.
 */
export async function tryCode(
  ctx: Context,
  keyring: Keyring,
  flow: Flow,
  code: string,
  address: string,
): Promise<"right" | "wrong" | Wait> {
  const guesses = guessing(flow, address, randomText(9));
  const waitSeconds = await countAll(ctx, guesses);
  if (waitSeconds > 0) return { waitSeconds };
  const mac = await tryPin(ctx, flow.id);
  const right = mac !== undefined && keyring.isMac(mac, "code", flow.id, flow.email, code) && (await spendPin(ctx, flow.id));
  if (!right) return "wrong";
  await Promise.all([...guesses, ...asking(flow, address)].map((attempt) => forgive(ctx, attempt)));
  return "right";
}
