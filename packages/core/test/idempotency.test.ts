import { useHarness } from "@souk/testing";
import { expect, test } from "vitest";
import { Contended, defineError } from "../src/error.ts";
import { claimed, InFlight, once } from "../src/idempotency.ts";
import { transact } from "../src/table.ts";

const harness = useHarness();
const Refused = defineError({ code: "test.refused", kind: "conflict", message: "No." });
const under = (key: string) => ({ operation: "POST /v1/test", key, fingerprint: "the body" });

/** Runs a claimed command, notes the claim's id, and ends as told. */
async function attempt(key: string, ids: string[], end: () => unknown) {
  return claimed(harness.ctx(), under(key), async (_ctx, claimId) => {
    ids.push(claimId);
    return end();
  });
}
const fail = (error: Error) => () => {
  throw error;
};

test("who is told to come again goes on at once under the same claim: some of it may be done", async () => {
  const ids: string[] = [];
  await expect(attempt("contended", ids, fail(Contended()))).rejects.toMatchObject({ code: "request.contended" });
  await expect(attempt("contended", ids, fail(Contended()))).rejects.toMatchObject({ code: "request.contended" });
  expect(await attempt("contended", ids, () => "done")).toEqual({ answer: "done", replayed: false });
  expect(new Set(ids).size).toBe(1);
  expect(await attempt("contended", ids, () => "twice")).toEqual({ answer: "done", replayed: true });
  expect(ids).toHaveLength(3);
});

test("a refusal gives the claim back and is not kept", async () => {
  const ids: string[] = [];
  await expect(attempt("refused", ids, fail(Refused()))).rejects.toMatchObject({ code: "test.refused" });
  await attempt("refused", ids, () => "done");
  expect(new Set(ids).size).toBe(2);
});

test("a claim whose command died is held for 30 s, then taken over with its id", async () => {
  const ids: string[] = [];
  await expect(attempt("died", ids, fail(new Error("it died")))).rejects.toThrow("it died");
  await expect(attempt("died", ids, () => "done")).rejects.toSatisfy((error) => InFlight.is(error));
  harness.clock.advance(31_000);
  expect(await attempt("died", ids, () => "done")).toEqual({ answer: "done", replayed: false });
  expect(new Set(ids).size).toBe(1);
});

test("a command that finds nothing to do is kept under its key like any other", async () => {
  const nothing = () => once(harness.ctx(), under("nothing"), async () => ({ version: 3 }));
  expect(await nothing()).toEqual({ answer: { version: 3 }, replayed: false });
  expect(await nothing()).toEqual({ answer: { version: 3 }, replayed: true });
  const other = { ...under("nothing"), fingerprint: "another body" };
  await expect(once(harness.ctx(), other, async () => "other")).rejects.toMatchObject({ code: "idempotency.key_reused" });
});

test("whoever loses a race and then finds it done is told the winner's answer", async () => {
  const idempotency = under("race");
  const winner = () => once(harness.ctx(), idempotency, async (ctx) => transact(ctx, [], "won"));
  const loser = await once(harness.ctx(), idempotency, async (ctx) => {
    await winner();
    await transact(ctx, [], "lost").catch(() => {});
    return "nothing to do";
  });
  expect(loser).toEqual({ answer: "won", replayed: true });
});

test("of two that hold one claim by clocks that disagree, the first one's answer is kept and told", async () => {
  const ids: string[] = [];
  const early = await attempt("skew", ids, async () => {
    harness.clock.advance(31_000);
    await attempt("skew", ids, () => "of the second");
    return "of the first";
  });
  expect(early).toEqual({ answer: "of the second", replayed: true });
  expect(await attempt("skew", ids, () => "of a third")).toEqual({ answer: "of the second", replayed: true });
  expect(new Set(ids).size).toBe(1);
});

test("a refusal does not take away the answer that another holder of the claim was given", async () => {
  const ids: string[] = [];
  const refused = attempt("refusal", ids, async () => {
    harness.clock.advance(31_000);
    await attempt("refusal", ids, () => "done");
    throw Refused();
  });
  await expect(refused).rejects.toMatchObject({ code: "test.refused" });
  expect(await attempt("refusal", ids, () => "again")).toEqual({ answer: "done", replayed: true });
});
