import { describe, expect, test } from "vitest";
import { expectedTotalOf, fieldErrors, missingFields, readCheckout, totalField } from "../src/server/checkout-form.ts";
import { keyOf, readCount, readForm } from "../src/server/form.ts";

const filled = { email: "ada@example.com", name: "Ada", line1: "Hafenstraße 1", postalCode: "20457", city: "Hamburg" };

describe("the checkout form", () => {
  test("keeps all that was typed", () => {
    expect(readCheckout({ ...filled, line2: "3rd floor" }, "DE")).toMatchObject({
      ...filled,
      line2: "3rd floor",
      region: "",
      country: "DE",
    });
  });

  test("names every field that is missing, and none that may be", () => {
    expect(missingFields(readCheckout({}, "DE"))).toEqual({
      email: "required",
      name: "required",
      line1: "required",
      postalCode: "required",
      city: "required",
    });
    expect(missingFields(readCheckout(filled, "DE"))).toEqual({});
  });

  test.each(["ada", "ada@", "@example.com", "ada@example", "a b@example.com"])("says that %s is no address", (email) => {
    expect(missingFields(readCheckout({ ...filled, email }, "DE"))).toEqual({ email: "email" });
  });

  test("puts the API's issues beside the fields they are about", () => {
    const issues = [
      { path: "shippingAddress.postalCode", message: "Too long" },
      { path: "email", message: "Invalid" },
      { path: "cartId", message: "Not shown" },
    ];
    expect(fieldErrors({ issues })).toEqual({ postalCode: "invalid", email: "email" });
  });

  test("carries the total that was seen", () => {
    expect(expectedTotalOf({ expectedTotal: totalField({ amount: 4290, currency: "EUR" }) })).toEqual({ amount: 4290, currency: "EUR" });
    expect(expectedTotalOf({ expectedTotal: "-1-EUR" })).toBeUndefined();
    expect(expectedTotalOf({})).toBeUndefined();
  });
});

describe("any form", () => {
  test("is read trimmed, without files", async () => {
    const body = new FormData();
    body.append("name", "  Ada ");
    body.append("file", new Blob(["x"]), "x.txt");
    expect(await readForm(new Request("http://x", { method: "POST", body }))).toEqual({ name: "Ada" });
  });

  test("is empty when the body is none", async () => {
    expect(
      await readForm(new Request("http://x", { method: "POST", body: "{}", headers: { "content-type": "application/json" } })),
    ).toEqual({});
  });

  test("gives its own key, and a new one instead of a bad one", () => {
    const key = crypto.randomUUID();
    expect(keyOf({ key })).toBe(key);
    expect(keyOf({ key: "short" })).toMatch(/^[\w-]{36}$/);
  });

  test.each([
    ["3", 3],
    ["0", 1],
    ["500", 99],
    ["-2", 7],
    ["1e2", 7],
    [undefined, 7],
  ])("reads the quantity %s as %s", (text, count) => {
    expect(readCount(text, { min: 1, max: 99, fallback: 7 })).toBe(count);
  });
});
