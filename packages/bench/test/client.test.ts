import { expect, test } from "vitest";
import { isForLater } from "../src/load/client.ts";

const problem = (status: number, code: string) => ({ status, body: JSON.stringify({ type: "about:blank", status, code }) });

test.each([
  [problem(503, "request.unavailable"), true],
  [{ status: 503, body: '{"message":"Service Unavailable"}' }, true],
  [problem(409, "idempotency.in_flight"), true],
  [problem(409, "checkout.contended"), true],
  [problem(409, "checkout.price_changed"), false],
  [problem(422, "idempotency.key_reused"), false],
  [problem(500, "request.failed"), false],
  [{ status: 200, body: "{}" }, false],
])("only who is told to come again does: %j", (reply, later) => {
  expect(isForLater(reply)).toBe(later);
});
