import { Entity as Electro } from "electrodb";
import { describe, expect, test } from "vitest";
import { Entity as Lean } from "../src/entity.ts";

const schema = {
  model: { entity: "order", version: "1", service: "souk" },
  attributes: {
    shopId: { type: "string", required: true },
    orderId: { type: "string", required: true },
    status: { type: ["open", "completed"], required: true },
    totals: { type: "any", required: true },
    count: { type: "number" },
    late: { type: "boolean" },
    day: { type: "string", required: true, hidden: true },
    placedAt: { type: "string", required: true },
    customerKey: { type: "string", field: "gsi2pk", hidden: true },
    customerPosition: { type: "string", field: "gsi2sk", hidden: true },
  },
  indexes: {
    primary: {
      pk: { field: "pk", composite: ["shopId"], template: "${shopId}#order", casing: "none" },
      sk: { field: "sk", composite: ["orderId"], template: "order#${orderId}", casing: "none" },
    },
    byDay: {
      index: "gsi1",
      pk: { field: "gsi1pk", composite: ["shopId", "day"], template: "${shopId}#day#${day}", casing: "none" },
      sk: { field: "gsi1sk", composite: ["placedAt", "orderId"], template: "${placedAt}#${orderId}", casing: "none" },
    },
    byCustomer: {
      index: "gsi2",
      pk: { field: "gsi2pk", composite: ["customerKey"], template: "${customerKey}", casing: "none" },
      sk: { field: "gsi2sk", composite: ["customerPosition"], template: "${customerPosition}", casing: "none" },
    },
  },
} as const;

type Fields = Record<string, unknown>;

/** An entity over a table that answers with what it is given, and what it was sent. */
function over(Kind: typeof Lean, answers: Fields[] = []) {
  const sent: Fields[] = [];
  const client = {
    send: async ({ input }: { input: Fields }) => {
      sent.push(input);
      return answers.shift() ?? {};
    },
  };
  return { entity: new Kind(schema, { table: "souk", client: client as never }), sent };
}
type Orders = ReturnType<typeof over>["entity"];

const key = { shopId: "Demo", orderId: "A" };
const order = { ...key, status: "open" as const, totals: { total: 5 }, day: "2026-11-21", placedAt: "T1" };
const row = { ...order, pk: "Demo#order", sk: "order#A", gsi1pk: "x", gsi1sk: "y", __edb_e__: "order", __edb_v__: "1" };
const other = { ...row, __edb_e__: "another" };

const commands: [string, (orders: Orders) => { params(): unknown }][] = [
  ["a put", (orders) => orders.put(order)],
  ["a put of all attributes", (orders) => orders.put({ ...order, count: 0, late: false, customerKey: "c", customerPosition: "p" })],
  ["a put without what is undefined", (orders) => orders.put({ ...order, count: undefined })],
  [
    "a put on a condition",
    (orders) => orders.put(order).where(({ count }, { notExists, lte }) => `${notExists(count)} OR ${lte(count, 3)}`),
  ],
  ["a create", (orders) => orders.create(order)],
  ["a create on a condition", (orders) => orders.create(order).where(({ count }, { eq }) => eq(count, 3))],
  ["an upsert", (orders) => orders.upsert({ ...order, count: 2 })],
  ["a patch", (orders) => orders.patch(key).set({ status: "completed", count: 4 })],
  ["a patch without what is undefined", (orders) => orders.patch(key).set({ status: "completed", count: undefined })],
  [
    "a patch on conditions of one attribute",
    (orders) =>
      orders
        .patch(key)
        .set({ late: true })
        .where(
          ({ count, status }, { eq, gt, lt, gte }) => `${gt(count, 1)} AND ${lt(count, 9)} AND (${eq(status, "open")} OR ${gte(count, 5)})`,
        ),
  ],
  ["a patch of an index's key", (orders) => orders.patch(key).set({ day: "2026-11-22", placedAt: "T2" })],
  ["a patch that removes", (orders) => orders.patch(key).remove(["count"])],
  ["an addition", (orders) => orders.patch(key).add({ count: 2 }).set({ late: true })],
  [
    "a subtraction on a condition",
    (orders) =>
      orders
        .patch(key)
        .subtract({ count: 2 })
        .where(({ count }, { gte }) => gte(count, 2)),
  ],
  [
    "an update by what is said of each attribute",
    (orders) =>
      orders.update(key).data(({ count, late }, { add, ifNotExists }) => {
        add(count, 1);
        ifNotExists(late, true);
      }),
  ],
  ["a delete", (orders) => orders.delete(key)],
  ["a delete on a condition", (orders) => orders.delete(key).where(({ count }, { exists }) => exists(count))],
  ["a get", (orders) => orders.get(key)],
  ["a query of a partition", (orders) => orders.query.byDay({ shopId: "Demo", day: "d" })],
  ["a query by the fixed part of the sort key", (orders) => orders.query.primary({ shopId: "Demo" })],
  ["a query by the whole sort key", (orders) => orders.query.primary(key)],
  ["a query by a part of the sort key", (orders) => orders.query.byDay({ shopId: "Demo", day: "d", placedAt: "T1" })],
  ["a query of what begins so", (orders) => orders.query.byDay({ shopId: "Demo", day: "d" }).begins({ placedAt: "T" })],
  ["a query of what comes after", (orders) => orders.query.byDay({ shopId: "Demo", day: "d" }).gt({ placedAt: "T1", orderId: "A" })],
  [
    "a query of what lies between",
    (orders) =>
      orders.query.byDay({ shopId: "Demo", day: "d" }).between({ placedAt: "T1", orderId: "A" }, { placedAt: "T2", orderId: "B" }),
  ],
  ["a query of what comes before a part", (orders) => orders.query.byDay({ shopId: "Demo", day: "d" }).lt({ placedAt: "T1" })],
];

