import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";

const module = path.resolve(import.meta.dirname, "../src/chromium.ts");
const find = (env: Record<string, string>) =>
  spawnSync(
    process.execPath,
    ["-e", `import("${module}").then((m) => console.log(m.findChromium())).catch((e) => { console.log(e.message); })`],
    {
      encoding: "utf8",
      env,
    },
  ).stdout.trim();

test("CHROME_PATH comes first", () => expect(find({ CHROME_PATH: process.execPath })).toBe(process.execPath));

test("a CHROME_PATH that names nothing is said so", () =>
  expect(find({ CHROME_PATH: "/nowhere/chrome" })).toBe("CHROME_PATH names /nowhere/chrome, and there is no such file."));
