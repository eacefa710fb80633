import { readFileSync } from "node:fs";
import path from "node:path";
import { Cart } from "@souk/cart";
import { Catalog } from "@souk/catalog";
import { Checkout } from "@souk/checkout";
import { type Actor, type Context, DomainError, typeId } from "@souk/core";
import { createContext } from "@souk/core/runtime";
import { Inventory } from "@souk/inventory";
import { Order } from "@souk/order";
import { Payment } from "@souk/payment";
import { chance, type Chance } from "./chance.ts";

interface Person {
  firstName: string;
  lastName: string;
  email: string;
  address: Omit<Order.Address, "name">;
}

/** How many orders were begun, kept between runs. */
export interface Progress {
  read(): number;
  write(count: number): void;
}

const people = () => JSON.parse(readFileSync(path.resolve(import.meta.dirname, "../data/people.json"), "utf8")) as Person[];
const [hour, day] = [3_600_000, 24 * 3_600_000];

/** A context of the past: its own clock, everything else the stage's. Events older than a day send no mail. */
function at(actor: Actor, clock: { now: number }, draw: Chance): Context {
  const base = createContext({ actor, requestId: "demo" });
  return {
    ...base,
    now: () => new Date(clock.now),
    id: (prefix) => typeId(prefix, clock.now, draw),
    random: draw,
  };
}

/**
 * Places, pays, ships, cancels and refunds orders over the last days, oldest first, busier towards today. The same shop gets the same
 * orders; what was placed by an earlier run is not placed again. Returns how many were placed.
 */
export async function seedOrders({ orders, days, progress }: { orders: number; days: number; progress: Progress }): Promise<number> {
  const buyers = people();
  const skus = await plentiful();
  const now = Date.now();
  let placed = 0;
  for (let index = progress.read(); index < orders; index += 1) {
    // Written before: an order that was broken off is given up, so that none is there twice.
    progress.write(index + 1);
    const draw = chance(index + 1);
    // The square root crowds orders towards today; the last day is left to real ones.
    const age = days * (1 - Math.sqrt((index + draw()) / orders)) * day;
    const clock = { now: now - Math.max(26 * hour, age) };
    const buyer = buyers[Math.floor(draw() * buyers.length)];
    if (!buyer || skus.length === 0) break;
    try {
      await order(buyer, skus, clock, draw, now);
      placed += 1;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      console.log(`demo: order ${index + 1} was left out: ${error.code}`);
    }
  }
  return placed;
}

/** What has stock to spare, so that the demo's few low and sold-out goods stay as they are. */
async function plentiful(): Promise<string[]> {
  const ctx = createContext({ actor: { type: "system", name: "demo" }, requestId: "demo" });
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await Catalog.list(ctx, { limit: 100, currency: "EUR", ...(cursor ? { cursor } : {}) });
    for (const { handle } of page.items) found.push(...(await Catalog.byHandle(ctx, handle)).variants.map((variant) => variant.sku));
    cursor = page.cursor ?? undefined;
  } while (cursor);
  const levels = await Inventory.levels(ctx, found);
  return found.filter((sku) => (levels.get(sku)?.available ?? 0) >= 15);
}

async function order(buyer: Person, skus: string[], clock: { now: number }, draw: Chance, today: number): Promise<void> {
  const shopper = at({ type: "public" }, clock, draw);
  const lines = Array.from({ length: 1 + Math.floor(draw() * 3) }, () => ({
    sku: skus[Math.floor(draw() * skus.length)] ?? "",
    quantity: 1 + Math.floor(draw() * 2),
  }));
  const cart = await Cart.create(shopper, { country: buyer.address.country, lines });
  const guest = at({ type: "guest", token: shopper.tokens.mint("cart", cart.cartId) }, clock, draw);
  clock.now += 10 * 60_000 * draw();
  const { firstName, lastName, email, address } = buyer;
  const quote = await Checkout.quote(guest, { cartId: cart.cartId });
  const option = quote.shippingOptions[draw() < 0.8 ? 0 : quote.shippingOptions.length - 1]?.id ?? quote.shippingOptionId;
  const { expectedTotal } = await Checkout.quote(guest, { cartId: cart.cartId, shippingOptionId: option });
  const placed = await Checkout.place(guest, {
    cartId: cart.cartId,
    email,
    shippingAddress: { name: `${firstName} ${lastName}`, ...address },
    shippingOptionId: option,
    expectedTotal,
  });
  await live(placed, guest, clock, draw, today);
}

/** What became of it: most are paid and shipped, a few canceled, declined or refunded. */
async function live(
  placed: { orderId: string; paymentId: string },
  guest: Context,
  clock: { now: number },
  draw: Chance,
  today: number,
): Promise<void> {
  const buyer = { ...guest, actor: { type: "guest" as const, token: guest.tokens.mint("order", placed.orderId) } };
  const staff = { ...guest, actor: { type: "staff" as const, staffId: "key" } };
  const fate = draw();
  clock.now += 90_000;
  if (fate < 0.05) return void (await Order.cancel(buyer, { orderId: placed.orderId }));
  // Its webhook comes late: the payment is settled here, in the past, and not by a webhook of today, which would send a mail.
  await Payment.confirm(buyer, { paymentId: placed.paymentId, paymentMethod: "pm_card_lateWebhook" }, guest.id("claim"));
  clock.now += (4 + draw() * 40) * hour;
  if (clock.now > today - day || fate > 0.97) return;
  await Order.fulfill(staff, { orderId: placed.orderId, tracking: { carrier: "DHL", number: `00340434${Math.floor(draw() * 1e12)}` } });
  await Order.complete(staff, placed.orderId);
  if (fate < 0.1) await Payment.refund(staff, { paymentId: placed.paymentId, amount: 500, reason: "damaged" }, guest.id("claim"));
}
