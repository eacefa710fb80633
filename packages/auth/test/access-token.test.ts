import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { type Context, DomainError } from "@souk/core";
import { useHarness } from "@souk/testing";
import { exportJWK, SignJWT } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { verifyAccessToken } from "../src/access-token.ts";
import { Session, Staff } from "../src/index.ts";
import { roles } from "../src/permission.ts";
import { newEmail, origin, settings, staffCallback, testIssuer } from "./browser.ts";
import { createKeyring } from "../src/issuer/keyring.ts";

const harness = useHarness();
const issuer = testIssuer(harness);
const minute = 60_000;
let asked = 0;
const state = { down: false };

/** The issuer over HTTP, as a function of another domain reaches it. */
const fetcher = async (url: string): Promise<Response> => {
  asked += 1;
  if (state.down) throw new Error("connect ECONNREFUSED");
  expect(new URL(url).origin).toBe(origin);
  const { status, text } = await issuer.visit(new URL(url).pathname);
  return new Response(text, { status });
};
const publicCtx = (shopId?: string): Context => harness.ctx({ type: "public" }, shopId);
const verify = (token: string, ctx = publicCtx()) => verifyAccessToken(ctx, token, fetcher);
const codeOf = (token: string, ctx?: Context) =>
  verify(token, ctx).then(
    (actor) => actor.type,
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );
const partOf = (token: string, index: number) =>
  JSON.parse(Buffer.from(token.split(".")[index] ?? "", "base64url").toString()) as Record<string, string>;
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

beforeAll(() => {
  harness.links["Issuer"] = { url: `${origin}/` };
});

describe("an access token", () => {
  test("says which customer asks", async () => {
    const { access_token } = await issuer.tokens();
    const { sub, sid } = partOf(access_token, 1);
    expect(await verify(access_token)).toEqual({ type: "customer", customerId: sub, sessionId: sid });
  });
  test("says who of the staff asks, and the role of now is what counts", async () => {
    const owner = harness.ctx({ type: "staff", staffId: "key" });
    const member = await Staff.add(owner, { email: newEmail(), name: "Grace", role: "viewer" });
    const signed = await issuer.signIn(member.email, "staff");
    const { access_token } = await issuer.exchange(signed, { client_id: "staff", redirect_uri: staffCallback });
    expect(await verify(access_token)).toMatchObject({ type: "staff", staffId: member.staffId, role: "viewer", permissions: roles.viewer });
    await Staff.changeRole(owner, member.staffId, "manager", 1);
    harness.clock.advance(30_000);
    expect(await verify(access_token)).toMatchObject({ role: "manager" });
    await Staff.remove(owner, member.staffId);
    harness.clock.advance(30_000);
    expect(await codeOf(access_token)).toBe("auth.invalid_token");
  });
  test("lives fifteen minutes and not a second more", async () => {
    const { access_token } = await issuer.tokens();
    harness.clock.advance(15 * minute - 1000);
    expect(await codeOf(access_token)).toBe("customer");
    harness.clock.advance(1000);
    expect(await codeOf(access_token)).toBe("auth.invalid_token");
  });
  test("is refused within a minute after its session ended", async () => {
    const { access_token } = await issuer.tokens();
    expect(await codeOf(access_token)).toBe("customer");
    await Session.revoke(harness.ctx(), partOf(access_token, 1)["sid"] ?? "");
    harness.clock.advance(30_000);
    expect(await codeOf(access_token)).toBe("auth.invalid_token");
  });
  test("is refused within a minute after a refresh token came twice", async () => {
    const first = await issuer.tokens();
    const next = await issuer.refresh(first.refresh_token);
    expect(await codeOf(next.access_token)).toBe("customer");
    harness.clock.advance(11_000);
    await issuer.refresh(first.refresh_token);
    harness.clock.advance(30_000);
    expect(await codeOf(next.access_token)).toBe("auth.invalid_token");
  });
  test("costs one small read in half a minute, however often it comes", async () => {
    const { access_token } = await issuer.tokens();
    await verify(access_token);
    harness.clock.advance(31_000);
    harness.capacity.reset();
    for (let index = 0; index < 20; index += 1) await verify(access_token);
    expect(harness.capacity.read).toBe(0.5);
  });
});

