import { authenticate } from "@souk/auth/authenticate";
import { Cart } from "@souk/cart";
import { Money } from "@souk/core";
import { createApi, defineRoute, handle, pure } from "@souk/core/http";
import { Order } from "@souk/order";
import { Shop } from "@souk/shop";
import * as z from "zod";
import * as Checkout from "./checkout.ts";

const tags: [string] = ["Checkout"];
const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { "application/json": { schema } } });
const optionId = z.string().min(1).max(40).meta({ example: "standard" });

const quote = defineRoute({
  method: "post",
  path: "/v1/checkout/quotes",
  operationId: "quoteCheckout",
  summary: "Read what a cart would cost, with tax and shipping; nothing is kept",
  tags,
  callers: ["guest", "customer", "staff", "service"],
  permission: "customer.read",
  errors: [Cart.CartNotFound, Shop.NoMarket, Checkout.CartClosed, Checkout.EmptyCart, Checkout.NotForSale, Checkout.NoShippingOption],
  request: {
    body: {
      required: true,
      ...json(
        z
          .strictObject({ cartId: Cart.CartId, country: Cart.Country.optional(), shippingOptionId: optionId.optional() })
          .meta({ id: "NewQuote", example: { cartId: "cart_01h455vb4pex5vsknk084sn02q", country: "DE" } }),
      ),
    },
  },
  responses: { 200: { description: "The quote", ...json(Checkout.Quote) } },
});

const PlaceOrder = z
  .strictObject({
    cartId: Cart.CartId,
    email: z.email().max(254),
    shippingAddress: Order.Address,
    billingAddress: Order.Address.optional(),
    shippingOptionId: optionId,
    expectedTotal: Money.meta({ description: "The total of the quote that the buyer has seen" }),
  })
  .meta({
    id: "PlaceOrder",
    example: {
      cartId: "cart_01h455vb4pex5vsknk084sn02q",
      email: "ada@example.com",
      shippingAddress: { name: "Ada Byron", line1: "Torstraße 1", postalCode: "10119", city: "Berlin", country: "DE" },
      shippingOptionId: "standard",
      expectedTotal: { amount: 4290, currency: "EUR" },
    },
  });

const place = defineRoute({
  method: "post",
  path: "/v1/checkout",
  operationId: "placeOrder",
  summary: "Place a cart as an order and reserve its stock",
  tags,
  callers: ["guest", "customer"],
  errors: [
    Cart.CartNotFound,
    Shop.NoMarket,
    Checkout.CartClosed,
    Checkout.EmptyCart,
    Checkout.NotForSale,
    Checkout.NoShippingOption,
    Checkout.PriceChanged,
    Checkout.OutOfStock,
    Checkout.CheckoutContended,
  ],
  idempotency: "required",
  request: { body: { required: true, ...json(PlaceOrder) } },
  responses: {
    201: {
      description: "The order, to be paid until `holdUntil`, with the token that proves it: send it as `Souk-Token`",
      ...json(
        z
          .strictObject({ ...Checkout.Placed.shape, token: z.string() })
          .meta({ id: "PlacedOrder", example: { ...Checkout.placedExample, token: "c2VuZCB0aGlzIGJhY2sgYXMgU291ay1Ub2tlbg" } }),
      ),
    },
  },
});

export const api = createApi()
  .openapi(quote, async (c) => c.json(await Checkout.quote(c.get("ctx"), c.req.valid("json")), 200))
  .openapi(place, async (c) => {
    const input = c.req.valid("json");
    const placed = await pure(c, input, (ctx) => Checkout.place(ctx, input));
    return c.json({ ...placed, token: c.get("ctx").tokens.mint("order", placed.orderId) }, 201);
  });

export const handler = handle(api, { authenticate });
