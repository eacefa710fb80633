import { useHarness } from "@souk/testing";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { newEmail, origin, staffCallback, testIssuer } from "./browser.ts";

const harness = useHarness();
const keys = { clientId: "the-client", clientSecret: "the-secret-of-the-client" };
const issuer = testIssuer(harness, { social: { google: keys, github: keys, discord: keys } });

/** What the providers answer, by host and path, and what they were asked. */
const answers = new Map<string, unknown>();
const asked: { url: string; body: string; headers: Headers }[] = [];

beforeEach(() => {
  asked.length = 0;
  answers.clear();
  vi.stubGlobal("fetch", async (url: string, init: RequestInit = {}) => {
    asked.push({ url, body: String(init.body ?? ""), headers: new Headers(init.headers) });
    const answer = answers.get(url) ?? (url.includes("token") ? { access_token: "token-of-the-provider" } : undefined);
    return answer === undefined ? new Response("no", { status: 500 }) : Response.json(answer);
  });
});
afterEach(() => vi.unstubAllGlobals());

const google = (email: string, email_verified: boolean) =>
  answers.set("https://openidconnect.googleapis.com/v1/userinfo", { email, email_verified });

async function through(provider: string, browser = issuer.browser()) {
  const begun = await browser.authorize({ provider });
  const there = await browser.go(begun.answer.location ?? "");
  const url = new URL(there.location ?? "");
  const back = await browser.go(`/${provider}/callback?code=their-code&state=${url.searchParams.get("state")}`);
  return { url, back, begun };
}

describe("a provider", () => {
  test.each([
    ["google", "https://accounts.google.com/o/oauth2/v2/auth"],
    ["github", "https://github.com/login/oauth/authorize"],
    ["discord", "https://discord.com/oauth2/authorize"],
  ])("%s is asked with PKCE and our own address, whatever host the browser named", async (provider, page) => {
    const browser = issuer.browser();
    const { answer } = await browser.authorize({ provider });
    const { location } = await browser.go(answer.location ?? "", { headers: { "x-forwarded-host": "evil.example" } });
    const url = new URL(location ?? "");
    expect(url.origin + url.pathname).toBe(page);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: "the-client",
      redirect_uri: `${origin}/${provider}/callback`,
      code_challenge_method: "S256",
    });
  });
  test("that vouches for an address signs it in, to the account that a code would", async () => {
    const email = newEmail();
    const byCode = await issuer.tokens(email);
    google(email, true);
    const { back, begun } = await through("google");
    const code = new URL(back.location ?? "").searchParams.get("code") ?? "";
    const tokens = await issuer.exchange({ code, verifier: begun.verifier });
    const subject = (token: string) => JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()).sub;
    expect(subject(tokens.access_token)).toBe(subject(byCode.access_token));
    expect(asked.map(({ url }) => new URL(url).host)).toEqual(["oauth2.googleapis.com", "openidconnect.googleapis.com"]);
    expect(asked[0]?.body).toContain("code_verifier=");
  });
  test.each<[string, string, string, unknown]>([
    [
      "google",
      "an address that is not confirmed",
      "https://openidconnect.googleapis.com/v1/userinfo",
      { email: "a@example.com", email_verified: false },
    ],
    [
      "github",
      "a primary address that is not confirmed",
      "https://api.github.com/user/emails",
      [{ email: "a@example.com", primary: true, verified: false }],
    ],
    [
      "github",
      "another address that is confirmed",
      "https://api.github.com/user/emails",
      [{ email: "a@example.com", primary: false, verified: true }],
    ],
    ["discord", "an address that is not confirmed", "https://discord.com/api/users/@me", { email: "a@example.com", verified: false }],
    ["discord", "no address", "https://discord.com/api/users/@me", { email: null, verified: true }],
    ["github", "nothing of use", "https://api.github.com/user/emails", { message: "Bad credentials" }],
  ])("%s with %s signs nobody in", async (provider, _what, url, answer) => {
    answers.set(url, answer);
    const { back } = await through(provider);
    expect([back.status, back.location, back.text.includes("Address not confirmed")]).toEqual([403, undefined, true]);
  });
  test("that fails signs nobody in, and is not quoted", async () => {
    const { back } = await through("github");
    expect([back.status, back.location]).toEqual([403, undefined]);
    expect(JSON.stringify(harness.logs)).not.toContain("token-of-the-provider");
  });
  test("that refuses sends the browser back to the site, without its words", async () => {
    const browser = issuer.browser();
    const { answer } = await browser.authorize({ provider: "google" });
    await browser.go(answer.location ?? "");
    const back = await browser.go("/google/callback?error=access_denied&error_description=%3Cevil%3E");
    const url = new URL(back.location ?? "");
    expect([url.origin, url.searchParams.get("error"), url.searchParams.get("error_description")]).toEqual([
      "https://shop.example",
      "access_denied",
      null,
    ]);
  });
  test("whose answer is for another browser begins again", async () => {
    const victim = issuer.browser();
    await victim.authorize({ provider: "google" });
    const back = await victim.go("/google/callback?code=theirs&state=theirs");
    expect([back.status, back.location]).toEqual([302, "/google/authorize"]);
    expect(asked).toEqual([]);
  });
  test("signs in no staff, whose mailbox is what counts", async () => {
    const browser = issuer.browser();
    expect((await browser.authorize({ client: "staff", provider: "google" })).answer.status).toBe(400);
    await browser.authorize({ client: "staff", redirect_uri: staffCallback });
    expect((await browser.go("/code/authorize")).text).not.toContain("Google");
    google(newEmail(), true);
    const url = new URL((await browser.go("/google/authorize")).location ?? "");
    const back = await browser.go(`/google/callback?code=x&state=${url.searchParams.get("state")}`);
    expect([back.status, back.location]).toEqual([403, undefined]);
  });
  test("is offered below the form when its secret is set", async () => {
    const browser = issuer.browser();
    await browser.authorize();
    const { text } = await browser.go("/code/authorize");
    for (const name of ["Google", "GitHub", "Discord"]) expect(text).toContain(`Continue with ${name}`);
  });
});

test("nothing that was logged on the way holds a code, a state or a token", async () => {
  const spies = (["log", "error", "warn", "info"] as const).map((name) => vi.spyOn(console, name).mockImplementation(() => {}));
  const output = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  google(newEmail(), true);
  const { url, back } = await through("google");
  const lines = JSON.stringify([[...spies, output].flatMap(({ mock }) => mock.calls as unknown[]), harness.logs]);
  for (const spy of [...spies, output]) spy.mockRestore();
  const secrets = [
    "their-code",
    url.searchParams.get("state") ?? "?",
    new URL(back.location ?? "").searchParams.get("code") ?? "?",
    "token-of-the-provider",
  ];
  expect(secrets.filter((secret) => lines.includes(secret))).toEqual([]);
});
