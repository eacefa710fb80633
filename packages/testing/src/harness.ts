import { type Actor, type CloudEvent, cloudEventOf, type Context, type Table, typeId } from "@souk/core";
import { createTokens } from "@souk/core/token";
import { afterAll, beforeAll } from "vitest";
import { startEngine } from "./engine.ts";

const secret = "a secret of tests only";
const start = Date.parse("2026-03-01T10:00:00.000Z");

export interface Harness {
  /** A context of the given caller, on the test's own table, clock and chance. */
  ctx(actor?: Actor, shopId?: string): Context;
  /** Environment of `app.request(path, init, env)`: contexts come from here, the staff key is `staffKey`. */
  env: { contextOf: (origin: { actor: Actor; requestId: string; traceparent: string }) => Context; staffKey: string };
  staffKey: string;
  clock: { now: number; advance(milliseconds: number): void };
  /** What functions are linked with, by name. */
  links: Record<string, Record<string, unknown>>;
  /** Log lines written so far. */
  logs: { level: string; message: string; fields: Record<string, unknown> }[];
  /** Every item of the table, as stored. */
  items(): Promise<Record<string, unknown>[]>;
  /** Every event row, oldest first. */
  events(): Promise<CloudEvent[]>;
  /** Units consumed since the last `reset`, indexes in. */
  capacity: { read: number; write: number; reset(): void };
}

/** One table per test file, started before its tests and ended after them; a fixed clock and a seeded chance. */
export function useHarness(): Harness {
  let engine: Awaited<ReturnType<typeof startEngine>> | undefined;
  let seed = 42;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  const clock = { now: start, advance: (milliseconds: number) => void (clock.now += milliseconds) };
  const logs: Harness["logs"] = [];
  const links: Harness["links"] = {};
  const write =
    (level: string) =>
    (message: string, fields: Record<string, unknown> = {}) =>
      void logs.push({ level, message, fields });
  const table = (): Table => {
    if (!engine) throw new Error("the table is there only inside tests");
    return engine.table;
  };

  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(async () => engine?.stop());

  function ctx(actor: Actor = { type: "system", name: "test" }, shopId = "demo"): Context {
    return {
      shopId,
      actor,
      requestId: "req_test",
      traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      now: () => new Date(clock.now),
      id: (prefix) => typeId(prefix, clock.now, random),
      random,
      sleep: (milliseconds) => {
        clock.advance(Math.ceil(milliseconds));
        return new Promise((resolve) => setTimeout(resolve, Math.min(milliseconds, 5)));
      },
      table: table(),
      log: { info: write("info"), warn: write("warn"), error: write("error") },
      tokens: createTokens(secret, shopId),
      link(name) {
        const found = links[name];
        if (!found) throw new Error(`"${name}" is not linked`);
        return found;
      },
    };
  }

  async function items(): Promise<Record<string, unknown>[]> {
    const found: Record<string, unknown>[] = [];
    let ExclusiveStartKey: unknown;
    do {
      const page = await table().client.send({
        operation: "Scan",
        input: { TableName: "souk", ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) },
      });
      found.push(...((page["Items"] as Record<string, unknown>[] | undefined) ?? []));
      ExclusiveStartKey = page["LastEvaluatedKey"];
    } while (ExclusiveStartKey);
    return found;
  }

  const staffKey = "souk_staff_test_0123456789";
  return {
    ctx,
    staffKey,
    clock,
    links,
    logs,
    items,
    env: { staffKey, contextOf: ({ actor, requestId, traceparent }) => ({ ...ctx(actor), requestId, traceparent }) },
    events: async () => {
      const rows = (await items()).filter((item) => String(item["sk"]).startsWith("$event#"));
      return rows.map(cloudEventOf).sort((a, b) => a.time.localeCompare(b.time) || a.sequence - b.sequence);
    },
    get capacity() {
      const counted = engine?.capacity ?? { read: 0, write: 0 };
      return { ...counted, reset: () => Object.assign(counted, { read: 0, write: 0 }) };
    },
  };
}
