import type { Money } from "@souk/core";
import { Currency, typeIdPattern } from "@souk/core";
import * as z from "zod";

/** Where goods lie until several locations are known. */
export const location = "main";
/** An unpaid order keeps its stock for 15 minutes: also the longest delay of a queue, on which its end is watched. */
export const holdSeconds = 900;

export const OrderId = z.string().regex(typeIdPattern("order")).meta({ example: "order_01h455vb4pex5vsknk084sn02q" });

export const Status = z.enum(["open", "completed", "canceled"]);
export type Status = z.infer<typeof Status>;
export const PaymentStatus = z.enum(["unpaid", "authorized", "paid", "partially_refunded", "refunded", "voided"]);
export type PaymentStatus = z.infer<typeof PaymentStatus>;
export const FulfillmentStatus = z.enum(["unfulfilled", "partially_fulfilled", "fulfilled"]);
export type FulfillmentStatus = z.infer<typeof FulfillmentStatus>;

const Amount = z.int().meta({ description: "Minor units of the order's currency" });

export const Totals = z
  .strictObject({
    items: Amount,
    discounts: Amount,
    shipping: Amount,
    tax: Amount,
    total: Amount,
    taxIncluded: z.boolean(),
    taxLines: z.array(z.strictObject({ rate: z.int(), net: Amount, tax: Amount })),
  })
  .meta({
    id: "Totals",
    example: {
      items: 3800,
      discounts: 0,
      shipping: 490,
      tax: 685,
      total: 4290,
      taxIncluded: true,
      taxLines: [{ rate: 1900, net: 3605, tax: 685 }],
    },
  });
export type Totals = z.infer<typeof Totals>;

/** A line keeps its own copy of what was sold: the catalog may change, the order does not. */
export const Line = z
  .strictObject({
    sku: z.string(),
    productId: z.string(),
    handle: z.string(),
    title: z.string(),
    variant: z.string(),
    options: z.record(z.string(), z.string()),
    media: z.string().optional(),
    quantity: z.int(),
    unitPrice: Amount,
    net: Amount,
    tax: Amount,
    gross: Amount,
    tracked: z.boolean(),
    adjustments: z.array(z.strictObject({ kind: z.string(), amount: z.int() })),
  })
  .meta({
    id: "OrderLine",
    example: {
      sku: "MUG-BLUE",
      productId: "prod_01h455vb4pex5vsknk084sn02q",
      handle: "stoneware-mug",
      title: "Stoneware mug",
      variant: "Blue",
      options: { Color: "Blue" },
      media: "/demo/stoneware-mug.avif",
      quantity: 2,
      unitPrice: 1900,
      net: 3193,
      tax: 607,
      gross: 3800,
      tracked: true,
      adjustments: [],
    },
  });
export type Line = z.infer<typeof Line>;

export const Address = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    line1: z.string().trim().min(1).max(160),
    line2: z.string().trim().max(160).optional(),
    postalCode: z.string().trim().min(1).max(20),
    city: z.string().trim().min(1).max(100),
    region: z.string().trim().max(100).optional(),
    country: z.string().regex(/^[A-Z]{2}$/, "Two capital letters, as in ISO 3166-1"),
  })
  .meta({ id: "Address", example: { name: "Ada Byron", line1: "Torstraße 1", postalCode: "10119", city: "Berlin", country: "DE" } });
export type Address = z.infer<typeof Address>;

export const Shipping = z.strictObject({ id: z.string(), name: z.string(), net: Amount, tax: Amount, gross: Amount }).meta({
  id: "OrderShipping",
  example: { id: "standard", name: "Standard", net: 412, tax: 78, gross: 490 },
});

/** The only part of an order that is updated and indexed. */
export const Head = z.strictObject({
  orderId: OrderId,
  number: z.string().meta({ description: "What people read", example: "261121-4SN02QK" }),
  status: Status,
  paymentStatus: PaymentStatus,
  fulfillmentStatus: FulfillmentStatus,
  currency: Currency,
  country: z.string(),
  totals: Totals,
  refunded: Amount,
  paymentId: z.string(),
  cartId: z.string(),
  customerId: z.string().optional(),
  cancelReason: z.string().optional(),
  /** Units shipped and taken back, by SKU. */
  fulfilled: z.record(z.string(), z.int()),
  restocked: z.record(z.string(), z.int()).optional(),
  version: z.int(),
  placedAt: z.string(),
  holdUntil: z.string(),
});
export type Head = z.infer<typeof Head>;

