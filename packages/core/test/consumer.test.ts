import { useHarness } from "@souk/testing";
import { expect, test } from "vitest";
import * as z from "zod";
import { commitOnce, consumer, on } from "../src/consumer.ts";
import { defineEvent, emit } from "../src/event.ts";
import { put, transact } from "../src/table.ts";

const harness = useHarness();
const Rang = defineEvent({
  name: "bell.rang",
  version: 1,
  domain: "bell",
  summary: "A bell",
  data: z.object({ n: z.int() }),
  example: { n: 1 },
});

const handler = consumer(
  "listener",
  [
    on(Rang, async (ctx, event) => {
      if (event.data.n < 0) throw new Error("poison");
      const Item = { pk: `demo#sound#${event.id}#${ctx.id("s")}`, sk: "sound", n: event.data.n };
      await commitOnce(ctx, "listener", event.id, [put("sound", { TableName: ctx.table.name, Item })]);
    }),
  ],
  () => harness.ctx(),
);

async function ring(n: number, sequence: number) {
  const partition = `demo#bell#${n}`;
  await transact(harness.ctx(), [emit(harness.ctx(), Rang, { partition, subject: String(n), sequence, data: { n } })]);
  return (await harness.events()).find((event) => event.data["n"] === n);
}
const record = (messageId: string, detail: unknown) => ({ messageId, body: JSON.stringify({ "detail-type": "bell.rang", detail }) });
const batch = (...records: { messageId: string; body: string }[]) => ({ Records: records }) as never;
const sounds = async (n: number) => (await harness.items()).filter((item) => item["sk"] === "sound" && item["n"] === n).length;

test("an event that comes twice is acted on once", async () => {
  const event = await ring(1, 1);
  expect(await handler(batch(record("a", event), record("b", event)))).toEqual({ batchItemFailures: [] });
  expect(await handler(batch(record("c", event)))).toEqual({ batchItemFailures: [] });
  expect(await sounds(1)).toBe(1);
});

test("a poison event is reported alone and its neighbors are done", async () => {
  const [good, bad] = [await ring(2, 1), await ring(-3, 1)];
  expect(await handler(batch(record("good", good), record("bad", bad), record("torn", "no event")))).toEqual({
    batchItemFailures: [{ itemIdentifier: "bad" }, { itemIdentifier: "torn" }],
  });
  expect(await sounds(2)).toBe(1);
});

test("an event nobody here reacts to is done", async () => {
  const event = { ...(await ring(4, 1)), type: "bell.melted" };
  expect(await handler(batch(record("x", event)))).toEqual({ batchItemFailures: [] });
});

test("a field that a producer added later is no reason to fail", async () => {
  const event = await ring(5, 1);
  expect(await handler(batch(record("x", { ...event, data: { ...event?.data, added: true } })))).toEqual({ batchItemFailures: [] });
  expect(await sounds(5)).toBe(1);
});

test("a replay is for those who only build from events: others let it pass, and it is no failure", async () => {
  const event = await ring(6, 1);
  const replay = { messageId: "r", body: JSON.stringify({ detail: event, generation: "2" }) };
  expect(await handler(batch(replay))).toEqual({ batchItemFailures: [] });
  expect(await sounds(6)).toBe(0);

  const built: (string | undefined)[] = [];
  const projection = consumer(
    "shelf",
    [on(Rang, async (_ctx, _event, { generation }) => void built.push(generation))],
    () => harness.ctx(),
    {
      replayable: true,
    },
  );
  await projection(batch(replay, record("n", event)));
  expect(built).toEqual(["2", undefined]);
});
