import { Client } from "./actor/client.ts";
import { readyToPlace } from "./actor/placing.ts";
import { live } from "./live.ts";
import { trackedSkus } from "./base.ts";
import { staffKey } from "./world/gateway.ts";
import type { World } from "./world/world.ts";

export interface Crowd {
  orders: number;
  refused: number;
  /** Answers that were none of both: there should be none. */
  others: string[];
  available: number;
  onHand: number;
  /** Tries of placing in all, those that the client repeated after `contended` in. */
  tries: number;
  contended: number;
  /** How often the table refused a placement since another was being committed. */
  conflicts: number;
  /** The longest that one request was waited for, in simulated milliseconds. */
  slowest: number;
  /** Simulated milliseconds until the last was told the end of it. */
  milliseconds: number;
}

interface Sale {
  buyers: number;
  units: number;
  /** Into how many shards the stock is split. */
  shards?: number;
  /** How many come in a second; all at once without. */
  perSecond?: number;
  /** So many come before, at the same pace, and are not counted in time and conflicts: from them functions learn what is hot. */
  before?: number;
}

/** So many buyers want one piece each of the same SKU; those who are told to come again do. */
export const crowd = (name: string, { buyers, units, shards = 1, perSecond = Infinity, before = 0 }: Sale): Promise<Crowd> =>
  live(name, async (world) => {
    const [sku = ""] = trackedSkus;
    const clients = Array.from({ length: buyers }, (_, index) => new Client(world, `buyer${index + 1}`));
    await stock(world, clients[0], sku, units);
    if (shards > 1) await split(world, clients[0], sku, shards);
    const ready = await Promise.all(clients.map((client) => readyToPlace((call) => client.send(call), { sku, quantity: 1 })));
    const come = (from: number, to: number) =>
      Promise.all(
        clients.slice(from, to).map(async (client, index) => {
          await world.scheduler.wait((index * 1000) / perSecond);
          return client.insist({ ...placing, ...ready[from + index], key: client.key() }, 200);
        }),
      );
    const conflicts = () => world.faults.fired.filter(({ fault, kind }) => fault === "F8" && kind === "placeOrder").length;
    const first = await come(0, before);
    const [begun, earlier] = [world.scheduler.now, conflicts()];
    const replies = [...first, ...(await come(before, buyers))];
    const told = world.check.told.filter(({ kind }) => kind === "placeOrder");
    const rows = world.twin.items().filter((item) => item["sku"] === sku && String(item["pk"]).includes("#stock#") && "available" in item);
    return {
      orders: replies.filter(({ status }) => status === 201).length,
      refused: replies.filter(({ code }) => code === "checkout.out_of_stock").length,
      others: [
        ...new Set(
          told
            .filter(({ status, text }) => status !== 201 && !/out_of_stock|contended/.test(text))
            .map(({ status, text }) => `${status} ${text.slice(0, 100)}`),
        ),
      ],
      available: rows.reduce((sum, item) => sum + Number(item["available"]), 0),
      onHand: Number(rows.find((item) => item["sk"] === "main")?.["onHand"]),
      tries: told.length,
      conflicts: conflicts() - earlier,
      contended: told.filter(({ text }) => text.includes("contended")).length,
      slowest: Math.max(...told.map(({ startedAt, endedAt }) => endedAt - startedAt)),
      milliseconds: world.scheduler.now - begun,
    };
  });

const placing = { kind: "placeOrder", method: "POST", path: "/v1/checkout" };

async function stock(world: World, client: Client | undefined, sku: string, units: number): Promise<void> {
  const body = { set: units, reason: "counted" };
  await client?.send({
    kind: "adjustStock",
    method: "POST",
    path: `/v1/inventory/${encodeURIComponent(sku)}/adjustments`,
    staffKey,
    key: client.key(),
    body,
  });
  await world.scheduler.wait(10_000);
}

async function split(world: World, client: Client | undefined, sku: string, shards: number): Promise<void> {
  const path = `/v1/inventory/${encodeURIComponent(sku)}/shards`;
  await client?.send({ kind: "splitStock", method: "PUT", path, staffKey, body: { shards } });
  await world.scheduler.wait(10_000);
}
