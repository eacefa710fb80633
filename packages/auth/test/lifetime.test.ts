import { useHarness } from "@souk/testing";
import { describe, expect, test } from "vitest";
import { Session } from "../src/index.ts";
import { newEmail, testIssuer } from "./browser.ts";

const harness = useHarness();
const issuer = testIssuer(harness);
const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;
const dead = { status: 400, error: "invalid_grant" };

describe("an authorization code", () => {
  test("is good for less than a minute", async () => {
    const signed = await issuer.signIn();
    harness.clock.advance(58 * second);
    expect(await issuer.exchange(signed)).toMatchObject({ status: 200 });
  });
  test("is good for no longer than a minute", async () => {
    const signed = await issuer.signIn();
    harness.clock.advance(60 * second);
    expect(await issuer.exchange(signed)).toMatchObject(dead);
  });
});

describe("a mailed code", () => {
  const asked = async () => {
    const browser = issuer.browser();
    await browser.authorize();
    await browser.request(newEmail());
    return { browser, code: issuer.newestCode() };
  };
  test("is good for ten minutes", async () => {
    const { browser, code } = await asked();
    harness.clock.advance(10 * minute - second);
    expect((await browser.verify(code)).status).toBe(302);
  });
  test("is good for no longer, whatever the browser kept", async () => {
    const { browser, code } = await asked();
    harness.clock.advance(10 * minute);
    expect((await browser.verify(code)).status).toBe(400);
  });
});

describe("a refresh token", () => {
  test("is rotated: its successor differs and works", async () => {
    const first = await issuer.tokens();
    const next = await issuer.refresh(first.refresh_token);
    expect([next.status, next.refresh_token === first.refresh_token]).toEqual([200, false]);
    expect((await issuer.refresh(next.refresh_token)).status).toBe(200);
  });
  test("that comes again within ten seconds gets the same successor, and no second line of tokens", async () => {
    const first = await issuer.tokens();
    const [one, two] = await Promise.all([issuer.refresh(first.refresh_token), issuer.refresh(first.refresh_token)]);
    harness.clock.advance(10 * second);
    const three = await issuer.refresh(first.refresh_token);
    expect([one?.status, two?.status, three.status]).toEqual([200, 200, 200]);
    expect(new Set([one?.refresh_token, two?.refresh_token, three.refresh_token]).size).toBe(1);
  });
  test("gets twenty who come at the same time one successor", async () => {
    const first = await issuer.tokens();
    const answers = await Promise.all(Array.from({ length: 20 }, () => issuer.refresh(first.refresh_token)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ refresh_token }) => refresh_token)).size).toBe(1);
  });
  test.each([
    ["10.001 s", 10 * second + 1],
    ["61 s", 61 * second],
    ["a day", day],
  ])("that comes again after %s ends the whole family", async (_name, later) => {
    const first = await issuer.tokens();
    const next = await issuer.refresh(first.refresh_token);
    harness.clock.advance(later);
    expect(await issuer.refresh(first.refresh_token)).toMatchObject(dead);
    expect(await issuer.refresh(next.refresh_token)).toMatchObject(dead);
  });
  test("two generations old ends the family even at once", async () => {
    const first = await issuer.tokens();
    const next = await issuer.refresh(first.refresh_token);
    const third = await issuer.refresh(next.refresh_token);
    expect(await issuer.refresh(first.refresh_token)).toMatchObject(dead);
    expect(await issuer.refresh(third.refresh_token)).toMatchObject(dead);
  });
  test("of another sign-in of the same person lives on", async () => {
    const email = newEmail();
    const [here, there] = [await issuer.tokens(email), await issuer.tokens(email)];
    await issuer.refresh(here.refresh_token);
    harness.clock.advance(minute);
    expect(await issuer.refresh(here.refresh_token)).toMatchObject(dead);
    expect(await issuer.refresh(there.refresh_token)).toMatchObject({ status: 200 });
  });
  test("ends after thirty days, however often it was rotated, and its access tokens with it", async () => {
    let tokens = await issuer.tokens();
    for (let days = 1; days < 30; days += 1) {
      harness.clock.advance(day);
      tokens = await issuer.refresh(tokens.refresh_token);
      expect(tokens.status).toBe(200);
    }
    harness.clock.advance(day - 5 * minute);
    tokens = await issuer.refresh(tokens.refresh_token);
    expect(tokens).toMatchObject({ status: 200, expires_in: 300, refresh_token_expires_in: 300 });
    harness.clock.advance(5 * minute);
    expect(await issuer.refresh(tokens.refresh_token)).toMatchObject(dead);
  });
});

test("all sessions of a person end at once", async () => {
  const email = newEmail();
  const all = [await issuer.tokens(email), await issuer.tokens(email), await issuer.tokens(email)];
  const claims = JSON.parse(Buffer.from(all[0]?.access_token.split(".")[1] ?? "", "base64url").toString()) as { sub: string };
  await Session.revokeAll(harness.ctx(), claims.sub);
  for (const { refresh_token } of all) expect(await issuer.refresh(refresh_token)).toMatchObject(dead);
});
