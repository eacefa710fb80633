import { Cart } from "@souk/cart";
import { Catalog } from "@souk/catalog";
import type { Context, Money } from "@souk/core";
import type { Order } from "@souk/order";
import { Shop } from "@souk/shop";
import { CartClosed, EmptyCart, NoShippingOption, NotForSale } from "./checkout.error.ts";
import { type Calculation, calculate, type Priced, type Quote, type ShippingOption, shippingPrice } from "./checkout.model.ts";

export interface QuoteInput {
  cartId: string;
  /** Where it goes; the cart's own market unless named. */
  country?: string | undefined;
  shippingOptionId?: string | undefined;
}

/** A cart at today's prices in the market that it is sent to. */
export interface Offer {
  cart: Cart.Info;
  market: Shop.Market;
  option: ShippingOption;
  calculation: Calculation;
  shipping: Order.Detail["shipping"];
  quote: Quote;
}

/**
 * What placing would cost now: stateless, two and a half read units for three lines. Throws `cart.not_found`, `shop.no_market` and
 * `checkout.` cart_closed, empty_cart, not_for_sale, no_shipping_option.
 */
export async function quote(ctx: Context, input: QuoteInput): Promise<Quote> {
  return (await offer(ctx, input)).quote;
}

/** All that a quote and an order are made of. Throws as `quote` does. */
export async function offer(ctx: Context, { cartId, country, shippingOptionId }: QuoteInput): Promise<Offer> {
  const cart = await Cart.get(ctx, cartId);
  if (cart.status === "closed") throw CartClosed({ cartId });
  if (cart.lines.length === 0) throw EmptyCart({ cartId });
  const market = await Shop.market(ctx, country ?? cart.country);
  const priced = await priceLines(ctx, cart.lines, market.currency);
  const option = shippingOptionId === undefined ? market.shipping[0] : market.shipping.find((one) => one.id === shippingOptionId);
  if (!option) throw NoShippingOption({ shippingOptionId, options: market.shipping.map((one) => one.id) });
  const calculation = calculate(priced, option, market);
  const { totals, lines } = calculation;
  const { id, name } = option;
  const shipping = { id, name, ...(calculation.shipping ?? { net: 0, tax: 0, gross: 0 }) };
  const shippingOptions = market.shipping.map((one) => ({ id: one.id, name: one.name, price: shippingPrice(one, totals.items) }));
  const expectedTotal: Money = { amount: totals.total, currency: market.currency };
  const head = { cartId, country: market.country, currency: market.currency };
  return {
    cart,
    market,
    option,
    calculation,
    shipping,
    quote: { ...head, lines, shippingOptions, shippingOptionId: id, totals, expectedTotal },
  };
}

/** Today's price of each line, from one batch of half a read unit a line. */
async function priceLines(ctx: Context, lines: Cart.Line[], currency: string): Promise<Priced[]> {
  const sellables = await Catalog.variants(
    ctx,
    lines.map(({ sku }) => sku),
  );
  const refused: string[] = [];
  const priced = lines.flatMap(({ sku, quantity }): Priced[] => {
    const sellable = sellables.get(sku);
    const unitPrice = Cart.priceIn(sellable, currency);
    if (!sellable || unitPrice === undefined) {
      refused.push(sku);
      return [];
    }
    const { productId, handle, productTitle, title, options, media, tracked } = sellable;
    return [{ sku, productId, handle, title: productTitle, variant: title, options, media, quantity, unitPrice, tracked }];
  });
  if (refused.length > 0) throw NotForSale({ skus: refused });
  return priced;
}
