import { afterEach, expect, test, vi } from "vitest";
import { createLog, describe as described } from "../src/log.ts";

afterEach(() => vi.restoreAllMocks());

test("an entry is one line of JSON on the output itself, which Lambda does not wrap as it does what the console says", () => {
  const written: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => written.push(String(chunk)) > 0);
  const said = vi.spyOn(console, "log").mockImplementation(() => {});
  createLog({ requestId: "r1" }).warn("two\nlines", { orderId: "order_1" });
  expect(written).toEqual(['{"level":"warn","message":"two\\nlines","requestId":"r1","orderId":"order_1"}\n']);
  expect(said).not.toHaveBeenCalled();
});

test("an error is told with its causes", () => {
  const error = new TypeError("outer", { cause: new Error("inner", { cause: "deepest" }) });
  expect(described(error)).toMatchObject({
    error: "TypeError",
    reason: "outer",
    cause: { error: "Error", reason: "inner", cause: { error: "deepest" } },
  });
});
