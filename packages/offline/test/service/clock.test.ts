import { describe, expect, test } from "vitest";
import { createClock } from "../../src/clock.ts";

describe("the clock", () => {
  test("moves by what it is advanced and never back", () => {
    const clock = createClock(() => 1_000);
    clock.advance(500);
    expect(clock.now()).toBe(1_500);
    expect(() => clock.advance(-1)).toThrow(RangeError);
  });

  test("fires what it has reached, in the order of time, and nothing else", () => {
    const clock = createClock(() => 0);
    const fired: string[] = [];
    clock.at(200, () => fired.push("second"));
    clock.at(100, () => fired.push("first"));
    clock.at(900, () => fired.push("late"));
    clock.at(150, () => fired.push("canceled"))();
    clock.advance(200);
    expect(fired).toEqual(["first", "second"]);
  });

  test("fires a timer once", () => {
    const clock = createClock(() => 0);
    let count = 0;
    clock.at(1, () => count++);
    clock.advance(1);
    clock.advance(1);
    expect(count).toBe(1);
  });

  test("does not let a timer that renews itself hold it", () => {
    const clock = createClock(() => 0);
    let count = 0;
    const renew = () => void (count++, clock.at(0, renew));
    clock.at(0, renew);
    clock.advance(1);
    expect(count).toBe(1);
  });

  test("lets a timer cancel another that is due in the same moment", () => {
    const clock = createClock(() => 0);
    const fired: string[] = [];
    let cancel = () => {};
    clock.at(1, () => cancel());
    cancel = clock.at(2, () => fired.push("canceled"));
    clock.advance(5);
    expect(fired).toEqual([]);
  });

  test("is driven by real time", async () => {
    const clock = createClock();
    await expect(new Promise<string>((resolve) => clock.at(clock.now() + 5, () => resolve("fired")))).resolves.toBe("fired");
  });
});
