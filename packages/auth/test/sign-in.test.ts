import { createHash } from "node:crypto";
import { useHarness } from "@souk/testing";
import { describe, expect, test } from "vitest";
import { callback, newEmail, origin, staffCallback, testIssuer } from "./browser.ts";
import { Staff } from "../src/index.ts";

const harness = useHarness();
const issuer = testIssuer(harness);
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) as Record<string, unknown>;

describe("a sign-in by code", () => {
  test("leads from the site to the form, by mail to the code, and back with it", async () => {
    const browser = issuer.browser();
    const { answer, verifier, state } = await browser.authorize();
    expect([answer.status, answer.location]).toEqual([302, "/code/authorize"]);
    const form = await browser.go("/code/authorize");
    expect(form.text).toContain("Sign in to Souk");
    const asked = await browser.request("Ada@Example.com");
    expect([asked.status, asked.location]).toEqual([303, "/code/authorize?sent"]);
    expect((await browser.go("/code/authorize?sent")).text).toContain("ada@example.com");
    expect(issuer.mails.at(-1)).toMatchObject({ to: "ada@example.com", shop: "Souk", locale: "en" });
    const code = issuer.newestCode();
    const back = new URL((await browser.verify(`${code.slice(0, 4)} ${code.slice(4)}`)).location ?? "");
    expect(back.origin + back.pathname).toBe(callback);
    expect([back.searchParams.get("state"), back.searchParams.get("iss")]).toEqual([state, origin]);
    const tokens = await issuer.exchange({ code: back.searchParams.get("code") ?? "", verifier });
    expect(tokens).toMatchObject({ status: 200, token_type: "Bearer", expires_in: 900, refresh_token_expires_in: 2_592_000 });
    expect(claimsOf(tokens.access_token)).toMatchObject({ iss: origin, aud: "souk:demo", actor: "customer", client_id: "web" });
  });

  test("says nothing of a person in its tokens but an id", async () => {
    const { access_token } = await issuer.tokens("grace@example.com");
    expect(Object.keys(claimsOf(access_token)).sort()).toEqual(["actor", "aud", "client_id", "exp", "iat", "iss", "jti", "sid", "sub"]);
  });

  test("finds the same customer again, whatever the case of the address", async () => {
    const first = claimsOf((await issuer.tokens("Same@Example.com")).access_token);
    const second = claimsOf((await issuer.tokens("same@example.COM")).access_token);
    expect(second["sub"]).toBe(first["sub"]);
    expect(second["sid"]).not.toBe(first["sid"]);
  });

  test("opens one account for an address that signs in twice at once", async () => {
    const email = newEmail();
    const [one, two] = [await issuer.signIn(email), await issuer.signIn(email)];
    const subjects = await Promise.all([one, two].map(async (signed) => claimsOf((await issuer.exchange(signed)).access_token)["sub"]));
    expect(new Set(subjects).size).toBe(1);
  });

  test("goes on after the keys could not be read", async () => {
    const started = testIssuer(harness);
    started.state.keysFail = true;
    const { answer } = await started.browser().authorize();
    expect([answer.status, answer.location]).not.toEqual([302, "/code/authorize"]);
    started.state.keysFail = false;
    expect((await started.browser().authorize()).answer.location).toBe("/code/authorize");
  });

  test("speaks the language that the site asks for, then the browser's", async () => {
    const browser = issuer.browser();
    await browser.authorize({ ui_locales: "fr de" });
    const page = await browser.go("/code/authorize", { headers: { "accept-language": "en" } });
    expect([page.text.includes('lang="de"'), page.text.includes("Bei Souk anmelden")]).toEqual([true, true]);
    const other = issuer.browser();
    await other.authorize();
    expect((await other.go("/code/authorize", { headers: { "accept-language": "de-AT,en;q=0.5" } })).text).toContain('lang="de"');
  });

  test("asks for the address again when it is none, and keeps what was typed", async () => {
    const browser = issuer.browser();
    await browser.authorize();
    const answer = await browser.request('"><script>alert(1)</script>');
    expect([answer.status, answer.text.includes("<script>"), answer.text.includes("&lt;script&gt;")]).toEqual([400, false, true]);
    expect(answer.text).toContain('aria-invalid="true" aria-describedby="email-error"');
  });

  test("mails another code on request, and the one before is for nothing", async () => {
    const browser = issuer.browser();
    await browser.authorize();
    await browser.request(newEmail());
    const before = issuer.newestCode();
    expect((await browser.go("/code/authorize", issuer.form({ action: "again" }))).status).toBe(303);
    expect((await browser.verify(before)).status).toBe(400);
    expect((await browser.verify(issuer.newestCode())).status).toBe(302);
  });

  test("says so when the mail cannot be sent", async () => {
    const browser = issuer.browser();
    await browser.authorize();
    issuer.state.mailFails = true;
    const answer = await browser.request(newEmail());
    issuer.state.mailFails = false;
    expect([answer.status, answer.text.includes("could not send")]).toEqual([503, true]);
  });

  test("mails nothing without a sign-in that a site began", async () => {
    const before = issuer.mails.length;
    expect((await issuer.browser().request(newEmail())).status).toBe(400);
    expect(issuer.mails.length).toBe(before);
  });
});

