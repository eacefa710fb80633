import { expect, test } from "vitest";
import { money } from "../src/mail.letter.ts";
import { fromLine } from "../src/mail.sender.ts";

test("a sender's name cannot break out of its header", () => {
  expect(fromLine('So"uk', "a@b.example")).toBe('"Souk" <a@b.example>');
  expect(fromLine("Søuk", "a@b.example")).toBe("=?UTF-8?B?U8O4dWs=?= <a@b.example>");
});

test("money has the decimals of its currency", () => {
  expect(money("de", { amount: 123_456, currency: "EUR" })).toBe("1.234,56\u00a0€");
  expect(money("en", { amount: 1999, currency: "USD" })).toBe("$19.99");
  expect(money("en", { amount: 1999, currency: "JPY" })).toBe("¥1,999");
  expect(money("en", { amount: 1999, currency: "KWD" })).toBe("KWD\u00a01.999");
});
