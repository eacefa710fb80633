/**
 * `npm run shape`: what an order costs, and how long a journey takes, while the table grows. `--long` up to 100,000 products and orders,
 * which takes ten minutes. It fails on what an order costs; times are for reading.
 */
import { spread, sweep } from "./sweep.ts";

const long = process.argv.includes("--long");
const sizes = long ? [100, 10_000, 100_000] : [100, 1000, 10_000];

console.log("| products | orders | browse: calls, read | order: calls | write | read | $ / million | a journey, ms |");
console.log("| --: | --: | --: | --: | --: | --: | --: | --: |");
const points = await sweep({ products: sizes, orders: sizes, timed: 51 }, ({ products, orders, browse, order, usd, milliseconds = 0 }) =>
  console.log(
    `| ${products} | ${orders} | ${browse.calls}, ${browse.read} | ${order.calls} | ${order.write} | ${order.read} | ${usd} | ${milliseconds.toFixed(1)} |`,
  ),
);
const apart = spread(points.map(({ usd }) => usd));
const times = points.map(({ milliseconds = 1 }) => milliseconds);
const [least, most] = [Math.min(...times), Math.max(...times)];
const around = (((most - least) / (most + least)) * 100).toFixed(1);
console.log(
  `\nThe dearest order is ${apart} % above the cheapest; a journey, the best of 51 each, stays within ${around} % of the middle.`,
);
if (apart > 10) process.exitCode = 1;
