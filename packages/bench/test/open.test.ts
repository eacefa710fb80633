import { expect, test } from "vitest";
import { driveOpen, dueTimes, findHighest, held, type Time } from "../src/load/open.ts";

/** A clock that only moves when somebody waits, and wakes who waits in the order of time. */
function madeTime(): Time {
  let now = 0;
  let sleepers: { at: number; wake: () => void }[] = [];
  let scheduled = false;
  const turn = () => {
    scheduled = false;
    sleepers.sort((a, b) => a.at - b.at);
    const first = sleepers.shift();
    if (!first) return;
    now = Math.max(now, first.at);
    first.wake();
    if (sleepers.length > 0) schedule();
  };
  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(turn);
  };
  return {
    now: () => now,
    wait: (milliseconds) =>
      new Promise((wake) => {
        sleepers = [...sleepers, { at: now + milliseconds, wake }];
        schedule();
      }),
  };
}

const clients = (time: Time, count: number, milliseconds: number) => Array.from({ length: count }, () => () => time.wait(milliseconds));

test("arrivals are even and do not depend on answers", () => {
  expect(dueTimes({ rate: 4, seconds: 2 })).toEqual([0, 250, 500, 750, 1000, 1250, 1500, 1750]);
});

test("with clients enough each latency is the answer's own", async () => {
  const time = madeTime();
  const run = await driveOpen(clients(time, 4, 20), { rate: 100, seconds: 1, graceSeconds: 1 }, time);
  expect(run).toMatchObject({ due: 100, unanswered: 0, p50: 20, p99: 20, driverP99: 0 });
});

test("waiting for a turn counts as latency, from when the request was due", async () => {
  const time = madeTime();
  // One client that takes 20 ms, a request every 10 ms: the nth waits 10 ms longer than the one before.
  const run = await driveOpen(clients(time, 1, 20), { rate: 100, seconds: 0.1, graceSeconds: 1 }, time);
  expect(run).toMatchObject({ due: 10, unanswered: 0, p50: 60, worst: 110 });
});

test("one slow answer delays all that were due meanwhile, and every one of them is counted", async () => {
  const time = madeTime();
  let first = true;
  const step = () => {
    const milliseconds = first ? 500 : 1;
    first = false;
    return time.wait(milliseconds);
  };
  const run = await driveOpen([step], { rate: 100, seconds: 1, graceSeconds: 1 }, time);
  // A closed loop would have seen one slow answer in five hundred.
  expect(run.p50).toBeGreaterThan(1);
  expect(run.p99).toBeGreaterThan(400);
  expect(run.unanswered).toBe(0);
});

test("what is not answered within the grace is unanswered, and the rate is not held", async () => {
  const time = madeTime();
  const run = await driveOpen(clients(time, 1, 300), { rate: 10, seconds: 1, graceSeconds: 0.5 }, time);
  expect(run.due).toBe(10);
  expect(run.unanswered).toBeGreaterThan(0);
  expect(held(run, 10_000)).toBe(false);
});

test("a rate that is far too high is given up early", async () => {
  const time = madeTime();
  const run = await driveOpen(clients(time, 1, 100), { rate: 1000, seconds: 60, graceSeconds: 0.5 }, time);
  expect(run.due).toBeLessThan(1000);
  expect(run.unanswered).toBeGreaterThan(400);
});

test("a failed request ends the run with its reason", async () => {
  const time = madeTime();
  const failing = async () => {
    throw new Error("500");
  };
  await expect(driveOpen([failing], { rate: 10, seconds: 1, graceSeconds: 1 }, time)).rejects.toThrow("500");
});

test.each([1000, 100, 8, 300])("begun at %i a second, the highest rate is found to a tenth of it", async (first) => {
  const limit = 137;
  const { highest, tries } = await findHighest(first, async (rate) => ({ ok: rate <= limit, run: rate }), 20);
  expect(highest).toBeLessThanOrEqual(limit);
  expect(highest).toBeGreaterThanOrEqual(limit * 0.85);
  expect(tries.length).toBeLessThanOrEqual(12);
});

test("a machine that holds nothing is told so", async () => {
  const { highest } = await findHighest(4, async () => ({ ok: false, run: 0 }));
  expect(highest).toBe(0);
});