describe("a forged token is refused:", () => {
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const right = { alg: "ES256", typ: "at+jwt", kid: settings.keyring.signing[0].id };

  /** A token of the issuer's own key unless told otherwise, each time with one thing wrong. */
  async function forge(change: { header?: Record<string, unknown>; claims?: Record<string, unknown>; key?: KeyObject } = {}) {
    const base = partOf((await issuer.tokens()).access_token, 1);
    return new SignJWT({ ...base, ...change.claims })
      .setProtectedHeader({ ...right, ...change.header } as { alg: string })
      .sign(change.key ?? settings.keyring.signing[0].privateKey);
  }
  const now = () => Math.floor(harness.clock.now / 1000);

  test("none of it wrong is let through, so that the rest means something", async () =>
    expect(await codeOf(await forge())).toBe("customer"));
  test.each<[string, () => Parameters<typeof forge>[0]]>([
    ["for another shop", () => ({ claims: { aud: "souk:other" } })],
    ["for a client, as the library makes them", () => ({ claims: { aud: "web" } })],
    ["for nobody", () => ({ claims: { aud: undefined } })],
    ["of another issuer", () => ({ claims: { iss: "https://evil.example" } })],
    ["of an issuer that begins like ours", () => ({ claims: { iss: `${origin}.evil.example` } })],
    ["of nobody", () => ({ claims: { iss: undefined } })],
    ["of another type", () => ({ header: { typ: "JWT" } })],
    ["of no type", () => ({ header: { typ: undefined } })],
    ["that ended", () => ({ claims: { exp: now() - 1 } })],
    ["that never ends", () => ({ claims: { exp: undefined } })],
    ["that is not valid yet", () => ({ claims: { nbf: now() + 60 } })],
    ["without a session", () => ({ claims: { sid: undefined } })],
    ["of a session that never was", () => ({ claims: { sid: "ses_nothing" } })],
    ["of an unknown kind of caller", () => ({ claims: { actor: "system" } })],
    ["of a customer who says to be staff", () => ({ claims: { actor: "staff" } })],
    ["signed by another key under our name", () => ({ key: pair.privateKey })],
    ["signed by another key under another name", () => ({ key: pair.privateKey, header: { kid: "evil" } })],
    [
      "that brings the address of its key",
      () => ({ key: pair.privateKey, header: { jku: "https://evil.example/jwks.json", kid: "evil" } }),
    ],
    ["that brings the address of its certificate", () => ({ key: pair.privateKey, header: { x5u: "https://evil.example/x.pem" } })],
  ])("%s", async (_name, change) => expect(await codeOf(await forge(change()))).toBe("auth.invalid_token"));

  test("with a demand that nobody knows", async () => {
    const [, claims] = (await forge()).split(".");
    const signed = `${encoded({ ...right, crit: ["souk"], souk: 1 })}.${claims}`;
    const signature = sign("sha256", Buffer.from(signed), { key: settings.keyring.signing[0].privateKey, dsaEncoding: "ieee-p1363" });
    expect(await codeOf(`${signed}.${signature.toString("base64url")}`)).toBe("auth.invalid_token");
  });
  test("that brings its key along", async () => {
    const jwk = await exportJWK(pair.publicKey);
    expect(await codeOf(await forge({ key: pair.privateKey, header: { jwk } }))).toBe("auth.invalid_token");
  });
  test.each(["none", "None", "NONE"])("signed by %s", async (alg) => {
    const token = await forge();
    expect(await codeOf(`${encoded({ ...right, alg })}.${token.split(".")[1]}.`)).toBe("auth.invalid_token");
  });
  test("whose MAC is by our public key", async () => {
    const token = await forge();
    const signed = `${encoded({ ...right, alg: "HS256" })}.${token.split(".")[1]}`;
    const mac = createHmac("sha256", settings.keyring.signing[0].publicPem).update(signed).digest("base64url");
    expect(await codeOf(`${signed}.${mac}`)).toBe("auth.invalid_token");
  });
  test("whose claims were changed", async () => {
    const [header, , signature] = (await forge()).split(".");
    const other = (await forge()).split(".")[1];
    expect(await codeOf(`${header}.${other}.${signature}`)).toBe("auth.invalid_token");
  });
  test.each(["", "a.b.c", "...", "souk", "Bearer x", "é.é.é"])("that is no token: %j", async (token) =>
    expect(await codeOf(token)).toBe("auth.invalid_token"),
  );
  test("that is good, at another shop", async () => expect(await codeOf(await forge(), publicCtx("other"))).toBe("auth.invalid_token"));
});

describe("the issuer's keys", () => {
  const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

  test("are asked for once in ten minutes, then while they are still in use", async () => {
    harness.clock.advance(2 * 60 * minute);
    asked = 0;
    const fresh = async () => (await issuer.tokens()).access_token;
    await Promise.all([await fresh(), await fresh(), await fresh()].map((token) => verify(token)));
    harness.clock.advance(9 * minute);
    await verify(await fresh());
    expect(asked).toBe(1);
    harness.clock.advance(2 * minute);
    expect(await codeOf(await fresh())).toBe("customer");
    await settled();
    expect(await codeOf(await fresh())).toBe("customer");
    expect(asked).toBe(2);
  });
  test("that cannot be renewed are used for an hour, and then nobody is let in", async () => {
    harness.clock.advance(2 * 60 * minute);
    await verify((await issuer.tokens()).access_token);
    state.down = true;
    harness.clock.advance(59 * minute);
    const token = (await issuer.tokens()).access_token;
    expect(await codeOf(token)).toBe("customer");
    await settled();
    harness.clock.advance(2 * minute);
    expect(await codeOf(token)).toBe("auth.unavailable");
    state.down = false;
    expect(await codeOf(token)).toBe("customer");
  });
  test("are not asked for by each token that names an unknown one", async () => {
    const other = createKeyring("another-secret-of-tests-that-is-long-enough");
    const base = partOf((await issuer.tokens()).access_token, 1);
    const forged = () =>
      new SignJWT(base).setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid: other.signing[0].id }).sign(other.signing[0].privateKey);
    harness.clock.advance(minute);
    asked = 0;
    for (let index = 0; index < 10; index += 1) expect(await codeOf(await forged())).toBe("auth.invalid_token");
    expect(asked).toBe(1);
  });
});

test("a new secret signs from then on, and what the one before signed still counts", async () => {
  const before = await issuer.tokens();
  const both = createKeyring(`another-secret-of-tests-that-is-long-enough a-secret-of-tests-only-that-is-long-enough`);
  const renewed = testIssuer(harness, { keyring: both });
  const keys = JSON.parse((await renewed.visit("/.well-known/jwks.json")).text) as { keys: { kid: string }[] };
  expect(keys.keys.map(({ kid }) => kid)).toEqual(both.signing.map(({ id }) => id));
  expect(JSON.stringify(keys)).not.toContain('"d"');
  const after = await renewed.refresh(before.refresh_token);
  expect([after.status, partOf(after.access_token, 0)["kid"]]).toEqual([200, both.signing[0].id]);
});
