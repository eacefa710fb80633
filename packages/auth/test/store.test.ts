import { transact } from "@souk/core";
import { useHarness } from "@souk/testing";
import { describe, expect, test } from "vitest";
import { Account, ApiKey, Session, Staff } from "../src/index.ts";
import { digestOf } from "../src/digest.ts";
import { secret, testIssuer } from "./browser.ts";

const harness = useHarness();
const owner = () => harness.ctx({ type: "staff", staffId: "key" });
const keysOf = async (pattern: RegExp) =>
  (await harness.items())
    .filter((item) => pattern.test(String(item["pk"])))
    .map(({ pk, sk, gsi1pk, gsi1sk }) => ({ pk, sk, gsi1pk, gsi1sk }));

describe("the keys of the table", () => {
  test("of a key: its own row, its hash, its use", async () => {
    const { key, text } = await ApiKey.create(owner(), { name: "a", scopes: ["order.read"] });
    await ApiKey.authenticate(harness.ctx({ type: "public" }), text);
    const rows = await keysOf(/#key/);
    expect(rows).toContainEqual({
      pk: `demo#key#${key.keyId}`,
      sk: "key",
      gsi1pk: "demo#key#all",
      gsi1sk: `${key.createdAt}#${key.keyId}`,
    });
    expect(rows).toContainEqual(expect.objectContaining({ pk: `demo#key#${key.keyId}`, sk: "$event#0000000001" }));
    expect(rows).toContainEqual({ pk: `demo#key-hash#${digestOf(text)}`, sk: "key", gsi1pk: undefined, gsi1sk: undefined });
    expect(rows).toContainEqual({ pk: `demo#key-use#${key.keyId}`, sk: "use", gsi1pk: undefined, gsi1sk: undefined });
  });
  test("of a member of staff: the row and the address", async () => {
    const { staffId, addedAt } = await Staff.add(owner(), { email: "Grace@example.com", name: "Grace", role: "owner" });
    const rows = await keysOf(/#staff/);
    expect(rows).toContainEqual({ pk: `demo#staff#${staffId}`, sk: "staff", gsi1pk: "demo#staff#all", gsi1sk: `${addedAt}#${staffId}` });
    expect(rows).toContainEqual(expect.objectContaining({ pk: `demo#staff-email#${digestOf("grace@example.com")}`, sk: "staff" }));
  });
  test("of an account: the address by its hash, the identity by the customer", async () => {
    const customerId = await Account.open(harness.ctx(), " Ada@Example.com ");
    const rows = await keysOf(/#account#|#customer#/);
    expect(rows).toContainEqual(expect.objectContaining({ pk: `demo#account#${digestOf("ada@example.com")}`, sk: "account" }));
    expect(rows).toContainEqual(expect.objectContaining({ pk: `demo#customer#${customerId}`, sk: "identity" }));
    expect(await Account.find(harness.ctx(), customerId)).toMatchObject({ email: "ada@example.com" });
  });
  test("of a session: by its id and by the person, hashes told apart by case", async () => {
    const ids = ["ses_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "ses_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"];
    for (const sessionId of ids) {
      const session = Session.begin(harness.ctx(), { sessionId, clientId: "web", actor: "customer", subject: "cust_1" });
      await transact(harness.ctx(), [Session.creating(harness.ctx(), session)]);
    }
    const rows = await keysOf(/#session#/);
    expect(rows.map(({ pk }) => pk).toSorted()).toEqual(ids.map((id) => `demo#session#${id}`));
    expect(rows[0]).toMatchObject({ sk: "session", gsi1pk: "demo#session#of#cust_1" });
  });
  test("of the issuer: all below its own kind, and all but its cookie key end by themselves", async () => {
    const issuer = testIssuer(harness);
    const browser = issuer.browser();
    await browser.authorize();
    await browser.request("bob@example.com");
    await issuer.signIn("carol@example.com");
    const rows = (await harness.items()).filter(({ pk }) => String(pk).startsWith("demo#auth#"));
    const kinds = new Map(rows.map(({ pk, expiresAt }) => [String(pk).split("#")[2], typeof expiresAt]));
    expect(Object.fromEntries(kinds)).toEqual({ "cookie-key": "undefined", grant: "number", pin: "number", limit: "number" });
  });
});

test("an account that was closed is opened anew as somebody else", async () => {
  const ctx = harness.ctx();
  const before = await Account.open(ctx, "dora@example.com");
  await transact(ctx, Account.closing(ctx, { customerId: before, email: "dora@example.com" }));
  expect(await Account.find(ctx, before)).toBeUndefined();
  expect(await Account.open(ctx, "dora@example.com")).not.toBe(before);
});

test("an account is opened once by ten who come at the same time", async () => {
  const ids = await Promise.all(Array.from({ length: 10 }, () => Account.open(harness.ctx(), "eve@example.com")));
  expect(new Set(ids).size).toBe(1);
});

test("a dump of table and logs holds no secret of a session, a code, a cookie or a key", async () => {
  const issuer = testIssuer(harness);
  const browser = issuer.browser();
  const { verifier } = await browser.authorize();
  await browser.request("frank@example.com");
  const pin = issuer.newestCode();
  const cookies = [...browser.jar.values()];
  const pinTime = JSON.stringify(await harness.items());
  const back = new URL((await browser.verify(pin)).location ?? "");
  const code = back.searchParams.get("code") ?? "";
  const codeTime = JSON.stringify(await harness.items());
  const tokens = await issuer.exchange({ code, verifier });
  const next = await issuer.refresh(tokens.refresh_token);
  const { text } = await ApiKey.create(owner(), { name: "a", scopes: ["order.read"] });
  const dump = [pinTime, codeTime, JSON.stringify(await harness.items()), JSON.stringify(harness.logs)].join("\n");
  const secrets = [
    ...cookies,
    pin,
    `${pin.slice(0, 4)} ${pin.slice(4)}`,
    code,
    verifier,
    text,
    text.slice(5, 37),
    secret,
    ...[tokens, next].flatMap(({ access_token, refresh_token }) => [access_token, refresh_token, refresh_token.split(".")[2] ?? ""]),
  ];
  expect(secrets.every((one) => one.length >= 8)).toBe(true);
  expect(secrets.filter((one) => dump.includes(one))).toEqual([]);
  // The scan would have found them: what is meant to be there is found the same way.
  expect([dump.includes(digestOf(code)), dump.includes(digestOf(text)), dump.includes("BEGIN PRIVATE KEY")]).toEqual([true, true, false]);
});
