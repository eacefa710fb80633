import { useHarness } from "@souk/testing";
import { describe, expect, test } from "vitest";
import { authorizeQuery, callback, newEmail, newPkce, origin, staffCallback, testIssuer } from "./browser.ts";

// RFC 9700 and its kin, black box: what an attacker tries at the issuer's HTTP face.
const harness = useHarness();
const issuer = testIssuer(harness);

describe("/authorize answers 400 with a page, and sends nobody on:", () => {
  const refused: [string, Record<string, string | undefined>][] = [
    ["an address that begins like the client's", { redirect_uri: `${callback}.evil.example` }],
    ["an address that goes on below the client's", { redirect_uri: `${callback}/more` }],
    ["an address with a query of its own", { redirect_uri: `${callback}?next=https://evil.example` }],
    ["an address with a fragment", { redirect_uri: `${callback}#evil` }],
    ["an address that ends like the client's", { redirect_uri: "https://evil.example/https://shop.example/api/auth/callback" }],
    ["a subdomain of the client's host", { redirect_uri: callback.replace("shop.", "evil.shop.") }],
    ["a host that ends like the client's", { redirect_uri: callback.replace("shop.", "evilshop.") }],
    ["the client's host as user information", { redirect_uri: "https://shop.example@evil.example/api/auth/callback" }],
    ["user information before the client's host", { redirect_uri: "https://evil@shop.example/api/auth/callback" }],
    ["a scheme without slashes", { redirect_uri: "https:evil.example" }],
    ["an address without a scheme", { redirect_uri: "//evil.example/api/auth/callback" }],
    ["a backslash for a slash", { redirect_uri: "https://shop.example\\@evil.example/api/auth/callback" }],
    ["plain HTTP", { redirect_uri: callback.replace("https", "http") }],
    ["a script as address", { redirect_uri: "javascript:alert(1)" }],
    ["another port", { redirect_uri: callback.replace(".example/", ".example:8443/") }],
    ["the default port said aloud", { redirect_uri: callback.replace(".example/", ".example:443/") }],
    ["another case of the path", { redirect_uri: callback.replace("callback", "Callback") }],
    ["another case of the host", { redirect_uri: callback.replace("shop.", "SHOP.") }],
    ["a path that climbs", { redirect_uri: callback.replace("/callback", "/x/../callback") }],
    ["an encoded path", { redirect_uri: callback.replace("callback", "%63allback") }],
    ["a slash at the end", { redirect_uri: `${callback}/` }],
    ["localhost, which the library lets through", { redirect_uri: "http://localhost:9999/" }],
    ["the issuer's own neighbor", { redirect_uri: "https://other.shop.example/" }],
    ["another client's address", { redirect_uri: staffCallback }],
    ["no address", { redirect_uri: undefined }],
    ["an unknown client", { client_id: "nobody" }],
    ["a client called like a property of objects", { client_id: "constructor" }],
    ["no client", { client_id: undefined }],
    ["the implicit flow", { response_type: "token" }],
    ["the hybrid flow", { response_type: "code token" }],
    ["no response type", { response_type: undefined }],
    ["an answer in the fragment", { response_mode: "fragment" }],
    ["no PKCE", { code_challenge: undefined, code_challenge_method: undefined }],
    ["a challenge without its method", { code_challenge_method: undefined }],
    ["a method without a challenge", { code_challenge: undefined }],
    ["plain PKCE", { code_challenge_method: "plain" }],
    ["a challenge that is no SHA-256", { code_challenge: "short" }],
    ["a challenge that is too long", { code_challenge: "a".repeat(44) }],
    ["no state", { state: undefined }],
    ["an unknown provider", { provider: "password" }],
    ["a provider that is an address", { provider: "/evil.example" }],
    ["a provider whose secret is not set", { provider: "google" }],
    ["a provider called like a property of objects", { provider: "toString" }],
  ];
  test.each(refused)("%s", async (_name, changes) => {
    const answer = await issuer.visit(`/authorize?${authorizeQuery(changes)}`);
    expect([answer.status, answer.location, answer.headers.getSetCookie()]).toEqual([400, undefined, []]);
    expect([answer.text.includes("<h1>"), answer.text.includes("evil")]).toEqual([true, false]);
  });

  test.each(["redirect_uri", "client_id", "state", "code_challenge", "response_type"])("%s twice", async (name) => {
    const query = authorizeQuery();
    const twice = `${query}&${name}=${encodeURIComponent(new URLSearchParams(query).get(name) ?? "")}`;
    expect(await issuer.visit(`/authorize?${twice}`)).toMatchObject({ status: 400, location: undefined });
  });
});

