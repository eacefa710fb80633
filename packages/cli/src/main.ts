#!/usr/bin/env node
import { parseArgs } from "node:util";
import { addStaff } from "./add-staff.ts";
import { importCatalog } from "./import-catalog.ts";
import { openShop } from "./open-shop.ts";
import { reindex } from "./reindex.ts";
import { reset } from "./reset.ts";
import { CommandError, find } from "./target.ts";

const help = `souk: a shop's catalog and stage from the command line

  souk catalog import FILE    import Shopify's product CSV
      --currency EUR          what its prices are in (default: the shop's first)
      --stock keep|set        keep levels that exist (default), or set them to the file's quantities
  souk catalog reindex        make what search knows anew from the products
  souk shop close             show a page for a closed shop to all but staff
      --message TEXT          instead of the site's own words
  souk shop open              open it again
  souk staff add EMAIL        let somebody sign in as staff, with a code that is mailed there
      --role viewer           owner, manager, support, fulfillment or viewer
      --name NAME             how they are called
  souk reset                  forget the offline stage's state and start afresh at the next start
      --state DIR             the state folder (default .souk)

  --api URL  --key KEY        where and as whom; else SOUK_API and SOUK_KEY, else the running offline stage
`;

const options = {
  api: { type: "string" },
  key: { type: "string" },
  currency: { type: "string" },
  stock: { type: "string" },
  role: { type: "string" },
  name: { type: "string" },
  message: { type: "string" },
  state: { type: "string", default: ".souk" },
  help: { type: "boolean", short: "h" },
} as const;

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [noun, verb, file] = positionals;
  if (values.help || noun === undefined) return console.log(help);
  if (noun === "reset") return reset(values.state);
  if (noun === "shop" && (verb === "open" || verb === "close")) return openShop(find(values), verb === "open", values.message);
  if (noun === "catalog" && verb === "reindex") return reindex(find(values));
  if (noun === "catalog" && verb === "import") {
    if (!file) throw new CommandError("Name the file to import: souk catalog import FILE");
    if (values.stock !== undefined && values.stock !== "keep" && values.stock !== "set") throw new CommandError("--stock is keep or set.");
    return importCatalog(find(values), file, { currency: values.currency, stock: values.stock });
  }
  if (noun === "staff" && verb === "add") {
    if (!file?.includes("@")) throw new CommandError("Name the address to add: souk staff add EMAIL --role owner");
    return addStaff(find(values), file, values);
  }
  throw new CommandError(`There is no command "${positionals.join(" ")}": see souk --help`);
}

/** A sentence for what the caller can mend; a bug keeps its stack. */
function sentenceOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const known = error instanceof CommandError || (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
  return known ? error.message : error;
}

try {
  await run();
} catch (error) {
  console.error(sentenceOf(error));
  process.exitCode = 1;
}
