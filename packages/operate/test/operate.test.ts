import path from "node:path";
import { commandOf } from "@souk/testing/command";
import { expect, test } from "vitest";

const { run: operate } = commandOf(path.resolve(import.meta.dirname, "../src/main.ts"));

test("without a command it says what there is", () =>
  expect(operate()).toMatchObject({ status: 0, out: expect.stringContaining("queues redrive NAME") }));

test.each([
  [["fly"], 'There is no command "fly": see npm run operate -- --help'],
  [["queues", "list"], 'No stage is running here: start it with "npm run dev", or name one on AWS with --stage.'],
  [["queues", "redrive"], "Name the consumer whose dead letters go back: queues redrive Order"],
  [["events", "republish"], "--since is a time such as 2026-11-21T08:00Z."],
  [["events", "republish", "--since", "2026-11-21T08:00Z", "--until", "soon"], "--until is a time such as 2026-11-21T08:00Z."],
  [["--fast"], expect.stringContaining("--fast")],
])("operate %j ends in one sentence", (args, sentence) => {
  const { status, error } = operate(...args);
  expect([status, error]).toEqual([1, sentence]);
  expect(error).not.toContain("    at ");
});
