import { Cart } from "@souk/cart";
import { type Context, type Money, retryConflicts, transact, TransactionRefused } from "@souk/core";
import { Inventory } from "@souk/inventory";
import { Order } from "@souk/order";
import { CartClosed, CheckoutContended, OutOfStock, PriceChanged } from "./checkout.error.ts";
import type { Placed } from "./checkout.model.ts";
import { offer, type Offer } from "./quote.ts";

export interface PlaceInput {
  cartId: string;
  email: string;
  shippingAddress: Order.Address;
  billingAddress?: Order.Address | undefined;
  shippingOptionId: string;
  /** The total that the buyer has seen. */
  expectedTotal: Money;
}

/**
 * Places a cart as an order: order, stock, cart and the key's answer in one transaction, no call to a provider. Conflicts are tried
 * again for up to 3 s, the stock read first, so that what is sold out is said at once. Throws what `quote` does, and `checkout.`
 * price_changed, out_of_stock, contended.
 */
export function place(ctx: Context, input: PlaceInput): Promise<Placed> {
  let attempt = 0;
  return retryConflicts(
    ctx,
    async () => {
      attempt += 1;
      const today = await offer(ctx, {
        cartId: input.cartId,
        country: input.shippingAddress.country,
        shippingOptionId: input.shippingOptionId,
      });
      assertExpected(today, input.expectedTotal);
      return commit(ctx, input, today, await draw(ctx, today.calculation.lines, attempt > 1));
    },
    () => CheckoutContended(),
  );
}

function assertExpected({ quote }: Offer, expected: Money): void {
  const { amount, currency } = quote.expectedTotal;
  if (amount !== expected.amount || currency !== expected.currency) throw PriceChanged({ quote });
}

const tracked = (lines: Order.Line[]) => lines.filter((line) => line.tracked);

/** Where the stock is taken from. The first try does not look: it costs nothing where nobody else buys the same. */
async function draw(ctx: Context, lines: Order.Line[], look: boolean): Promise<Inventory.Draw[]> {
  const wanted = tracked(lines);
  if (!look) return Inventory.guess(ctx, wanted);
  const { draws, short } = await Inventory.plan(ctx, wanted);
  if (short.length > 0) throw OutOfStock({ lines: short });
  return draws;
}

/** What the lines do not say: stock of a hot SKU goes back to where it was taken from. */
function shardsOf(draws: Inventory.Draw[]): Pick<Order.Detail, "shards"> {
  const hot = new Set(draws.flatMap(({ sku, shard = 0 }) => (shard > 0 ? [sku] : [])));
  const shards: Record<string, Record<string, number>> = {};
  for (const { sku, quantity, shard = 0 } of draws) if (hot.has(sku)) shards[sku] = { ...shards[sku], [shard]: quantity };
  return hot.size > 0 ? { shards } : {};
}

async function commit(
  ctx: Context,
  input: PlaceInput,
  { cart, market, calculation, shipping }: Offer,
  draws: Inventory.Draw[],
): Promise<Placed> {
  const { email, shippingAddress, billingAddress } = input;
  const order = Order.draft(ctx, {
    cartId: cart.cartId,
    currency: market.currency,
    country: market.country,
    totals: calculation.totals,
    ...(ctx.actor.type === "customer" ? { customerId: ctx.actor.customerId } : {}),
    lines: calculation.lines,
    contact: { email, name: shippingAddress.name },
    shippingAddress,
    ...(billingAddress ? { billingAddress } : {}),
    shipping,
    ...shardsOf(draws),
  });
  const { orderId, number, paymentId, holdUntil } = order.head;
  const answer: Placed = { orderId, number, paymentId, total: { amount: calculation.totals.total, currency: market.currency }, holdUntil };
  const writes = [...Order.placing(ctx, order), ...Inventory.reservation(ctx, draws), Cart.closing(ctx, cart)];
  try {
    await transact(ctx, writes, answer);
    return answer;
  } catch (error) {
    throw error instanceof TransactionRefused ? reasonOf(error, calculation.lines) : error;
  }
}

/**
 * Why nothing was done, in the order that reasons count: the key was seen (its answer is replayed by whoever runs the command under
 * it), the cart was placed, stock is short; all else is a conflict, to be tried again with what is read anew.
 */
function reasonOf(refused: TransactionRefused, lines: Order.Line[]): Error {
  if (refused.failed("idempotency")) return refused;
  const cart = refused.failed("cart");
  if (cart && cart.item?.["status"] !== "open") return CartClosed({}, { cause: refused });
  const { left, elsewhere } = Inventory.shortage(refused);
  if (elsewhere) return new TransactionRefused([{ label: "stock", code: "TransactionConflict" }], refused);
  if (left.size > 0)
    return OutOfStock({
      lines: lines.flatMap(({ sku, quantity }) =>
        left.has(sku) ? [{ sku, requested: quantity, available: Math.max(0, left.get(sku) ?? 0) }] : [],
      ),
    });
  // A cart that was changed since it was read, or an order id that was drawn before.
  if (cart || refused.failed("order")) return new TransactionRefused([{ label: "cart", code: "TransactionConflict" }], refused);
  return refused;
}
