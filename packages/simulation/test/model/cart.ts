import { Cart } from "@souk/cart";
import { Contended, transact, TransactionRefused } from "@souk/core";
import { Order } from "@souk/order";
import fc from "fast-check";
import { type CartOperation, cartSpecification, type CartState, linesOf } from "../../src/history/cart.ts";
import type { Command } from "../../src/table/twin.ts";
import { draft } from "./draft.ts";
import { act, assertLinearizable, type Domain, type Rig } from "./rig.ts";

let cartId = "";
let history: CartOperation[] = [];
const empty: CartState = { lines: {}, country: "DE", version: 1, closed: false };

const shown = ({ lines, country, version, status }: Cart.Info): { cart: CartState } => ({
  cart: { lines: linesOf(lines), country, version, closed: status === "closed" },
});
const maybe = (rig: Rig, knows: boolean) => (knows ? Number(rig.item(`demo#cart#${cartId}`, "cart")?.["version"]) : undefined);

/** Becomes an order as by checkout: of what was read a moment before. */
async function place(rig: Rig): Promise<Cart.Info> {
  const cart = await Cart.get(rig.staff(), cartId);
  try {
    const ctx = rig.ctx();
    await transact(ctx, [...Order.placing(ctx, draft(ctx, cart.lines, cartId)), Cart.closing(ctx, cart)]);
    return { ...cart, status: "closed", version: cart.version + 1 };
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
    throw error.failed("cart")?.item?.["status"] === "closed" ? Cart.CartClosed({ cartId }) : Contended();
  }
}

const skus = fc.constantFrom("MUG-BLUE", "mug-blue", "BOWL/S 1", "WRAP");
/** Some shoppers say which cart they have seen. */
const knows = fc.nat(3).map((one) => one === 0);

export const cart: Domain = {
  async prepare(rig) {
    history = [];
    ({ cartId } = await Cart.create(rig.ctx(), { country: "DE", lines: [] }));
  },
  acts: [
    fc.tuple(skus, fc.integer({ min: 0, max: 3 }), knows).map(([sku, quantity, known]) =>
      act(`set ${sku} to ${quantity}${known ? " if unchanged" : ""}`, (rig) => {
        const version = maybe(rig, known);
        const line = { sku, quantity, version };
        rig.record(history, cartId, { act: "set", ...line }, () => Cart.setLine(rig.staff(), { cartId, ...line }), shown);
      }),
    ),
    fc.tuple(fc.constantFrom("DE", "US"), knows).map(([country, known]) =>
      act(`move to ${country}${known ? " if unchanged" : ""}`, (rig) => {
        const move = { country, version: maybe(rig, known) };
        rig.record(history, cartId, { act: "move", ...move }, () => Cart.moveTo(rig.staff(), { cartId, ...move }), shown);
      }),
    ),
    fc.constant(act("read", (rig) => rig.record(history, cartId, { act: "read" }, () => Cart.get(rig.staff(), cartId), shown))),
    fc.constant(act("place", (rig) => rig.record(history, cartId, { act: "place" }, () => place(rig), shown))),
  ],
  async verify(rig) {
    rig.record(history, cartId, { act: "read" }, () => Cart.get(rig.staff(), cartId), shown);
    await rig.ended();
    assertLinearizable(history, () => cartSpecification(empty));
  },
};

/** A planted race: an order closes the cart whatever became of it since it was read. */
export function unguardedClosing(command: Command): Command {
  if (!JSON.stringify(command.input).includes('"closed"')) return command;
  const text = JSON.stringify(command.input).replaceAll(/ AND #version = :version0/g, "");
  const input = JSON.parse(text) as { TransactItems: { Update?: { ExpressionAttributeValues?: Record<string, unknown> } }[] };
  for (const { Update } of input.TransactItems) delete Update?.ExpressionAttributeValues?.[":version0"];
  return { operation: "TransactWriteItems", input };
}