describe("the issuer's name", () => {
  const forged = {
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "http",
    "x-forwarded-port": "81",
    forwarded: "host=evil.example",
    host: "evil.example",
  };
  test("does not follow forwarded hosts in its metadata", async () => {
    const { text } = await issuer.visit("/.well-known/oauth-authorization-server", { headers: forged });
    expect([JSON.parse(text).issuer, text.includes("evil")]).toEqual([origin, false]);
  });
  test("offers in its metadata only what it does", async () => {
    expect(JSON.parse((await issuer.visit("/.well-known/oauth-authorization-server")).text)).toMatchObject({
      response_types_supported: ["code"],
      code_challenge_methods_supported: ["S256"],
      grant_types_supported: ["authorization_code", "refresh_token"],
    });
  });
  test("does not follow forwarded hosts in tokens", async () => {
    const { code, verifier } = await issuer.signIn();
    const fields = { grant_type: "authorization_code", client_id: "web", redirect_uri: callback, code, code_verifier: verifier };
    const { text } = await issuer.visit("/token", {
      ...issuer.form(fields),
      headers: { ...forged, "content-type": "application/x-www-form-urlencoded" },
    });
    const payload = String(JSON.parse(text).access_token).split(".")[1] ?? "";
    expect(JSON.parse(Buffer.from(payload, "base64url").toString()).iss).toBe(origin);
  });
  test("does not follow forwarded hosts in redirects", async () => {
    const answer = await issuer.visit(`/authorize?${authorizeQuery()}`, { headers: forged });
    expect([answer.status, answer.location]).toEqual([302, "/code/authorize"]);
  });
});

describe("an authorization code", () => {
  const dead = { status: 400, error: "invalid_grant" };

  test("is exchanged once by fifty who come at the same time, and the session ends for all", async () => {
    const signed = await issuer.signIn();
    const answers = await Promise.all(Array.from({ length: 50 }, () => issuer.exchange(signed)));
    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    expect(answers.filter(({ status, error }) => status === 400 && error === "invalid_grant")).toHaveLength(49);
    expect(await issuer.refresh(winners[0]?.refresh_token ?? "")).toMatchObject(dead);
  });
  test("that comes a second time ends the session of the first", async () => {
    const signed = await issuer.signIn();
    const tokens = await issuer.exchange(signed);
    expect(await issuer.exchange(signed)).toMatchObject(dead);
    expect(await issuer.refresh(tokens.refresh_token)).toMatchObject(dead);
  });
  test("needs its verifier, and is spent by a wrong one", async () => {
    const signed = await issuer.signIn();
    expect(await issuer.exchange(signed, { code_verifier: newPkce().verifier })).toMatchObject(dead);
    expect(await issuer.exchange(signed)).toMatchObject(dead);
  });
  test("is not had by its challenge in place of the verifier", async () => {
    const browser = issuer.browser();
    const { challenge } = await browser.authorize();
    await browser.request(newEmail());
    const code = new URL((await browser.verify(issuer.newestCode())).location ?? "").searchParams.get("code") ?? "";
    expect(await issuer.exchange({ code, verifier: challenge })).toMatchObject(dead);
  });
  const changes: [string, Record<string, string>, string][] = [
    ["a verifier that is too short", { code_verifier: "a".repeat(42) }, "invalid_request"],
    ["no verifier", { code_verifier: "" }, "invalid_request"],
    ["another client", { client_id: "staff" }, "invalid_grant"],
    ["an unknown client", { client_id: "nobody" }, "invalid_client"],
    ["no client", { client_id: "" }, "invalid_client"],
    ["another address of the way back", { redirect_uri: staffCallback }, "invalid_grant"],
    ["no address", { redirect_uri: "" }, "invalid_request"],
    ["a guessed code", { code: "00000000-0000-4000-8000-000000000000" }, "invalid_grant"],
    ["an empty code", { code: "" }, "invalid_request"],
  ];
  test.each(changes)("is refused with %s", async (_name, change, error) => {
    const signed = await issuer.signIn();
    expect(await issuer.exchange(signed, change)).toMatchObject({ status: 400, error });
  });
});

