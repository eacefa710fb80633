import { type Context, perTable, put, update, type Write } from "@souk/core";
import { Entity } from "@souk/core/entity";
import type { Detail, Head } from "./order.model.ts";
import { type Command, startsOf } from "./order.move.ts";
import { packLine, type PackedLine, unpackLine } from "./order.pack.ts";

/**
 * | question                                  | key                                                                   |
 * |-------------------------------------------|-----------------------------------------------------------------------|
 * | the head of an order                      | `<shop>#order#<orderId>`, `order`                                     |
 * | a day's orders, newest first (staff)      | gsi1 `<shop>#order#day#<YYYY-MM-DD>#<0-3>`, `<placedAt>#<orderId>`    |
 * | a customer's orders, newest first         | gsi2 `<shop>#order#customer#<customerId>`, `<placedAt>#<orderId>`     |
 *
 * A day is spread over four keys, since one key takes 1,000 writes a second. Under 1 KB: every change pays for the whole head.
 */
export const heads = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "order", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          orderId: { type: "string", required: true },
          number: { type: "string", required: true },
          status: { type: ["open", "completed", "canceled"] as const, required: true },
          paymentStatus: { type: ["unpaid", "authorized", "paid", "partially_refunded", "refunded", "voided"] as const, required: true },
          fulfillmentStatus: { type: ["unfulfilled", "partially_fulfilled", "fulfilled"] as const, required: true },
          currency: { type: "string", required: true },
          country: { type: "string", required: true },
          totals: { type: "any", required: true },
          refunded: { type: "number", required: true },
          paymentId: { type: "string", required: true },
          cartId: { type: "string", required: true },
          customerId: { type: "string" },
          cancelReason: { type: "string" },
          fulfilled: { type: "any", required: true },
          restocked: { type: "any" },
          version: { type: "number", required: true },
          placedAt: { type: "string", required: true },
          holdUntil: { type: "string", required: true },
          day: { type: "string", required: true, hidden: true },
          spread: { type: "string", required: true, hidden: true },
          // Keys as attributes: a guest's order has no customer and is in no customer's index.
          customerKey: { type: "string", field: "gsi2pk", hidden: true },
          customerPosition: { type: "string", field: "gsi2sk", hidden: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "orderId"], template: "${shopId}#order#${orderId}", casing: "none" },
            sk: { field: "sk", composite: [], template: "order", casing: "none" },
          },
          byDay: {
            index: "gsi1",
            pk: {
              field: "gsi1pk",
              composite: ["shopId", "day", "spread"],
              template: "${shopId}#order#day#${day}#${spread}",
              casing: "none",
            },
            sk: { field: "gsi1sk", composite: ["placedAt", "orderId"], template: "${placedAt}#${orderId}", casing: "none" },
          },
          byCustomer: {
            index: "gsi2",
            pk: { field: "gsi2pk", composite: ["customerKey"], template: "${customerKey}", casing: "none" },
            sk: { field: "gsi2sk", composite: ["customerPosition"], template: "${customerPosition}", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

/**
 * | question                                            | key                                |
 * |-----------------------------------------------------|------------------------------------|
 * | what was sold, to whom, and where it goes           | `<shop>#order#<orderId>`, `detail` |
 */
export const details = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "order-detail", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          orderId: { type: "string", required: true },
          lines: { type: "any", required: true },
          contact: { type: "any", required: true },
          shippingAddress: { type: "any", required: true },
          billingAddress: { type: "any" },
          shipping: { type: "any", required: true },
          shards: { type: "any" },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "orderId"], template: "${shopId}#order#${orderId}", casing: "none" },
            sk: { field: "sk", composite: [], template: "detail", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

export const spreads = ["0", "1", "2", "3"];

/** The partition of an order's items and events. */
export const partitionOf = (ctx: Context, orderId: string): string => `${ctx.shopId}#order#${orderId}`;

export const keyOf = (ctx: Context, orderId: string) => ({ shopId: ctx.shopId, orderId });

export function toHead(row: Record<string, unknown>): Head {
  const { shopId: _shop, ...head } = row;
  return head as unknown as Head;
}

/** As of now unless it may be a moment old, at half the price. */
export interface Reading {
  consistent?: boolean;
}

/** The head as of now: what decides may not be stale. One read unit. */
export async function findHead(ctx: Context, orderId: string, { consistent = true }: Reading = {}): Promise<Head | undefined> {
  const { data } = await heads(ctx).get(keyOf(ctx, orderId)).go({ consistent });
  return data ? toHead(data) : undefined;
}

/** The detail never changes, so that any copy of it is as good as another. */
export async function findDetail(ctx: Context, orderId: string, { consistent = true }: Reading = {}): Promise<Detail | undefined> {
  const { data } = await details(ctx).get(keyOf(ctx, orderId)).go({ consistent });
  return data ? toDetail(data) : undefined;
}

function toDetail(row: Record<string, unknown>): Detail {
  const { shopId: _shop, orderId: _order, lines, ...detail } = row;
  return { ...detail, lines: (lines as PackedLine[]).map(unpackLine) } as unknown as Detail;
}

/** Head and detail by one query: together they are under 4 KB, which is one read unit, or half of one. */
export async function findWhole(ctx: Context, orderId: string, { consistent = true }: Reading = {}) {
  const answer = await ctx.table.client.send({
    operation: "Query",
    input: {
      TableName: ctx.table.name,
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
      ExpressionAttributeValues: { ":pk": partitionOf(ctx, orderId), ":first": "detail", ":last": "order" },
      ConsistentRead: consistent,
    },
  });
  const rows = (answer["Items"] as Record<string, unknown>[] | undefined) ?? [];
  const head = rows.map((Item) => heads(ctx).parse({ Item }).data).find((data) => data !== null);
  const detail = rows.map((Item) => details(ctx).parse({ Item }).data).find((data) => data !== null);
  return { head: head ? toHead(head) : undefined, detail: detail ? toDetail(detail) : undefined };
}

/** Creates head (label `order`) and detail (label `order-detail`), if absent. */
export function inserting(ctx: Context, head: Head, detail: Detail): Write[] {
  const spread = spreads[head.orderId.charCodeAt(head.orderId.length - 1) % spreads.length] ?? "0";
  const customer = head.customerId === undefined ? {} : customerKeyOf(ctx, head, head.customerId);
  return [
    put(
      "order",
      heads(ctx)
        .create({ ...head, ...customer, shopId: ctx.shopId, day: head.placedAt.slice(0, 10), spread })
        .params(),
    ),
    put(
      "order-detail",
      details(ctx)
        .create({ ...detail, lines: detail.lines.map(packLine), ...keyOf(ctx, head.orderId) })
        .params(),
    ),
  ];
}

type Change = Partial<
  Pick<Head, "status" | "paymentStatus" | "fulfillmentStatus" | "refunded" | "fulfilled" | "restocked" | "cancelReason">
>;

/** Changes the head (label `order`) on condition that nobody did since it was read, and that the command may start from its state. */
export function updating(ctx: Context, head: Head, command: Command, change: Change): Write {
  const params = heads(ctx)
    .patch(keyOf(ctx, head.orderId))
    .set({ ...change, version: head.version + 1 })
    .where((attributes, { eq }) => {
      const equals = eq as (attribute: unknown, value: unknown) => string;
      const starts = startsOf(command).map(
        ({ axis, values }) => `(${values.map((value) => equals(attributes[axis], value)).join(" OR ")})`,
      );
      return [eq(attributes.version, head.version), ...starts].join(" AND ");
    })
    .params();
  return update("order", params);
}

export interface DayPage {
  day: string;
  /** `<placedAt>#<orderId>` of the last order of the page before. */
  before?: string | undefined;
  limit: number;
}

/** A day's heads, newest first, merged from its four keys; each is asked for a whole page, since all may lie in one. */
export async function listDay(ctx: Context, { day, before, limit }: DayPage): Promise<Head[]> {
  const [placedAt = `${day}T99`, orderId = ""] = before?.split("#") ?? [];
  const pages = await Promise.all(
    spreads.map((spread) =>
      heads(ctx).query.byDay({ shopId: ctx.shopId, day, spread }).lt({ placedAt, orderId }).go({ order: "desc", limit }),
    ),
  );
  const all = pages.flatMap((page) => page.data.map(toHead));
  return all.sort((a, b) => (positionOf(a) < positionOf(b) ? 1 : -1)).slice(0, limit);
}

/** The keys by which a customer's orders are found. */
export const customerKeyOf = (ctx: Context, head: Head, customerId: string) => ({
  customerKey: `${ctx.shopId}#order#customer#${customerId}`,
  customerPosition: positionOf(head),
});

export const positionOf = (head: Head): string => `${head.placedAt}#${head.orderId}`;
