/**
 * Fills a stage with the demo shop: settings and products through the API, as anybody could, then past orders through the domains with
 * a clock of their own. Runs with a function's environment (links, endpoints) and SOUK_API, SOUK_KEY, and SOUK_PROGRESS, the file
 * that remembers how far it came. Broken off, it goes on at its next run: what is there already is left alone.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { seedCatalog, seedShop } from "./catalog.ts";
import { seedOwner } from "./owner.ts";
import { seedOrders } from "./past-order.ts";

const { SOUK_API: api, SOUK_KEY: key, SOUK_PROGRESS: file } = process.env;
if (!api || !key || !file) {
  console.error("The demo shop needs SOUK_API, SOUK_KEY and SOUK_PROGRESS.");
  process.exit(1);
}

const progress = {
  read: () => {
    try {
      return Number(readFileSync(file, "utf8"));
    } catch {
      return 0;
    }
  },
  write: (count: number) => writeFileSync(file, String(count)),
};

try {
  await seedShop({ api, key });
  await seedOwner({ api, key });
  await seedCatalog({ api, key });
  console.log("Products are on sale.");
  const count = await seedOrders({ orders: 200, days: 90, progress });
  console.log(`${count} past orders were placed.`);
} catch (error) {
  if (process.argv.includes("--verbose")) console.error(error);
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
process.exit();
