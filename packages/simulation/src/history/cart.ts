import type { Operation, Specification } from "./linearize.ts";

/** A cart as anybody would describe it; shares nothing with the shop's own. */
export interface CartState {
  lines: Record<string, number>;
  country: string;
  version: number;
  closed: boolean;
}

export type CartInput =
  | { act: "set"; sku: string; quantity: number; version?: number | undefined }
  | { act: "move"; country: string; version?: number | undefined }
  | { act: "place" }
  | { act: "read" };

/** As much of the cart as the answer showed, or the code of a refusal. */
export type CartOutput = { cart: Partial<CartState> } | { code: string };
export type CartOperation = Operation<CartInput, CartOutput>;

const mostLines = 50;

/** Lines by name: whoever compares two carts must not look at the order of a map. */
export const linesOf = (lines: { sku: string; quantity: number }[]): Record<string, number> =>
  Object.fromEntries(lines.map(({ sku, quantity }) => [sku, quantity] as const).sort(([a], [b]) => (a < b ? -1 : 1)));

function set(lines: Record<string, number>, sku: string, quantity: number): Record<string, number> {
  const { [sku]: _before, ...others } = lines;
  const after = Object.entries(others).map(([name, count]) => ({ sku: name, quantity: count }));
  return linesOf(quantity === 0 ? after : [...after, { sku, quantity }]);
}

/** What the input makes of an open cart. */
function after(cart: CartState, input: CartInput): CartState {
  switch (input.act) {
    case "set":
      return { ...cart, lines: set(cart.lines, input.sku, input.quantity), version: cart.version + 1 };
    case "move":
      return { ...cart, country: input.country, version: cart.version + 1 };
    case "place":
      return { ...cart, closed: true, version: cart.version + 1 };
    case "read":
      return cart;
  }
}

const shows = (told: Partial<CartState>, cart: CartState): boolean =>
  Object.entries(told).every(([name, value]) => JSON.stringify(value) === JSON.stringify(cart[name as keyof CartState]));

const isDone = (cart: CartState, input: CartInput): boolean =>
  input.act === "set" && input.version === cart.version - 1 && (cart.lines[input.sku] ?? 0) === input.quantity;

const refusals: Record<string, (cart: CartState, input: CartInput) => boolean> = {
  "cart.closed": ({ closed }) => closed,
  "checkout.cart_closed": ({ closed }) => closed,
  "checkout.empty_cart": ({ lines }) => Object.keys(lines).length === 0,
  // It had changed since its total was seen, or the goods had.
  "checkout.price_changed": ({ closed }) => !closed,
  "cart.full": ({ lines }, input) => input.act === "set" && !(input.sku in lines) && Object.keys(lines).length >= mostLines,
  "request.version_conflict": ({ version }, input) => "version" in input && input.version !== undefined && input.version !== version,
  // Nothing was done, for reasons that are not the cart's: it was written by others all the while, or others took the goods.
  "request.contended": () => true,
  "checkout.contended": () => true,
  "checkout.out_of_stock": ({ closed }) => !closed,
};

export const cartSpecification = (begin: CartState): Specification<CartState, CartInput, CartOutput> => ({
  begin,
  next(cart, input, output) {
    if (output && "code" in output) return refusals[output.code]?.(cart, input) ? cart : undefined;
    if (cart.closed && input.act !== "read") return undefined;
    // Whoever repeats a write whose answer was lost finds it done. So does whoever else wanted exactly what was done since.
    if (output && isDone(cart, input) && shows(output.cart, cart)) return cart;
    if ("version" in input && input.version !== undefined && input.version !== cart.version) return undefined;
    const next = after(cart, input);
    return output && !shows(output.cart, next) ? undefined : next;
  },
});
