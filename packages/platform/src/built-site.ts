import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const files: Record<string, string> = {
  "package.json": JSON.stringify({ name: "site", scripts: { build: "true" } }),
  "app.config.ts": "export default {};\n",
  ".output/nitro.json": JSON.stringify({ preset: "aws-lambda", config: { awsLambda: { streaming: true } } }),
  ".output/server/index.mjs": "export const handler = async () => ({ statusCode: 200 });\n",
  ".output/public/favicon.ico": "x",
  ".output/public/assets/app.js": "x",
};

/** A root in which the named sites look as Nitro's aws-lambda preset leaves them: the program evaluates before any build. */
export function builtSites(folder: string, sites: string[]): string {
  for (const site of sites) {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folder, site, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
  return folder;
}
