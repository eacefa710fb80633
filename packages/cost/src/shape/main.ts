/** `npm run shape`: what an order costs while the table grows. `--long` up to 100,000 products and orders, which takes minutes. */
import { spread, sweep } from "./sweep.ts";

const long = process.argv.includes("--long");
const sizes = long ? [100, 10_000, 100_000] : [100, 1000, 10_000];

console.log("| products | orders | browse: calls, read | order: calls | write | read | $ / million |");
console.log("| --: | --: | --: | --: | --: | --: | --: |");
const points = await sweep({ products: sizes, orders: sizes }, ({ products, orders, browse, order, usd }) =>
  console.log(`| ${products} | ${orders} | ${browse.calls}, ${browse.read} | ${order.calls} | ${order.write} | ${order.read} | ${usd} |`),
);
const apart = spread(points.map(({ usd }) => usd));
console.log(`\nThe dearest order is ${apart} % above the cheapest.`);
if (apart > 10) process.exitCode = 1;
