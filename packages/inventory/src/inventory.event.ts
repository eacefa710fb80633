import { defineEvent } from "@souk/core";
import * as z from "zod";

export const InventoryAdjusted = defineEvent({
  name: "inventory.adjusted",
  version: 1,
  domain: "inventory",
  summary: "Stock was counted, found, lost or set up: `onHand` is what lies there after it. Orders move stock by their own events.",
  data: z.strictObject({
    adjustmentId: z.string(),
    sku: z.string(),
    location: z.string(),
    delta: z.int(),
    reason: z.string(),
    onHand: z.int(),
  }),
  example: { adjustmentId: "adj_01h455vb4pex5vsknk084sn02q", sku: "MUG-BLUE", location: "main", delta: 12, reason: "received", onHand: 40 },
});

export const inventoryEvents = [InventoryAdjusted];