test.each(commands)("%s is the command that ElectroDB makes", (_what, make) => {
  expect(make(over(Lean).entity).params()).toEqual(make(over(Electro).entity).params());
});

const reads: [string, Fields[], (orders: Orders) => Promise<unknown>][] = [
  ["a get that finds", [{ Item: row }], (orders) => orders.get(key).go({ consistent: true })],
  ["a get that finds nothing", [{}], (orders) => orders.get(key).go()],
  ["a get that finds another entity's row", [{ Item: other }], (orders) => orders.get(key).go()],
  [
    "a batch of gets, of which one was too many",
    [{ Responses: { souk: [row] }, UnprocessedKeys: { souk: { Keys: [{ pk: "Demo#order", sk: "order#B" }] } } }],
    (orders) => orders.get([key, { ...key, orderId: "B" }]).go({ consistent: true }),
  ],
  [
    "a page of a query",
    [{ Items: [row, other], LastEvaluatedKey: { pk: "Demo#order", sk: "order#A" } }],
    (orders) => orders.query.primary({ shopId: "Demo" }).go({ order: "desc", limit: 2 }),
  ],
  [
    "the page after",
    [{ Items: [row] }],
    (orders) =>
      orders.query
        .primary({ shopId: "Demo" })
        .go({ limit: 2, cursor: Buffer.from('{"pk":"Demo#order","sk":"order#A"}').toString("base64url") }),
  ],
  [
    "all pages of a query",
    [{ Items: [row], LastEvaluatedKey: { pk: "Demo#order", sk: "order#A" } }, { Items: [{ ...row, orderId: "B" }] }],
    (orders) => orders.query.byDay({ shopId: "Demo", day: "d" }).go({ pages: "all" }),
  ],
  ["a patch that asks for the item", [{ Attributes: row }], (orders) => orders.patch(key).set({ count: 1 }).go({ response: "all_new" })],
];

test.each(reads)("%s sends and answers what ElectroDB does", async (_what, answers, run) => {
  const [lean, electro] = [over(Lean, structuredClone(answers)), over(Electro, structuredClone(answers))];
  expect(await run(lean.entity)).toEqual(await run(electro.entity));
  expect(lean.sent).toEqual(electro.sent);
});

describe("unlike ElectroDB's", () => {
  test("an update names a field once that is an attribute and an index's key: DynamoDB refuses it twice", () => {
    const { ExpressionAttributeNames: names = {} } = over(Lean).entity.patch(key).set({ customerKey: "c", customerPosition: "p" }).params<{
      ExpressionAttributeNames?: Record<string, string>;
    }>();
    const fields = Object.values(names).filter((name) => name.startsWith("gsi2"));
    expect(fields.sort()).toEqual(["gsi2pk", "gsi2sk"]);
  });

  test("the table's refusal is thrown as it came", async () => {
    const refusal = Object.assign(new Error("no"), { name: "ConditionalCheckFailedException" });
    const client = { send: () => Promise.reject(refusal) };
    const entity = new Lean(schema, { table: "souk", client: client as never });
    await expect(entity.put(order).go()).rejects.toBe(refusal);
  });
});

test.each([
  ["of another partition", '{"pk":"Other#order","sk":"order#A"}'],
  ["of another index", '{"gsi1pk":"Demo#order","gsi1sk":"order#A"}'],
  ["that is a number", "5"],
  ["that is no JSON", "{"],
])("a cursor %s is refused before anything is read", async (_what, text) => {
  const { entity, sent } = over(Lean);
  const cursor = Buffer.from(text).toString("base64url");
  await expect(entity.query.primary({ shopId: "Demo" }).go({ cursor })).rejects.toThrow(/cursor/);
  expect(sent).toEqual([]);
});

test.each<[string, Fields]>([
  ["what is required", { ...order, totals: undefined }],
  ["a value of the declared kind", { ...order, count: "3" }],
  ["a declared text", { ...order, status: "lost" }],
  ["known attributes alone", { ...order, colour: "red" }],
])("a put takes %s", (_what, item) => {
  expect(() => over(Lean).entity.put(item as never)).toThrow(TypeError);
});

test("a key that lacks a part says which", () => {
  expect(() =>
    over(Lean)
      .entity.get({ shopId: "Demo" } as never)
      .params(),
  ).toThrow(/"orderId"/);
});

test("a row that was read by other means is parsed as ElectroDB parses it; one of another entity is nothing", () => {
  expect(over(Lean).entity.parse({ Item: row } as never)).toEqual(over(Electro).entity.parse({ Item: row } as never));
  expect(over(Lean).entity.parse({ Item: other } as never)).toEqual({ data: null });
});
