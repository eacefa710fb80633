/** `npm run cache`: visits replayed over the headers of the shop's own answers. */
import { stockGoods } from "../process/goods.ts";
import { originOf, startProcessShop } from "../process/shop.ts";
import { remembering, replay } from "./replay.ts";

const shop = await startProcessShop();
try {
  const [first] = await stockGoods(shop.ctx, 1);
  if (!first) throw new Error("nothing is for sale");
  const origin = remembering(originOf(shop, first));
  console.log("| products | visitors a minute | GETs | without origin | oldest answer |\n| --: | --: | --: | --: | --: |");
  for (const count of [100, 1000])
    for (const visitorsPerMinute of [10, 100, 1000]) {
      const products = Array.from({ length: count }, (_, index) => ({ handle: `product-${index}`, sku: `SKU-${index}` }));
      const { requests, withoutOrigin, oldest } = await replay(origin, { products, visitorsPerMinute, minutes: 20 });
      console.log(`| ${count} | ${visitorsPerMinute} | ${requests} | ${withoutOrigin} % | ${oldest} s |`);
    }
} finally {
  await shop.stop();
}