/** Written once, never changed, and the only home of personal data. */
export const Detail = z.strictObject({
  lines: z.array(Line),
  contact: z.strictObject({ email: z.string(), name: z.string() }),
  shippingAddress: Address,
  billingAddress: Address.optional(),
  shipping: Shipping,
});
/** `shards` where stock is split: by SKU, how many were drawn from which shard. Not for buyers to read; short, as a detail is under 1 KB. */
export type Detail = z.infer<typeof Detail> & { shards?: Record<string, Record<string, number>> | undefined };

export const Tracking = z.strictObject({
  carrier: z.string().trim().min(1).max(60),
  number: z.string().trim().min(1).max(80),
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
});
export type Tracking = z.infer<typeof Tracking>;

export const Fulfillment = z
  .strictObject({
    fulfillmentId: z.string(),
    fulfilledAt: z.string(),
    lines: z.array(z.strictObject({ sku: z.string(), quantity: z.int() })),
    tracking: Tracking.optional(),
  })
  .meta({
    id: "Fulfillment",
    example: {
      fulfillmentId: "ful_01h455vb4pex5vsknk084sn02q",
      fulfilledAt: "2026-11-22T09:00:00.000Z",
      lines: [{ sku: "MUG-BLUE", quantity: 2 }],
      tracking: { carrier: "DHL", number: "00340434161094042557" },
    },
  });
export type Fulfillment = z.infer<typeof Fulfillment>;

export const Quantity = z.strictObject({ sku: z.string().min(1).max(120), quantity: z.int().min(1).max(9999) });
export type Quantity = z.infer<typeof Quantity>;

/** Stock that an order holds, ships or takes back. Of stock that is split, each shard that was drawn from has one of its own. */
export const Reservation = z.strictObject({ sku: z.string(), location: z.string(), quantity: z.int(), shard: z.int().optional() });
export type Reservation = z.infer<typeof Reservation>;

export const reservationsOf = ({ lines, shards = {} }: Pick<Detail, "lines" | "shards">): Reservation[] =>
  lines
    .filter((line) => line.tracked)
    .flatMap(({ sku, quantity }): Reservation[] => {
      const drawn = Object.entries(shards[sku] ?? {}).sort(([a], [b]) => Number(a) - Number(b));
      if (drawn.length === 0) return [{ sku, location, quantity }];
      return drawn.map(([shard, part]) => ({ sku, location, quantity: part, ...(shard === "0" ? {} : { shard: Number(shard) }) }));
    });

/** What an order still holds: its reservations, less what was shipped. */
export function heldBy({ fulfilled }: Pick<Head, "fulfilled">, detail: Pick<Detail, "lines" | "shards">): Reservation[] {
  const shipped = new Map(Object.entries(fulfilled));
  return reservationsOf(detail).flatMap((reservation) => {
    const { sku, quantity } = reservation;
    const gone = Math.min(quantity, shipped.get(sku) ?? 0);
    shipped.set(sku, (shipped.get(sku) ?? 0) - gone);
    return quantity > gone ? [{ ...reservation, quantity: quantity - gone }] : [];
  });
}

/** `YYMMDD-XXXXXXX`: the day of placing and the last 35 random bits of the order's id. */
export const numberOf = (orderId: string, placedAt: string): string =>
  `${placedAt.slice(2, 10).replaceAll("-", "")}-${orderId.slice(-7).toUpperCase()}`;

/** One payment per order, known by the order's id before there is anything to pay with. */
export const paymentIdOf = (orderId: string): string => orderId.replace(/^order_/, "pay_");

/** How much of each line is still to be shipped, by SKU; lines that are done are absent. */
export function remaining(head: Pick<Head, "fulfilled">, detail: Pick<Detail, "lines">): Map<string, number> {
  const left = detail.lines.map((line) => [line.sku, line.quantity - (head.fulfilled[line.sku] ?? 0)] as const);
  return new Map(left.filter(([, quantity]) => quantity > 0));
}

/** Adds up quantities of one SKU named twice. */
export function summed(lines: Quantity[]): Quantity[] {
  const sums = new Map<string, number>();
  for (const { sku, quantity } of lines) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
  return [...sums].map(([sku, quantity]) => ({ sku, quantity }));
}

export function plus(counts: Record<string, number>, lines: Quantity[]): Record<string, number> {
  const sums = new Map(Object.entries(counts));
  for (const { sku, quantity } of lines) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
  return Object.fromEntries(sums);
}

export const moneyOf = (head: Pick<Head, "currency">, amount: number): Money => ({ amount, currency: head.currency });
