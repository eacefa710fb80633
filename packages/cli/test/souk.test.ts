import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { commandOf } from "@souk/testing/command";
import { expect, test } from "vitest";

const { folder: empty, run: souk } = commandOf(path.resolve(import.meta.dirname, "../src/main.ts"));

test("without a command it says what there is", () =>
  expect(souk()).toMatchObject({ status: 0, out: expect.stringContaining("souk catalog import FILE") }));

test.each([
  [["fly"], 'There is no command "fly": see souk --help'],
  [["catalog", "import"], "Name the file to import: souk catalog import FILE"],
  [["catalog", "import", "x.csv", "--stock", "all"], "--stock is keep or set."],
  [["catalog", "import", "x.csv"], 'No stage is running here: start it with "npm run dev", or give --api and --key.'],
  [["catalog", "import", "x.csv", "--api", "http://127.0.0.1:1", "--key", "k"], `${path.join(empty, "x.csv")} cannot be read.`],
  [["staff", "add"], "Name the address to add: souk staff add EMAIL --role owner"],
  [
    ["staff", "add", "ada@example.com", "--role", "king", "--api", "http://127.0.0.1:1", "--key", "k"],
    "--role is one of owner, manager, support, fulfillment, viewer.",
  ],
  [["staff", "add", "ada@example.com", "--api", "http://127.0.0.1:9", "--key", "k"], "http://127.0.0.1:9 does not answer."],
  [["--fast"], expect.stringContaining("--fast")],
])("souk %j ends in one sentence", (args, sentence) => {
  const { status, error } = souk(...args);
  expect(status).toBe(1);
  expect(error).toEqual(sentence);
  expect(error).not.toContain("    at ");
});

test("an API that does not answer is said so", () => {
  writeFileSync(path.join(empty, "goods.csv"), "Handle,Title\n");
  const { status, error } = souk("catalog", "import", "goods.csv", "--api", "http://127.0.0.1:9", "--key", "k");
  expect([status, error]).toEqual([1, "http://127.0.0.1:9 does not answer."]);
});

test("reset leaves a folder alone that is no state folder", () => {
  const folder = path.join(empty, "mine");
  mkdirSync(folder);
  writeFileSync(path.join(folder, "thesis.txt"), "years of work");
  expect(souk("reset", "--state", folder)).toMatchObject({
    status: 1,
    error: `${folder} is no state folder of the offline stage: it was left alone.`,
  });
  expect(existsSync(path.join(folder, "thesis.txt"))).toBe(true);
});

test("reset of what is not there is no error", () =>
  expect(souk("reset", "--state", path.join(empty, "none"))).toMatchObject({ status: 0 }));
