import { type CartInfo, countOf, createCart, getCart, maxQuantity, setLine } from "./cart.ts";
import type { Result } from "./api.ts";
import type { CartPass } from "./session.ts";

export interface Changed {
  pass: CartPass;
}

interface Line {
  sku: string;
  quantity: number;
}

interface Added {
  pass: CartPass | undefined;
  line: Line;
  country: string;
  /** The form's `Idempotency-Key`: two clicks make one cart. */
  key: string;
}

type Outcome = Changed | { problem: string };

const changed = (pass: Omit<CartPass, "count">, cart: CartInfo): Changed => ({ pass: { ...pass, count: countOf(cart) } });

/** Puts goods into the browser's cart, or into a new one when it has none that is open. */
export async function addToCart({ pass, line, country, key }: Added): Promise<Outcome> {
  const found = pass ? await getCart(pass) : undefined;
  if (found && !found.ok && found.problem.status >= 500) return { problem: found.problem.code };
  if (!pass || !found?.ok || found.value.status !== "open") return start(line, country, key);
  const before = found.value.lines.find(({ sku }) => sku === line.sku)?.quantity ?? 0;
  return outcome(pass, await setLine(pass, line.sku, Math.min(before + line.quantity, maxQuantity)));
}

/** Sets how many of something are in the cart; none takes it out. */
export const changeLine = async (pass: CartPass, { sku, quantity }: Line): Promise<Outcome> =>
  outcome(pass, await setLine(pass, sku, quantity));

async function start(line: Line, country: string, key: string): Promise<Outcome> {
  const created = await createCart(country, line, key);
  if (!created.ok) return { problem: created.problem.code };
  const { cartId, token } = created.value;
  return changed({ cartId, token }, created.value);
}

const outcome = (pass: CartPass, result: Result<CartInfo>): Outcome =>
  result.ok ? changed(pass, result.value) : { problem: result.problem.code };
