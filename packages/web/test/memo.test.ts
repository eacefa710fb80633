import { expect, test } from "vitest";
import { memo } from "../src/server/memo.ts";

function counted<T>(answer: (call: number) => T) {
  let calls = 0;
  return { load: async () => answer((calls += 1)), calls: () => calls };
}

test("what hardly changes is loaded once for all who ask at once", async () => {
  const source = counted((call) => call);
  const get = memo(60, source.load, () => true);
  expect(await Promise.all([get(), get(), get()])).toEqual([1, 1, 1]);
  expect(await get()).toBe(1);
});

test("what is too old is loaded anew", async () => {
  const source = counted((call) => call);
  const get = memo(0, source.load, () => true);
  await get();
  expect(await get()).toBe(2);
});

test("a failure is not kept", async () => {
  const source = counted((call) => (call === 1 ? "failed" : "ok"));
  const get = memo(60, source.load, (value) => value === "ok");
  expect([await get(), await get(), await get()]).toEqual(["failed", "ok", "ok"]);
  expect(source.calls()).toBe(2);
});

test("neither is an exception", async () => {
  const source = counted((call) => {
    if (call === 1) throw new Error("down");
    return "ok";
  });
  const get = memo(60, source.load, () => true);
  await expect(get()).rejects.toThrow("down");
  expect(await get()).toBe("ok");
});
