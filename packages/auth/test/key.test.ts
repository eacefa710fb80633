import { type Context, DomainError } from "@souk/core";
import { useHarness } from "@souk/testing";
import { describe, expect, test } from "vitest";
import { authenticate } from "../src/authenticate.ts";
import { isKeyText, newKeyText } from "../src/key.text.ts";
import { ApiKey, type Permission } from "../src/index.ts";
import { roles } from "../src/permission.ts";

const harness = useHarness();
const owner = () => harness.ctx({ type: "staff", staffId: "key" });
const member = (role: keyof typeof roles): Context => {
  const actor = { type: "staff" as const, staffId: "staff_1", role, permissions: roles[role] };
  return harness.ctx(actor);
};
const everybody = () => harness.ctx({ type: "public" });
const input = { name: "Warehouse", scopes: ["order.read", "order.fulfill"] as ("order.read" | "order.fulfill")[] };
const codeOf = (run: Promise<unknown>) =>
  run.then(
    () => "done",
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );
const listed = async (keyId: string) => (await ApiKey.list(owner(), { limit: 100 })).items.find((key) => key.keyId === keyId);
const open = (text: string) => codeOf(authenticate(everybody(), text));

describe("a key's text", () => {
  test("has a prefix, 160 random bits and a checksum", () => {
    const text = newKeyText();
    expect([text.length, text.startsWith("souk_"), isKeyText(text)]).toEqual([44, true, true]);
    // 32 digits of 5 bits each, all of them used: of 4,000 digits none of 32 is missing.
    const digits = Array.from({ length: 125 }, newKeyText).flatMap((one) => one.slice(5, 37).split(""));
    expect([digits.length, new Set(digits).size]).toEqual([4000, 32]);
  });
  test("is refused for any one digit that is wrong, without a read", async () => {
    const { text } = await ApiKey.create(owner(), input);
    harness.capacity.reset();
    for (let index = 5; index < text.length; index += 1) {
      const wrong = text.slice(0, index) + (text[index] === "7" ? "8" : "7") + text.slice(index + 1);
      expect(isKeyText(wrong)).toBe(false);
      expect(await open(wrong)).toBe("auth.invalid_key");
    }
    expect(harness.capacity.read).toBe(0);
  });
});

