/** `npm run cache`: visits replayed over the headers of the shop's own answers, and over the rule for its pages. */
import { stockGoods } from "../process/goods.ts";
import { originOf, startProcessShop } from "../process/shop.ts";
import { manyCountries, oneCountry, replayPages } from "./page.ts";
import { remembering, replay } from "./replay.ts";

const mixes = [100, 1000].flatMap((count) =>
  [10, 100, 1000].map((visitorsPerMinute) => ({
    products: Array.from({ length: count }, (_, index) => ({ handle: `product-${index}`, sku: `SKU-${index}` })),
    visitorsPerMinute,
    minutes: 20,
  })),
);
const shop = await startProcessShop();
try {
  const [first] = await stockGoods(shop.ctx, 1);
  if (!first) throw new Error("nothing is for sale");
  const origin = remembering(originOf(shop, first));
  console.log("| products | visitors a minute | GETs of the API | without origin | oldest answer |\n| --: | --: | --: | --: | --: |");
  for (const mix of mixes) {
    const { requests, withoutOrigin, oldest } = await replay(origin, mix);
    console.log(`| ${mix.products.length} | ${mix.visitorsPerMinute} | ${requests} | ${withoutOrigin} % | ${oldest} s |`);
  }
  console.log(
    "\n| products | visitors a minute | strangers' pages | without origin, one country | many countries | of all pages | oldest page |",
  );
  console.log("| --: | --: | --: | --: | --: | --: | --: |");
  for (const mix of mixes) {
    const [one, many] = [await replayPages(mix, oneCountry), await replayPages(mix, manyCountries)];
    const shares = `${one.withoutOrigin} % | ${many.withoutOrigin} % | ${many.ofAll} %`;
    console.log(`| ${mix.products.length} | ${mix.visitorsPerMinute} | ${many.strangers} | ${shares} | ${many.oldest} s |`);
  }
} finally {
  await shop.stop();
}