describe("/token knows no", () => {
  test.each(["password", "client_credentials", "urn:ietf:params:oauth:grant-type:jwt-bearer", "implicit", ""])("grant %j", async (grant) =>
    expect(
      await issuer.token({ grant_type: grant, client_id: "web", username: "a", password: "b", provider: "code", client_secret: "x" }),
    ).toMatchObject({
      status: 400,
      error: "unsupported_grant_type",
    }),
  );
  test("form in JSON", async () => {
    const answer = await issuer.visit("/token", { method: "POST", body: "{}", headers: { "content-type": "application/json" } });
    expect([answer.status, JSON.parse(answer.text).error]).toEqual([400, "invalid_request"]);
  });
  test("field twice", async () => {
    const body = "grant_type=refresh_token&client_id=web&client_id=staff&refresh_token=x";
    const answer = await issuer.visit("/token", { method: "POST", body, headers: { "content-type": "application/x-www-form-urlencoded" } });
    expect([answer.status, JSON.parse(answer.text).error]).toEqual([400, "invalid_request"]);
  });
  test("page of another origin", async () => {
    for (const path of ["/token", `/authorize?${authorizeQuery()}`, "/code/authorize"]) {
      const { headers } = await issuer.visit(path, {
        method: "OPTIONS",
        headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
      });
      expect(headers.get("access-control-allow-origin")).toBeNull();
    }
    const { headers } = await issuer.visit("/token", {
      ...issuer.form({}),
      headers: { origin: "https://evil.example", "content-type": "application/x-www-form-urlencoded" },
    });
    expect(headers.get("access-control-allow-origin")).toBeNull();
  });
  test("body without end", async () =>
    expect((await issuer.visit("/token", issuer.form({ grant_type: "x".repeat(20_000) }))).status).toBe(413));
});

describe("a refresh token", () => {
  const dead = { status: 400, error: "invalid_grant" };
  test("of one client is nothing to another", async () => {
    const { refresh_token } = await issuer.tokens();
    expect(await issuer.refresh(refresh_token, { client_id: "staff" })).toMatchObject(dead);
    expect(await issuer.refresh(refresh_token)).toMatchObject({ status: 200 });
  });
  test("needs its client", async () => {
    const { refresh_token } = await issuer.tokens();
    expect(await issuer.refresh(refresh_token, { client_id: "" })).toMatchObject({ status: 400, error: "invalid_client" });
  });
  test("cannot be made from another: of a later generation, or of another session", async () => {
    const [one, two] = [await issuer.tokens(), await issuer.tokens()];
    const [session, , mac] = one.refresh_token.split(".");
    const [other] = two.refresh_token.split(".");
    for (const forged of [
      `${session}.2.${mac}`,
      `${other}.1.${mac}`,
      `${session}.1.${"A".repeat(43)}`,
      `${session}.1.`,
      `${session}.01.${mac}`,
    ])
      expect(await issuer.refresh(forged)).toMatchObject({ status: 400 });
    expect(await issuer.refresh(one.refresh_token)).toMatchObject({ status: 200 });
  });
  test("is no access token, and the reverse", async () => {
    const { access_token } = await issuer.tokens();
    expect((await issuer.refresh(access_token)).status).toBe(400);
  });
  test("is good for nothing after signing out, and signing out twice is no error", async () => {
    const { refresh_token } = await issuer.tokens();
    const revoke = () => issuer.token({ token: refresh_token, client_id: "web" }, "/revoke");
    expect([(await revoke()).status, (await revoke()).status]).toEqual([200, 200]);
    expect(await issuer.refresh(refresh_token)).toMatchObject(dead);
  });
  test("is not signed out by another client", async () => {
    const { refresh_token } = await issuer.tokens();
    expect((await issuer.token({ token: refresh_token, client_id: "staff" }, "/revoke")).status).toBe(200);
    expect(await issuer.refresh(refresh_token)).toMatchObject({ status: 200 });
  });
});

describe("a browser's sign-in", () => {
  test.each([
    ["a foreign origin", { origin: "https://evil.example" }],
    ["no origin to speak of", { origin: "null" }],
    ["a neighbor's origin", { origin: "https://shop.example" }],
    ["a cross-site fetch", { "sec-fetch-site": "cross-site" }],
    ["a same-site fetch", { "sec-fetch-site": "same-site" }],
  ])("takes no form from %s", async (_name, headers) => {
    const browser = issuer.browser();
    await browser.authorize();
    const before = issuer.mails.length;
    const init = issuer.form({ action: "request", email: newEmail() });
    const answer = await browser.go("/code/authorize", { ...init, headers: { ...(init.headers as Record<string, string>), ...headers } });
    expect([answer.status, issuer.mails.length]).toEqual([403, before]);
  });
  test("is in a cookie that nobody else can write", async () => {
    const { jar, go } = issuer.browser();
    jar.set("authorization", "planted");
    expect((await go("/code/authorize")).status).toBe(400);
    jar.set("__Host-authorization", "eyJhbGciOiJub25lIn0.e30.");
    expect((await go("/code/authorize")).status).toBe(400);
  });
  test("has no page but its own: the library's others are not there", async () => {
    for (const path of [
      "/password/authorize",
      "/password/change?redirect_uri=https://evil.example",
      "/google/callback?code=x",
      "/code",
      `${origin}//evil.example/authorize`,
    ])
      expect(await issuer.visit(path)).toMatchObject({ status: 404, location: undefined });
  });
});
