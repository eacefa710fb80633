import { useHarness } from "@souk/testing";
import { describe, expect, test } from "vitest";
import { newEmail, testIssuer } from "./browser.ts";

const harness = useHarness();
const issuer = testIssuer(harness);
const quarter = 15 * 60_000;
let hosts = 0;
/** An address that nobody used before. */
const newAddress = () => `203.0.${Math.floor(++hosts / 250)}.${hosts % 250}`;
const wrongFor = (code: string) => (code === "00000000" ? "11111111" : "00000000");

async function asked(email = newEmail(), address = newAddress()) {
  const browser = issuer.browser(address);
  await browser.authorize();
  const answer = await browser.request(email);
  return { browser, code: issuer.newestCode(), answer };
}

describe("a code", () => {
  test("has eight digits and differs from the next", async () => {
    const codes = [(await asked()).code, (await asked()).code, (await asked()).code];
    for (const code of codes) expect(code).toMatch(/^\d{8}$/);
    expect(new Set(codes).size).toBe(3);
  });
  test("is spent by the sign-in, in every copy of the browser", async () => {
    const { browser, code } = await asked();
    const copy = browser.copy();
    expect((await browser.verify(code)).status).toBe(302);
    expect((await copy.verify(code)).status).toBe(400);
  });
  test("signs in one of twenty who bring it at the same time", async () => {
    const { browser, code } = await asked();
    const answers = await Promise.all(Array.from({ length: 20 }, () => browser.copy().verify(code)));
    expect(answers.filter(({ status }) => status === 302)).toHaveLength(1);
  });
  test("is worth nothing in another browser", async () => {
    const email = newEmail();
    const { code } = await asked(email);
    const thief = await asked(email);
    expect((await thief.browser.verify(code)).status).toBe(400);
  });
  test("of one address does not open another", async () => {
    const mine = await asked(newEmail());
    const victim = await asked(newEmail());
    expect((await victim.browser.verify(mine.code)).status).toBe(400);
  });
  test("that has not eight digits costs no try", async () => {
    const { browser, code } = await asked();
    for (let index = 0; index < 10; index += 1) expect((await browser.verify("1234")).status).toBe(400);
    expect((await browser.verify(code)).status).toBe(302);
  });
  test("still works after four wrong tries", async () => {
    const { browser, code } = await asked();
    for (let index = 0; index < 4; index += 1) expect((await browser.verify(wrongFor(code))).status).toBe(400);
    expect((await browser.verify(code)).status).toBe(302);
  });
  test("is dead after five wrong tries, though each comes from another address", async () => {
    const { browser, code } = await asked();
    for (let index = 0; index < 5; index += 1) await browser.verify(wrongFor(code));
    harness.clock.advance(9 * 60_000);
    const answer = await browser.verify(code);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "360"]);
    expect(answer.text).toContain("Please wait 6 minutes");
  });
});

describe("brute force", () => {
  test("of fifty tries at once judges five at most, and the right one no more", async () => {
    const { browser, code } = await asked();
    const answers = await Promise.all(Array.from({ length: 50 }, () => browser.copy().verify(wrongFor(code))));
    expect(answers.filter(({ status }) => status === 400).length).toBeLessThanOrEqual(5);
    expect(answers.filter(({ status }) => status === 302)).toHaveLength(0);
    expect((await browser.verify(code)).status).not.toBe(302);
  });
  test("of one account from many addresses and with many codes judges five tries in any quarter of an hour", async () => {
    const email = newEmail();
    let judged = 0;
    for (let index = 0; index < 4; index += 1) {
      const { browser, code } = await asked(email);
      for (let guess = 0; guess < 4; guess += 1) judged += Number((await browser.verify(wrongFor(code))).status === 400);
    }
    expect(judged).toBe(5);
    harness.clock.advance(quarter);
    const { browser, code } = await asked(email);
    expect((await browser.verify(code)).status).toBe(302);
  });
  test("of many accounts from one address judges five tries in any quarter of an hour", async () => {
    const address = newAddress();
    let judged = 0;
    for (let index = 0; index < 5; index += 1) {
      const { browser, code } = await asked(newEmail(), address);
      for (let guess = 0; guess < 2; guess += 1) judged += Number((await browser.verify(wrongFor(code))).status === 400);
    }
    expect(judged).toBe(5);
  });
  test("slides with its window: what is judged at its end counts at the beginning of the next", async () => {
    const email = newEmail();
    const first = await asked(email);
    await first.browser.verify(wrongFor(first.code));
    harness.clock.advance(quarter - 1000);
    const late = await asked(email);
    for (let index = 0; index < 4; index += 1) expect((await late.browser.verify(wrongFor(late.code))).status).toBe(400);
    expect((await late.browser.verify(wrongFor(late.code))).status).toBe(429);
    harness.clock.advance(1000);
    const later = await asked(email);
    expect((await later.browser.verify(wrongFor(later.code))).status).toBe(400);
    expect((await later.browser.verify(wrongFor(later.code))).status).toBe(429);
  });
});

describe("mail", () => {
  test("goes to an address five times in a quarter of an hour, whoever asks", async () => {
    const email = newEmail();
    const before = issuer.mails.length;
    const statuses: number[] = [];
    for (let index = 0; index < 8; index += 1) statuses.push((await asked(email)).answer.status);
    expect([issuer.mails.length - before, statuses.slice(5)]).toEqual([5, [429, 429, 429]]);
  });
  test("goes out for one who asks five times in a quarter of an hour, to whomever", async () => {
    const address = newAddress();
    const before = issuer.mails.length;
    for (let index = 0; index < 8; index += 1) await asked(newEmail(), address);
    expect(issuer.mails.length - before).toBe(5);
  });
  test("goes out for all of a household that signs in behind one address", async () => {
    const address = newAddress();
    for (let index = 0; index < 12; index += 1) {
      const { browser, code } = await asked(newEmail(), address);
      expect((await browser.verify(code)).status).toBe(302);
    }
  });
  test("counts a whole IPv6 subscriber as one", async () => {
    const before = issuer.mails.length;
    for (let index = 1; index < 9; index += 1) await asked(newEmail(), `2001:db8:7:1::${index}`);
    expect(issuer.mails.length - before).toBe(5);
  });
});

test("an address that is known and one that is not get the same answers", async () => {
  const known = newEmail();
  const signed = await asked(known);
  await signed.browser.verify(signed.code);
  const [one, two] = [await asked(known), await asked(newEmail())];
  const page = async ({ browser }: typeof one, email: RegExp) => (await browser.go("/code/authorize?sent")).text.replaceAll(email, "…");
  expect(one.answer.status).toBe(two.answer.status);
  expect(await page(one, /[\w.]+@example.com/g)).toBe(await page(two, /[\w.]+@example.com/g));
});

test("nobody signs in while attempts cannot be counted", async () => {
  const { browser, code } = await asked();
  const { client } = harness.ctx().table;
  const send = client.send.bind(client);
  client.send = async (command) => {
    if (JSON.stringify(command.input).includes("#auth#limit#")) throw new Error("the table is away");
    return send(command);
  };
  try {
    const { status, location, text } = await browser.verify(code);
    expect([status, location, text.includes("away")]).toEqual([503, undefined, false]);
  } finally {
    client.send = send;
  }
  expect((await browser.verify(code)).status).toBe(302);
});