describe("staff", () => {
  const owner = () => harness.ctx({ type: "staff", staffId: "key" });

  test("sign in when an owner entered their address, with their role as it is now", async () => {
    const email = newEmail();
    const { staffId } = await Staff.add(owner(), { email, name: "Grace", role: "support" });
    const { code, verifier, answer } = await issuer.signIn(email, "staff");
    expect(answer.location).toMatch(`${staffCallback}?code=`);
    const tokens = await issuer.exchange({ code, verifier }, { client_id: "staff", redirect_uri: staffCallback });
    expect(claimsOf(tokens.access_token)).toMatchObject({ sub: staffId, actor: "staff", client_id: "staff" });
  });

  test("are told only after they proved the address that it is not on the staff", async () => {
    const { answer } = await issuer.signIn(newEmail(), "staff");
    expect([answer.status, answer.location, answer.text.includes("not on the staff")]).toEqual([403, undefined, true]);
  });

  test("get a customer's session at the shop's own sign-in", async () => {
    const email = newEmail();
    await Staff.add(owner(), { email, name: "Grace", role: "owner" });
    expect(claimsOf((await issuer.tokens(email)).access_token)["actor"]).toBe("customer");
  });
});

describe("every page", () => {
  test("brings its rules: no script, no frame, one style, nobody else's form, no cache", async () => {
    const browser = issuer.browser();
    await browser.authorize();
    for (const path of ["/code/authorize", "/nothing", "/authorize", "/token"]) {
      const { headers } = await browser.go(path);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]+='; img-src data:/);
      expect(policy).toContain("form-action 'self' https://shop.example");
      expect(policy).not.toMatch(/unsafe|script-src|\*/);
      expect(headers.get("strict-transport-security")).toMatch(/^max-age=63072000/);
      expect([headers.get("x-content-type-options"), headers.get("cache-control")]).toEqual(["nosniff", "no-store"]);
    }
  });

  test("has one style, whose hash its rules name, and no other inline code", async () => {
    const browser = issuer.browser();
    await browser.authorize();
    const { headers, text } = await browser.go("/code/authorize");
    const styles = [...text.matchAll(/<style>([^]*?)<\/style>/g)].map(([, style = ""]) =>
      createHash("sha256").update(style).digest("base64"),
    );
    expect(styles).toHaveLength(1);
    expect(headers.get("content-security-policy")).toContain(`style-src 'sha256-${styles[0]}'`);
    expect(text).not.toMatch(/<script| style=| on\w+=/);
  });

  test("sets cookies that are bound to this host", async () => {
    const browser = issuer.browser();
    const { answer } = await browser.authorize();
    await browser.request(newEmail());
    for (const line of answer.headers.getSetCookie()) expect(line).toMatch(/^__Host-.*Path=\/; Secure; HttpOnly; SameSite=Lax$/);
    expect([...browser.jar.keys()].sort()).toEqual(["__Host-authorization", "__Host-flow"]);
  });

  test("ends its cookies when the sign-in is over", async () => {
    const { browser } = await issuer.signIn();
    expect([...browser.jar.keys()]).toEqual([]);
  });
});
