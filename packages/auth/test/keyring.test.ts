import { createPublicKey, sign, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createKeyring } from "../src/issuer/keyring.ts";
import { networkOf } from "../src/issuer/network.ts";
import { deriveSigningKey } from "../src/issuer/signing-key.ts";
import { localeOf } from "../src/issuer/text.ts";

const first = "first-secret-of-tests-that-is-long-enough";
const second = "second-secret-of-tests-that-is-long-enough";

describe("the keyring", () => {
  test("derives the same signing key from the same secret, and it signs", () => {
    const [one, two] = [deriveSigningKey(first), deriveSigningKey(first)];
    expect([one.id, one.privatePem]).toEqual([two.id, two.privatePem]);
    expect(deriveSigningKey(second).id).not.toBe(one.id);
    const data = Buffer.from("data");
    expect(verify("sha256", data, createPublicKey(one.publicPem), sign("sha256", data, two.privateKey))).toBe(true);
  });
  test("makes MACs that differ by use and by part, and reads those of the secret before", () => {
    const [old, both] = [createKeyring(first), createKeyring(`${second} ${first}`)];
    const mac = old.mac("refresh", "a", "b");
    expect(both.isMac(mac, "refresh", "a", "b")).toBe(true);
    expect([both.isMac(mac, "code", "a", "b"), both.isMac(mac, "refresh", "ab", ""), both.isMac("", "refresh", "a", "b")]).toEqual([
      false,
      false,
      false,
    ]);
    expect(createKeyring(second).isMac(mac, "refresh", "a", "b")).toBe(false);
  });
  test("seals so that only the same secret reads it, unchanged", () => {
    const { seal, unseal } = createKeyring(first);
    const sealed = seal("text");
    expect(unseal(sealed)).toBe("text");
    expect(seal("text")).not.toBe(sealed);
    expect(() => createKeyring(second).unseal(sealed)).toThrow(/authenticate/);
    expect(() => unseal(`${sealed.slice(0, -2)}AA`)).toThrow(/authenticate/);
  });
  test("refuses a secret that could be guessed", () => {
    for (const text of ["", "short", `${first} short`]) expect(() => createKeyring(text)).toThrow(/at least 32/);
  });
});

test.each([
  ["198.51.100.7", "198.51.100.7"],
  ["::ffff:198.51.100.7", "198.51.100.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["2001:DB8:0001:2::", "2001:db8:1:2::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  [undefined, "unknown"],
])("%s is counted as %s", (address, network) => expect(networkOf(address)).toBe(network));

test.each([
  [["de-AT,de;q=0.9,en;q=0.8"], "de"],
  [["fr,it"], "en"],
  [["fr en", "de"], "en"],
  [[undefined, "", "de"], "de"],
  [[], "en"],
])("of %j the language is %s", (lists, locale) => expect(localeOf(...lists)).toBe(locale));
