import { type Role, roles, scopes } from "@souk/auth/permission";
import { useHarness } from "@souk/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { type Operation, operations } from "./operation.ts";
import { type Credentials, openScene, type Scene } from "./scene.ts";

const harness = useHarness();
let scene: Scene;
const keys = new Map<string, { holding: string; lacking: string }>();

beforeAll(async () => {
  scene = await openScene(harness);
  for (const scope of scopes)
    keys.set(scope, { holding: await scene.keyWith([scope]), lacking: await scene.keyWith(scopes.filter((other) => other !== scope)) });
});

const roleNames = Object.keys(roles) as Role[];
const bearer = (text: string): Credentials => ({ authorization: `Bearer ${text}` });
const refused = [401, 403];
const guarded = operations.filter(({ callers }) => !callers.includes("public"));
const holds = (role: Role, permission = "") => (roles[role] as readonly string[]).includes(permission);

/** What is a customer's own by its address alone: everybody has one of these. */
const isOwn = ({ path }: Operation) => path.startsWith("/v1/customers/me") || path === "/v1/carts/merge";

test.each(operations)("nobody calls $operationId with a wrong key", async (operation) => {
  const wrong = ["souk_00000000000000000000000000000000000000", `${harness.staffKey}x`].map(bearer);
  for (const credentials of [...wrong, { authorization: "Basic YTpi" }])
    expect((await scene.call(operation, credentials)).status).toBe(401);
});

test.each(guarded.filter((operation) => !isOwn(operation)))("another customer finds nothing at $operationId", async (operation) => {
  const { status, body } = await scene.call(operation, bearer("customer"));
  expect(status, body).toBe(operation.callers.includes("customer") ? 404 : 403);
});

describe.each(guarded)("$operationId", (operation) => {
  const { callers, permission } = operation;

  test("the public does not come in", async () => {
    expect((await scene.call(operation, {})).status).toBe(401);
  });

  test("another's token opens nothing", async () => {
    const token = harness.ctx().tokens.mint("cart", "cart_01h455vb4pex5vsknk084sn02q");
    for (const other of [token, harness.ctx().tokens.mint("order", "order_01h455vb4pex5vsknk084sn02q")]) {
      const { status, body } = await scene.call(operation, { "souk-token": other });
      expect(status, body).toBe(callers.includes("guest") ? 404 : 403);
    }
  });

  test("of the staff, those come in who hold its permission", async () => {
    for (const role of roleNames) {
      const admitted = callers.includes("staff") && holds(role, permission);
      const { status, body } = await scene.call(operation, bearer(role));
      if (admitted) expect(refused, `${role}: ${body}`).not.toContain(status);
      else expect(status, `${role}: ${body}`).toBe(403);
    }
  });

  test("of the keys, those come in that have its scope", async () => {
    const { holding, lacking } = keys.get(permission ?? "") ?? { holding: undefined, lacking: await scene.keyWith([...scopes]) };
    expect((await scene.call(operation, bearer(lacking))).status).toBe(403);
    if (holding === undefined) return;
    const { status, body } = await scene.call(operation, bearer(holding));
    expect(refused, body).not.toContain(status);
  });
});
