import { put, remove, transact, TransactionRefused, update, check, type Context, listEvents } from "@souk/core";
import { DynamoError } from "@souk/core/dynamo/client";
import { startEngine } from "@souk/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTwin } from "../src/table/twin.ts";

type Fields = Record<string, unknown>;
interface Table {
  send(command: { operation: string; input: object }): Promise<Fields>;
}

/** What the table does, whichever it is: the twin in memory or the offline stage's engine. */
function contract(name: string, start: () => Promise<{ table: Table; stop(): Promise<void> }>) {
  describe(`the table's contract: ${name}`, () => {
    let table: Table;
    let stop = async () => {};
    let serial = 0;
    const fresh = () => `demo#thing#${(serial += 1)}`;
    const send = (operation: string, input: Fields) => table.send({ operation, input: { TableName: "souk", ...input } });
    const put1 = (Item: Fields, more: Fields = {}) => send("PutItem", { Item, ...more });
    const get = async (pk: string, sk = "it") => (await send("GetItem", { Key: { pk, sk }, ConsistentRead: true }))["Item"];
    const refused = (run: Promise<unknown>) =>
      run.then(
        () => undefined,
        (error: unknown) => error as DynamoError,
      );
    const holds = async (pk: string, ConditionExpression: string, names: Record<string, string> = {}, values: Fields = {}) => {
      const error = await refused(
        send("TransactWriteItems", {
          TransactItems: [
            {
              ConditionCheck: {
                TableName: "souk",
                Key: { pk, sk: "it" },
                ConditionExpression,
                ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
                ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
              },
            },
          ],
        }),
      );
      if (error && error.name !== "TransactionCanceledException") throw error;
      return error === undefined;
    };

    beforeAll(async () => {
      const started = await start();
      table = started.table;
      stop = started.stop;
    });
    afterAll(() => stop());

    test("an item comes back as it was put, without what is undefined", async () => {
      const pk = fresh();
      const item = {
        pk,
        sk: "it",
        text: "ä",
        count: 3,
        half: 1.5,
        yes: true,
        nothing: null,
        list: [1, { a: "b" }],
        map: { x: { y: 1 } },
        tags: new Set(["a", "b"]),
      };
      await put1({ ...item, absent: undefined });
      expect(await get(pk)).toEqual(item);
      expect(await get(fresh())).toBeUndefined();
    });

    test("conditions compare, look for attributes and take the item's type into account", async () => {
      const pk = fresh();
      await put1({ pk, sk: "it", n: 5, s: "five", list: ["a", "b"], map: { deep: 1 }, flag: false });
      const yes: [string, Record<string, string>, Fields][] = [
        ["#n = :five AND #s <> :five", { "#n": "n", "#s": "s" }, { ":five": 5 }],
        ["n > :four AND n >= :five AND n < :six AND n <= :five", {}, { ":four": 4, ":five": 5, ":six": 6 }],
        ["n BETWEEN :four AND :six OR attribute_exists(nothing)", {}, { ":four": 4, ":six": 6 }],
        ["n IN (:four, :five)", {}, { ":four": 4, ":five": 5 }],
        ["attribute_exists(#m.deep) AND attribute_not_exists(#m.shallow)", { "#m": "map" }, {}],
        ["begins_with(s, :fi) AND contains(s, :iv) AND contains(#list, :a)", { "#list": "list" }, { ":fi": "fi", ":iv": "iv", ":a": "a" }],
        ["size(#list) = :two AND size(s) = :four AND size(#m) < :two", { "#list": "list", "#m": "map" }, { ":two": 2, ":four": 4 }],
        ["NOT (n = :four) AND NOT flag = :true", {}, { ":four": 4, ":true": true }],
        ["attribute_type(s, :type) AND #list[1] = :b", { "#list": "list" }, { ":type": "S", ":b": "b" }],
        ["#none <> :five", { "#none": "none" }, { ":five": 5 }],
      ];
      for (const [expression, names, values] of yes) expect(await holds(pk, expression, names, values), expression).toBe(true);
      const no: [string, Record<string, string>, Fields][] = [
        ["n = :text", {}, { ":text": "5" }],
        ["n < :text", {}, { ":text": "6" }],
        ["#none = :five", { "#none": "none" }, { ":five": 5 }],
        ["#none < :five OR #none >= :five", { "#none": "none" }, { ":five": 5 }],
        ["attribute_exists(pk) AND n = :four", {}, { ":four": 4 }],
        ["n = :five AND s = :four OR n = :four AND s = :four", {}, { ":five": 5, ":four": 4 }],
      ];
      for (const [expression, names, values] of no) expect(await holds(pk, expression, names, values), expression).toBe(false);
      expect(await holds(fresh(), "attribute_not_exists(pk)")).toBe(true);
    });

    test("an update sets, adds, subtracts and removes, reading the item as it was", async () => {
      const pk = fresh();
      await put1({ pk, sk: "it", a: 1, b: 10, map: { x: 1, y: 2 }, entries: [1, 2] });
      const answer = await send("UpdateItem", {
        Key: { pk, sk: "it" },
        UpdateExpression:
          "SET a = b, b = a + :one, #map.#x = if_not_exists(#map.#z, :five), c = if_not_exists(a, :five) REMOVE #map.y, nothing ADD n :two",
        ExpressionAttributeNames: { "#map": "map", "#x": "x", "#z": "z" },
        ExpressionAttributeValues: { ":one": 1, ":two": 2, ":five": 5 },
        ReturnValues: "ALL_NEW",
      });
      expect(answer["Attributes"]).toEqual({ pk, sk: "it", a: 10, b: 2, c: 1, n: 2, map: { x: 5 }, entries: [1, 2] });
      await send("UpdateItem", {
        Key: { pk, sk: "it" },
        UpdateExpression: "SET entries = list_append(entries, :more), a = (if_not_exists(a, :one) - :one) ADD tags :tags",
        ExpressionAttributeValues: { ":more": [3], ":one": 1, ":tags": new Set(["x"]) },
      });
      expect(await get(pk)).toMatchObject({ entries: [1, 2, 3], a: 9, tags: new Set(["x"]) });
    });

    test("an update of nothing makes an item; one of a map that is not there is no good", async () => {
      const pk = fresh();
      const set = (UpdateExpression: string) =>
        send("UpdateItem", { Key: { pk, sk: "it" }, UpdateExpression, ExpressionAttributeValues: { ":one": 1 } });
      await set("SET n = :one");
      expect(await get(pk)).toEqual({ pk, sk: "it", n: 1 });
      expect((await refused(set("SET none.n = :one")))?.name).toBe("ValidationException");
      expect((await refused(set("SET n = none + :one")))?.name).toBe("ValidationException");
    });

    test("a write whose condition fails changes nothing and says so", async () => {
      const pk = fresh();
      await put1({ pk, sk: "it", n: 1 });
      const again = await refused(put1({ pk, sk: "it", n: 2 }, { ConditionExpression: "attribute_not_exists(pk)" }));
      expect(again).toBeInstanceOf(DynamoError);
      expect(again?.name).toBe("ConditionalCheckFailedException");
      const gone = { Key: { pk, sk: "it" }, ConditionExpression: "n = :two", ExpressionAttributeValues: { ":two": 2 } };
      expect((await refused(send("DeleteItem", gone)))?.name).toBe("ConditionalCheckFailedException");
      expect(await get(pk)).toEqual({ pk, sk: "it", n: 1 });
      await send("DeleteItem", { Key: { pk, sk: "it" } });
      expect(await get(pk)).toBeUndefined();
    });

    test("what is no good is refused: empty keys, a table that is not there, a value that nothing uses", async () => {
      expect((await refused(put1({ pk: "", sk: "it" })))?.name).toBe("ValidationException");
      expect((await refused(put1({ pk: fresh() })))?.name).toBe("ValidationException");
      expect((await refused(put1({ pk: fresh(), sk: "it", gsi1pk: 5 })))?.name).toBe("ValidationException");
      expect((await refused(send("GetItem", { TableName: "other", Key: { pk: "a", sk: "b" } })))?.name).toBe("ResourceNotFoundException");
      const unknown = put1({ pk: fresh(), sk: "it" }, { ConditionExpression: "n = :n" });
      expect((await refused(unknown))?.name).toBe("ValidationException");
      const broken = put1({ pk: fresh(), sk: "it" }, { ConditionExpression: "n = = :n", ExpressionAttributeValues: { ":n": 1 } });
      expect((await refused(broken))?.name).toBe("ValidationException");
    });

    test("a transaction writes all or nothing and gives each write's reason with the item that stood in the way", async () => {
      const [a, b, c] = [fresh(), fresh(), fresh()];
      await put1({ pk: b, sk: "it", n: 1 });
      const create = (pk: string) => ({
        Put: {
          TableName: "souk",
          Item: { pk, sk: "it" },
          ConditionExpression: "attribute_not_exists(pk)",
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        },
      });
      const error = await refused(send("TransactWriteItems", { TransactItems: [create(a), create(b), create(c)] }));
      expect(error?.name).toBe("TransactionCanceledException");
      expect(error?.reasons).toEqual([
        { code: "None" },
        { code: "ConditionalCheckFailed", item: { pk: b, sk: "it", n: 1 } },
        { code: "None" },
      ]);
      expect(await get(a)).toBeUndefined();
      await send("TransactWriteItems", { TransactItems: [create(a), create(c)] });
      expect([await get(a), await get(c)]).toEqual([
        { pk: a, sk: "it" },
        { pk: c, sk: "it" },
      ]);
    });

    test("a transaction names an item once and returns nothing", async () => {
      const pk = fresh();
      const twice = [{ Put: { TableName: "souk", Item: { pk, sk: "it" } } }, { Delete: { TableName: "souk", Key: { pk, sk: "it" } } }];
      expect((await refused(send("TransactWriteItems", { TransactItems: twice })))?.name).toBe("ValidationException");
    });

    test("a transaction repeated under its token is done once; another under that token is refused", async () => {
      const pk = fresh();
      await put1({ pk, sk: "it", n: 0 });
      const add = (by: number) => ({
        ClientRequestToken: `token-${pk}`,
        TransactItems: [
          { Update: { TableName: "souk", Key: { pk, sk: "it" }, UpdateExpression: "ADD n :by", ExpressionAttributeValues: { ":by": by } } },
        ],
      });
      await send("TransactWriteItems", add(1));
      await send("TransactWriteItems", add(1));
      expect(await get(pk)).toMatchObject({ n: 1 });
      expect((await refused(send("TransactWriteItems", add(2))))?.name).toBe("IdempotentParameterMismatchException");
    });

    test("core's labels, reasons and fragments work on it", async () => {
      const pk = fresh();
      const ctx = { table: { name: "souk", client: table }, id: () => `t_${pk}${Math.random()}` } as unknown as Context;
      const key = { TableName: "souk", Key: { pk, sk: "it" } };
      await transact(ctx, [put("first", { TableName: "souk", Item: { pk, sk: "it", n: 1 } })]);
      const add = {
        ...key,
        UpdateExpression: "ADD n :n",
        ExpressionAttributeValues: { ":n": 1, ":least": 5 },
        ConditionExpression: "n >= :least",
      };
      const error = await transact(ctx, [update("stock:A", add)]).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(TransactionRefused);
      expect((error as TransactionRefused).failed("stock:A")?.item).toEqual({ pk, sk: "it", n: 1 });
      await transact(ctx, [check("there", { ...key, ConditionExpression: "attribute_exists(pk)" })]);
      await transact(ctx, [remove("gone", key)]);
      expect(await get(pk)).toBeUndefined();
      expect(await listEvents(ctx, pk)).toEqual([]);
    });

    test("a query walks a partition in order, page by page, in both directions", async () => {
      const pk = fresh();
      const keys = ["a", "a#1", "a#2", "b", "Z", "ä", "𝄞", "ｚ"];
      for (const sk of keys) await put1({ pk, sk, n: keys.indexOf(sk) });
      const sorted = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      for (const ScanIndexForward of [true, false]) {
        const found: unknown[] = [];
        let ExclusiveStartKey: unknown;
        let pages = 0;
        do {
          const page = await send("Query", {
            KeyConditionExpression: "#pk = :pk",
            ExpressionAttributeNames: { "#pk": "pk" },
            ExpressionAttributeValues: { ":pk": pk },
            ScanIndexForward,
            Limit: 3,
            ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
          });
          found.push(...(page["Items"] as Fields[]).map((item) => item["sk"]));
          ExclusiveStartKey = page["LastEvaluatedKey"];
          pages += 1;
        } while (ExclusiveStartKey);
        expect(found).toEqual(ScanIndexForward ? sorted : sorted.toReversed());
        expect(pages).toBe(3);
      }
    });

    test("a query bounds the sort key, filters after its limit and shows what was asked for", async () => {
      const pk = fresh();
      for (const n of [1, 2, 3, 4, 5]) await put1({ pk, sk: `n#${n}`, n, even: n % 2 === 0 });
      const query = async (condition: string, values: Fields, more: Fields = {}) => {
        const page = await send("Query", {
          KeyConditionExpression: `pk = :pk AND ${condition}`,
          ExpressionAttributeValues: { ":pk": pk, ...values },
          ...more,
        });
        return (page["Items"] as Fields[]).map((item) => item["sk"]);
      };
      expect(await query("begins_with(sk, :n)", { ":n": "n#" })).toHaveLength(5);
      expect(await query("sk > :low", { ":low": "n#3" })).toEqual(["n#4", "n#5"]);
      expect(await query("sk BETWEEN :low AND :high", { ":low": "n#2", ":high": "n#3" })).toEqual(["n#2", "n#3"]);
      expect(await query("sk < :high", { ":high": "n#3", ":yes": true }, { FilterExpression: "even = :yes" })).toEqual(["n#2"]);
      expect(await query("sk >= :low", { ":low": "n#1", ":yes": true }, { FilterExpression: "even = :yes", Limit: 1 })).toEqual([]);
      const shown = await send("Query", {
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": pk },
        ProjectionExpression: "n",
        Limit: 1,
      });
      expect(shown["Items"]).toEqual([{ n: 1 }]);
    });

    test("an index holds the items that have its keys, in the order of them, and has a cursor", async () => {
      const group = fresh();
      for (const n of [3, 1, 2]) await put1({ pk: fresh(), sk: "it", gsi1pk: group, gsi1sk: `at#${n}`, n });
      await put1({ pk: fresh(), sk: "it", gsi1pk: group });
      const query = (more: Fields = {}) =>
        send("Query", {
          IndexName: "gsi1",
          KeyConditionExpression: "gsi1pk = :group",
          ExpressionAttributeValues: { ":group": group },
          ...more,
        });
      expect(((await query())["Items"] as Fields[]).map((item) => item["n"])).toEqual([1, 2, 3]);
      const first = await query({ Limit: 2, ScanIndexForward: false });
      expect((first["Items"] as Fields[]).map((item) => item["n"])).toEqual([3, 2]);
      const rest = await query({ Limit: 2, ScanIndexForward: false, ExclusiveStartKey: first["LastEvaluatedKey"] });
      expect((rest["Items"] as Fields[]).map((item) => item["n"])).toEqual([1]);
      expect(Object.keys((first["LastEvaluatedKey"] as Fields | undefined) ?? {}).sort()).toEqual(["gsi1pk", "gsi1sk", "pk", "sk"]);
      expect((await refused(query({ ConsistentRead: true })))?.name).toBe("ValidationException");
    });

    test("batches read what is there and write without conditions", async () => {
      const [a, b] = [fresh(), fresh()];
      const put2 = { PutRequest: { Item: { pk: a, sk: "it", n: 1 } } };
      await table.send({ operation: "BatchWriteItem", input: { RequestItems: { souk: [put2] } } });
      const Keys = [
        { pk: a, sk: "it" },
        { pk: b, sk: "it" },
      ];
      const read = await table.send({ operation: "BatchGetItem", input: { RequestItems: { souk: { Keys, ConsistentRead: true } } } });
      expect(read["Responses"]).toEqual({ souk: [{ pk: a, sk: "it", n: 1 }] });
      const twice = table.send({ operation: "BatchGetItem", input: { RequestItems: { souk: { Keys: [Keys[0], Keys[0]] } } } });
      expect((await refused(twice))?.name).toBe("ValidationException");
    });

    test("a scan finds everything, and what has expired too", async () => {
      const pk = fresh();
      await put1({ pk, sk: "it", expiresAt: 1 });
      const { Items } = await send("Scan", { FilterExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": pk } });
      expect(Items).toEqual([{ pk, sk: "it", expiresAt: 1 }]);
    });
  });
}

contract("the twin in memory", async () => ({ table: createTwin(), stop: async () => {} }));
contract("the offline stage's engine", async () => {
  const engine = await startEngine();
  return { table: engine.table.client as Table, stop: () => engine.stop() };
});

describe("what DynamoDB does and the engine never", () => {
  const key = { pk: "demo#thing", sk: "it" };
  const add = {
    TransactItems: [{ Update: { TableName: "souk", Key: key, UpdateExpression: "ADD n :n", ExpressionAttributeValues: { ":n": 1 } } }],
  };

  test("while a transaction is under way, others are told of the conflict and readers see the item as it was", async () => {
    const twin = createTwin();
    await twin.send({ operation: "PutItem", input: { TableName: "souk", Item: { ...key, n: 1 } } });
    const first = twin.begin(add);
    expect(() => twin.begin(add)).toThrow(
      expect.objectContaining({ name: "TransactionCanceledException", reasons: [{ code: "TransactionConflict" }] }),
    );
    await expect(twin.send({ operation: "DeleteItem", input: { TableName: "souk", Key: key } })).rejects.toMatchObject({
      name: "TransactionConflictException",
    });
    expect(await twin.send({ operation: "GetItem", input: { TableName: "souk", Key: key, ConsistentRead: true } })).toEqual({
      Item: { ...key, n: 1 },
    });
    first.commit();
    twin.begin(add).commit();
    expect(twin.items()).toEqual([{ ...key, n: 3 }]);
  });

  test("a read that need not be consistent may show an older state, never a mixed one", async () => {
    let now = 0;
    const twin = createTwin({ now: () => now, lag: () => 50 });
    for (now = 0; now < 300; now += 100) await twin.send({ operation: "PutItem", input: { TableName: "souk", Item: { ...key, n: now } } });
    now = 230;
    const read = (ConsistentRead: boolean) => twin.send({ operation: "GetItem", input: { TableName: "souk", Key: key, ConsistentRead } });
    expect(await read(false)).toEqual({ Item: { ...key, n: 100 } });
    expect(await read(true)).toEqual({ Item: { ...key, n: 200 } });
  });

  test("a copy of the rows takes writes of its own", async () => {
    const twin = createTwin();
    await twin.send({ operation: "PutItem", input: { TableName: "souk", Item: { ...key, n: 1 } } });
    const other = createTwin({ rows: twin.rows.copy() });
    await other.send({ operation: "DeleteItem", input: { TableName: "souk", Key: key } });
    expect([twin.items(), other.items()]).toEqual([[{ ...key, n: 1 }], []]);
  });
});
