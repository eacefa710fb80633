import { permissions, scopes } from "@souk/auth/permission";
import { expect, test } from "vitest";
import { operations } from "./operation.ts";

const named = operations.filter(({ permission }) => permission !== undefined);

test("every permission that an operation asks for is in the table", () => {
  const unknown = named.filter(({ permission }) => !(permissions as readonly string[]).includes(permission ?? ""));
  expect(unknown.map(({ operationId }) => operationId)).toEqual([]);
  expect(named.length).toBeGreaterThan(20);
});

test("every operation of staff and keys asks for a permission, unless it is open to the public", () => {
  const bare = operations.filter(
    ({ callers, permission }) => !callers.includes("public") && /staff|service/.test(callers.join()) && permission === undefined,
  );
  expect(bare.map(({ operationId }) => operationId)).toEqual([]);
});

test("keys may call what they can be given the scope for, and nothing else", () => {
  const wrong = named.filter(
    ({ callers, permission }) => callers.includes("service") !== (scopes as readonly string[]).includes(permission ?? ""),
  );
  expect(wrong.map(({ operationId }) => operationId)).toEqual([]);
});

test("every operation names who may call it", () => {
  expect(operations.filter(({ callers }) => !callers || callers.length === 0)).toEqual([]);
});
