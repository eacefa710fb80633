/** `npm run smoke -- --api URL [--web URL] [--buy | --look]`: a shopper's way through a stage. Exits with 1 and a sentence when it ends early. */
import { parseArgs } from "node:util";
import { smoke } from "./journey.ts";

const url = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;
const { values } = parseArgs({ options: { api: url, web: url, buy: flag, look: flag } });

try {
  if (!values.api) throw new Error("Say where: npm run smoke -- --api URL --web URL");
  if (values.buy && values.look) throw new Error("--buy or --look, not both.");
  await smoke({ api: values.api, web: values.web, buy: !values.look, say: (line) => console.log(`ok   ${line}`) });
} catch (error) {
  console.error(`FAIL ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
