import * as z from "zod";

/** Where goods lie until several locations are known. */
export const location = "main";
/** What strangers are told at most: how much a shop has is its own affair. */
export const publicCap = 20;
export const mostOnHand = 9_999_999;

export const Sku = z.string().trim().min(1).max(120).meta({ example: "MUG-BLUE" });

/** `available` is what may still be sold; `onHand - available` is reserved by orders. */
export interface Level {
  sku: string;
  onHand: number;
  available: number;
  updatedAt: string;
  /** What is available in each shard, the level's own row first. One, unless the SKU is hot. */
  parts: number[];
}

/** Rows that a hot SKU's stock may be split into: each takes as many orders at once as one SKU does otherwise. */
export const mostShards = 16;

export interface Quantity {
  sku: string;
  quantity: number;
}

/** What an order takes of a SKU, from the level's own row (shard 0) or another. */
export interface Draw extends Quantity {
  shard?: number | undefined;
}

export const Reason = z.enum(["received", "counted", "damaged", "lost", "returned", "correction", "initial"]);
export type Reason = z.infer<typeof Reason>;

export const Adjustment = z
  .strictObject({
    adjustmentId: z.string(),
    sku: Sku,
    delta: z.int(),
    reason: Reason,
    note: z.string().optional(),
    onHand: z.int(),
    actor: z.string(),
    adjustedAt: z.string(),
  })
  .meta({
    id: "Adjustment",
    example: {
      adjustmentId: "adj_01h455vb4pex5vsknk084sn02q",
      sku: "MUG-BLUE",
      delta: 12,
      reason: "received",
      note: "Delivery 118",
      onHand: 40,
      actor: "staff:key",
      adjustedAt: "2026-11-21T10:00:00.000Z",
    },
  });
export type Adjustment = z.infer<typeof Adjustment>;

/** Adds up lines of one SKU and shard: a transaction may name an item once. */
export function summed(lines: Draw[]): (Quantity & { shard: number })[] {
  const sums = new Map<string, Quantity & { shard: number }>();
  for (const { sku, quantity, shard = 0 } of lines) {
    const key = JSON.stringify([sku, shard]);
    sums.set(key, { sku, quantity: (sums.get(key)?.quantity ?? 0) + quantity, shard });
  }
  return [...sums.values()];
}
