import { useHarness } from "@souk/testing";
import { describe, expect, test } from "vitest";
import { type Permission, permissions, permissionsOf, roles, scopes } from "../src/permission.ts";

const harness = useHarness();

/** Who may do what, said a second time: a change of the table has to be meant. */
const expected: Record<Permission, string> = {
  "catalog.read": "owner manager support fulfillment viewer key",
  "catalog.write": "owner manager key",
  "stock.read": "owner manager support fulfillment viewer key",
  "stock.adjust": "owner manager fulfillment key",
  "order.read": "owner manager support fulfillment viewer key",
  "order.cancel": "owner manager support key",
  "order.fulfill": "owner manager fulfillment key",
  "payment.refund": "owner manager support key",
  "customer.read": "owner manager support viewer key",
  "customer.write": "owner manager support key",
  "customer.erase": "owner",
  "shop.write": "owner manager key",
  "key.manage": "owner manager",
  "staff.manage": "owner",
  "system.read": "owner manager support viewer key",
};

describe("the table of permissions", () => {
  test.each(permissions)("%s", (permission) => {
    const holders = Object.entries(roles).flatMap(([role, held]) => ((held as readonly string[]).includes(permission) ? [role] : []));
    const all = (scopes as readonly string[]).includes(permission) ? [...holders, "key"] : holders;
    expect(all.join(" ")).toBe(expected[permission]);
  });
});

test("nobody but staff and keys holds any, and those only what they bring", () => {
  const ctx = harness.ctx();
  expect(permissionsOf(ctx.actor)).toEqual(permissions);
  for (const actor of [
    { type: "public" as const },
    { type: "guest" as const, token: "t", permissions },
    { type: "customer" as const, customerId: "cust_1", permissions },
    { type: "staff" as const, staffId: "staff_1" },
    { type: "service" as const, keyId: "key" },
  ])
    expect(permissionsOf(actor)).toEqual([]);
});