describe("a key", () => {
  test("stands for a service with its scopes", async () => {
    const { key, text } = await ApiKey.create(owner(), input);
    expect(await authenticate(everybody(), text)).toEqual({ type: "service", keyId: key.keyId, permissions: input.scopes });
  });
  test("that was never made opens nothing", async () => expect(await open(newKeyText())).toBe("auth.invalid_key"));
  test("of one shop is nothing to another", async () => {
    const { text } = await ApiKey.create(owner(), input);
    expect(await codeOf(authenticate(harness.ctx({ type: "public" }, "other"), text))).toBe("auth.invalid_key");
  });
  test("ends at its time", async () => {
    const validUntil = new Date(harness.clock.now + 60_000).toISOString();
    const { key, text } = await ApiKey.create(owner(), { ...input, validUntil });
    expect([key.status, await open(text)]).toEqual(["active", "done"]);
    harness.clock.advance(60_000);
    expect(await open(text)).toBe("auth.invalid_key");
    expect(await listed(key.keyId)).toMatchObject({ status: "expired" });
  });
  test("that is revoked opens nothing within a minute, and is revoked once", async () => {
    const { key, text } = await ApiKey.create(owner(), input);
    expect(await open(text)).toBe("done");
    expect((await ApiKey.revoke(owner(), key.keyId)).status).toBe("revoked");
    harness.clock.advance(30_000);
    expect(await open(text)).toBe("auth.invalid_key");
    expect(await codeOf(ApiKey.revoke(owner(), key.keyId))).toBe("key.revoked");
    expect(await codeOf(ApiKey.rotate(owner(), key.keyId, 0))).toBe("key.revoked");
  });
  test("that is rotated has a new text; the one before ends with its overlap", async () => {
    const { key, text } = await ApiKey.create(owner(), input);
    const next = await ApiKey.rotate(owner(), key.keyId, 3600);
    expect([await open(text), await open(next.text), next.key.keyId]).toEqual(["done", "done", key.keyId]);
    harness.clock.advance(3_600_000);
    expect([await open(text), await open(next.text)]).toEqual(["auth.invalid_key", "done"]);
  });
  test("that is rotated without overlap ends its text within a minute", async () => {
    const { key, text } = await ApiKey.create(owner(), input);
    expect(await open(text)).toBe("done");
    await ApiKey.rotate(owner(), key.keyId, 0);
    harness.clock.advance(30_000);
    expect(await open(text)).toBe("auth.invalid_key");
  });
  test("that is rotated twice has two texts at most, and none once it is revoked", async () => {
    const first = await ApiKey.create(owner(), input);
    const second = await ApiKey.rotate(owner(), first.key.keyId, 3600);
    const third = await ApiKey.rotate(owner(), first.key.keyId, 3600);
    expect([await open(first.text), await open(second.text), await open(third.text)]).toEqual(["auth.invalid_key", "done", "done"]);
    await ApiKey.revoke(owner(), first.key.keyId);
    harness.clock.advance(30_000);
    expect([await open(second.text), await open(third.text)]).toEqual(["auth.invalid_key", "auth.invalid_key"]);
  });
  test("loses no rotation of several at once: each that was done counts, and the last two texts open it", async () => {
    const { key } = await ApiKey.create(owner(), input);
    const texts = await Promise.all(
      Array.from({ length: 6 }, () =>
        ApiKey.rotate(owner(), key.keyId, 60).then(
          ({ text, key: { version } }) => ({ text, version }),
          (error: unknown) =>
            error instanceof DomainError && error.code === "request.version_conflict" ? undefined : Promise.reject(error),
        ),
      ),
    );
    const done = texts.filter((one) => one !== undefined).toSorted((a, b) => a.version - b.version);
    expect(done.map(({ version }) => version)).toEqual(done.map((_one, index) => index + 2));
    const opening = await Promise.all(done.map(({ text }) => open(text)));
    expect(opening.map((answer) => answer === "done")).toEqual(done.map((_one, index) => index >= done.length - 2));
  });
  test("is noted as used once a minute, however often it is", async () => {
    const { key, text } = await ApiKey.create(owner(), input);
    harness.capacity.reset();
    for (let index = 0; index < 50; index += 1) await authenticate(everybody(), text);
    expect([harness.capacity.write, harness.capacity.read]).toEqual([1, 1]);
    const first = new Date(harness.clock.now).toISOString();
    expect(await listed(key.keyId)).toMatchObject({ lastUsedAt: first });
    harness.clock.advance(60_000);
    await authenticate(everybody(), text);
    expect(await listed(key.keyId)).toMatchObject({ lastUsedAt: new Date(harness.clock.now).toISOString() });
  });
  test("tells of itself by events without its text", async () => {
    const { key, text } = await ApiKey.create(owner(), input);
    const next = await ApiKey.rotate(owner(), key.keyId, 60);
    await ApiKey.revoke(owner(), key.keyId);
    const events = (await harness.events()).filter(({ subject }) => subject === key.keyId).toSorted((a, b) => a.sequence - b.sequence);
    expect(events.map(({ type, sequence, actor }) => [type, sequence, actor])).toEqual([
      ["key.created", 1, "staff:key"],
      ["key.rotated", 2, "staff:key"],
      ["key.revoked", 3, "staff:key"],
    ]);
    expect([JSON.stringify(events).includes(text), JSON.stringify(events).includes(next.text)]).toEqual([false, false]);
  });
});

describe("keys are made", () => {
  test.each([
    ["owner", "done"],
    ["manager", "done"],
    ["support", "auth.forbidden"],
    ["fulfillment", "auth.forbidden"],
    ["viewer", "auth.forbidden"],
  ] as const)("by %s: %s", async (role, result) => {
    const { key } = await ApiKey.create(owner(), input);
    expect(await codeOf(ApiKey.create(member(role), input))).toBe(result);
    expect(await codeOf(ApiKey.list(member(role), { limit: 1 }))).toBe(result);
    expect(await codeOf(ApiKey.rotate(member(role), key.keyId, 0))).toBe(result);
    expect(await codeOf(ApiKey.revoke(member(role), key.keyId))).toBe(result);
  });
  test("by no key, though it had every scope", async () => {
    const permissions: readonly Permission[] = roles.viewer;
    const actor = { type: "service" as const, keyId: "key_1", permissions };
    expect(await codeOf(ApiKey.create(harness.ctx(actor), input))).toBe("auth.forbidden");
  });
  test("with no more than who makes them", async () => {
    const actor = { type: "staff" as const, staffId: "staff_1", permissions: ["key.manage", "order.read"] };
    expect(await codeOf(ApiKey.create(harness.ctx(actor), input))).toBe("key.scope_not_held");
  });
});

test("keys of another shop are not there", async () => {
  const { key } = await ApiKey.create(owner(), input);
  const other = harness.ctx({ type: "staff", staffId: "key" }, "other");
  expect(await codeOf(ApiKey.revoke(other, key.keyId))).toBe("key.not_found");
  expect((await ApiKey.list(other, { limit: 10 })).items).toEqual([]);
});
