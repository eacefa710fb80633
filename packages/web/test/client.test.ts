import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const source = join(import.meta.dirname, "../src");
const files = ["entry-client.tsx", ...readdirSync(join(source, "client")).map((name) => join("client", name))];

test("scripts for the browser import each other and the style sheet, nothing of the server and no library", () => {
  const imports = files.flatMap((file) =>
    [...readFileSync(join(source, file), "utf8").matchAll(/^import .*"(.+)";$/gm)].map(([, path]) => path),
  );
  expect(imports.length).toBeGreaterThan(4);
  for (const path of imports) expect(path).toMatch(/^\.\/(?:client\/[a-z-]+\.ts|style\/index\.css|[a-z-]+\.ts)$/);
});
