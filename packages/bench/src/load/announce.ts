import { type Context, emit, transact, typeId } from "@souk/core";
import { createClient } from "@souk/core/dynamo/client";
import { InventoryAdjusted } from "@souk/inventory/event";
import type { Stage } from "@souk/testing";
import { skuOf, stock } from "./shop.ts";

/** What search does with it: an article that begins to be counted was in stock before, for others it reads product and stock. */
export type Kind = "initial" | "counted";

/** Writers of event rows, as a command's transaction writes them and without the command: what is measured is their way from there. */
export function announcers(stage: Stage, kind: Kind, count: number, onWritten: (eventId: string) => void) {
  const client = createClient({
    endpoint: stage.dynamodb,
    region: "eu-central-1",
    credentials: () => ({ accessKeyId: "offline", secretAccessKey: "offline" }),
  });
  let index = 0;
  const announce = async (): Promise<void> => {
    const ctx = contextOf(stage, client);
    const adjustmentId = ctx.id("adj");
    const data = { adjustmentId, sku: skuOf((index += 7)), location: "main", delta: 0, reason: kind, onHand: stock };
    const partition = `${ctx.shopId}#adjustment#${adjustmentId}`;
    const write = emit(ctx, InventoryAdjusted, { partition, subject: adjustmentId, sequence: 1, data });
    await transact(ctx, [write]);
    const row = write.item.Put?.["Item"] as { event: { id: string } } | undefined;
    if (row) onWritten(row.event.id);
  };
  return { steps: Array.from({ length: count }, () => announce), close: () => client.destroy() };
}

const none = () => {
  throw new Error("an event row needs neither");
};

function contextOf({ shop }: Stage, client: Context["table"]["client"]): Context {
  const now = () => new Date();
  const random = () => crypto.getRandomValues(new Uint32Array(1)).reduce((_, value) => value / 2 ** 32, 0);
  const log = { info() {}, warn() {}, error() {} };
  return {
    shopId: shop,
    actor: { type: "system", name: "bench" },
    requestId: "bench",
    traceparent: `00-${crypto.randomUUID().replaceAll("-", "")}-${crypto.randomUUID().slice(0, 8)}00000000-01`,
    now,
    random,
    id: (prefix) => typeId(prefix, now().getTime(), random),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    table: { name: tableName, client },
    log,
    tokens: { mint: none, verify: none },
    link: none,
  };
}

/** The offline stage's name for the shop's table. */
const tableName = "souk-offline-SoukTable";
