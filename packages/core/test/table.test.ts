import { useHarness } from "@souk/testing";
import { expect, test } from "vitest";
import * as z from "zod";
import { defineEvent, emit, listEvents } from "../src/event.ts";
import { once } from "../src/idempotency.ts";
import { transact, TransactionRefused } from "../src/table.ts";

const harness = useHarness();
const Ping = defineEvent({
  name: "ping.sent",
  version: 1,
  domain: "ping",
  summary: "A ping",
  data: z.object({ n: z.int() }),
  example: { n: 1 },
});

test("an event row lies in its aggregate's partition and sorts by number", async () => {
  const ctx = harness.ctx();
  for (const sequence of [1, 2, 10])
    await transact(ctx, [emit(ctx, Ping, { partition: "demo#ping#1", subject: "1", sequence, data: { n: sequence } })]);
  const keys = (await harness.items()).map((item) => [item["pk"], item["sk"]]);
  expect(keys).toContainEqual(["demo#ping#1", "$event#0000000010"]);
  expect((await listEvents(ctx, "demo#ping#1", 1)).map((event) => event.sequence)).toEqual([2, 10]);
});

test("a second event with the same number is refused and named", async () => {
  const ctx = harness.ctx();
  const write = () => transact(ctx, [emit(ctx, Ping, { partition: "demo#ping#2", subject: "2", sequence: 1, data: { n: 1 } })]);
  await write();
  const refused = await write().catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(TransactionRefused);
  expect((refused as TransactionRefused).failed("event")?.item).toBeDefined();
});

test("a pure command under one key is done once and answers the same", async () => {
  const ctx = harness.ctx();
  let sequence = 0;
  const run = (input: string) =>
    once(ctx, { key: "0123456789abcdef", operation: "POST /pings", fingerprint: input }, async (inner) => {
      sequence += 1;
      const answer = { b: sequence, a: 1 };
      await transact(
        inner,
        [emit(inner, Ping, { partition: `demo#ping#k${sequence}`, subject: "k", sequence: 1, data: { n: 1 } })],
        answer,
      );
      return answer;
    });
  expect(await run("x")).toEqual({ answer: { b: 1, a: 1 }, replayed: false });
  const again = await run("x");
  expect(JSON.stringify(again)).toBe(JSON.stringify({ answer: { b: 1, a: 1 }, replayed: true }));
  await expect(run("y")).rejects.toMatchObject({ code: "idempotency.key_reused", status: 422 });
});
