import { describe, expect, test } from "vitest";
import { parseSchedule } from "../../src/service/schedule.ts";

const from = Date.parse("2026-11-18T10:07:30Z"); // A Wednesday.
const after = (expression: string, start = from) => {
  const next = parseSchedule(expression)(start);
  return next === undefined ? undefined : new Date(next).toISOString().slice(0, 16);
};

const cases: [string, string | undefined][] = [
  ["rate(1 minute)", "2026-11-18T10:08"],
  ["rate(12 hours)", "2026-11-18T22:07"],
  ["rate(2 days)", "2026-11-20T10:07"],
  ["cron(* * * * ? *)", "2026-11-18T10:08"],
  ["cron(0/15 * * * ? *)", "2026-11-18T10:15"],
  ["cron(0 3 * * ? *)", "2026-11-19T03:00"],
  ["cron(30 8-10 * * ? *)", "2026-11-18T10:30"],
  ["cron(0 8 ? * MON-FRI *)", "2026-11-19T08:00"],
  ["cron(0 8 ? * 1 *)", "2026-11-22T08:00"],
  ["cron(0 0 1 JAN,JUL ? *)", "2027-01-01T00:00"],
  ["cron(0 0 29 2 ? *)", "2028-02-29T00:00"],
  ["cron(0 0 L * ? *)", "2026-11-30T00:00"],
  ["cron(0 0 ? * 6L *)", "2026-11-27T00:00"],
  ["cron(0 0 ? * 2#1 *)", "2026-12-07T00:00"],
  ["cron(0 0 21W * ? *)", "2026-11-20T00:00"],
  ["cron(0 0 1 1 ? 2030)", "2030-01-01T00:00"],
  ["cron(0 0 1 1 ? 2020)", undefined],
  ["cron(0 0 31 2 ? *)", undefined],
  ["at(2027-03-04T05:06:00)", "2027-03-04T05:06"],
  ["at(2026-03-04T05:06:00)", undefined],
];
const refused: [string, string][] = [
  ["5 minutes", "neither rate"],
  ["rate(1 minutes)", "singular for 1"],
  ["rate(2 minute)", "singular for 1"],
  ["rate(0 minutes)", "positive number"],
  ["rate(5 weeks)", "positive number"],
  ["cron(0 8 * * *)", "six fields"],
  ["cron(0 8 * * * *)", "Exactly one of"],
  ["cron(0 8 ? * ? *)", "Exactly one of"],
  ["cron(60 8 * * ? *)", "between 0 and 59"],
  ["cron(5-1 8 * * ? *)", "between 0 and 59"],
  ["cron(0/0 8 * * ? *)", "between 0 and 59"],
  ["cron(0 8 ? * 8L *)", "between 1 and 7"],
  ["at(tomorrow)", "yyyy-mm-dd"],
];

describe("a schedule", () => {
  test.each(cases)("%s comes next at %s", (expression, next) => expect(after(expression)).toBe(next));
  test.each(refused)("%s is refused: %s", (expression, why) => expect(() => parseSchedule(expression)).toThrow(why));
  test("never answers the time it was given", () => {
    expect(after("cron(0 3 * * ? *)", Date.parse("2026-11-19T03:00:00Z"))).toBe("2026-11-20T03:00");
  });
});
