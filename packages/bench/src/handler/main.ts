/**
 * `npm run bench:handler [-- --times 300] [--platform]`: the domains' own APIs in this process, with the offline stage's database in
 * another. Says the CPU time of one operation here, and what the handler takes of it alone, its calls of the table answered with what
 * they were answered before. `--platform` lets Hono answer with the platform's classes, as no function does.
 */
import { parseArgs } from "node:util";
import { median, short, table } from "../figure.ts";
import { asInFunctions } from "./as-in-functions.ts";

const { values } = parseArgs({
  options: { times: { type: "string", default: "300" }, platform: { type: "boolean", default: false } },
});
if (!values.platform) await asInFunctions();
const { stockGoods } = await import("@souk/cost/goods");
const { startProcessShop } = await import("@souk/cost/process");
const times = Number(values.times);
const address = { name: "Ada Byron", line1: "Torstraße 1", postalCode: "10119", city: "Berlin", country: "DE" };
type Command = Parameters<Awaited<ReturnType<typeof startProcessShop>>["send"]>[0];

const shop = await startProcessShop();
const { client } = shop.ctx.table;
const send = client.send.bind(client);
let given: unknown[] = [];
const remembering: typeof send = async (command: Command) => {
  const answer = await send(command);
  given.push(answer);
  return answer;
};
/** Answers as the table did, in the same order, without it. */
function repeating(answers: unknown[]): typeof send {
  let next = 0;
  return async () => answers[next++ % answers.length] as never;
}

async function ask(method: string, path: string, body?: unknown, token?: string, idempotent = false) {
  const reply = await shop.request({ method, path, body, token, idempotent } as never);
  if (reply.status > 299) throw new Error(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body as Record<string, never>;
}

/** Milliseconds of CPU that one run takes, the median of batches. */
async function cpuOf(run: (index: number) => Promise<unknown>): Promise<number> {
  const batch = 20;
  const found: number[] = [];
  for (let at = 0; at < times; at += batch) {
    const from = process.cpuUsage();
    for (let index = at; index < at + batch; index += 1) await run(index);
    const { user, system } = process.cpuUsage(from);
    found.push((user + system) / 1000 / batch);
  }
  // The first half is the compiler's.
  return median(found.slice(found.length / 2));
}

interface Prepared {
  cartId: string;
  token: string;
  shippingOptionId: string;
  expectedTotal: unknown;
}

try {
  const goods = await stockGoods(shop.ctx, 3);
  const [first] = goods;
  const lines = goods.map(({ sku }) => ({ sku, quantity: 1 }));
  const carts: Prepared[] = [];
  for (let index = 0; index < times + 20; index += 1) {
    const { cartId, token } = await ask("POST", "/v1/carts", { country: "DE", lines });
    const { shippingOptions } = await ask("POST", "/v1/checkout/quotes", { cartId }, token);
    const shippingOptionId = (shippingOptions as unknown as { id: string }[])[0]?.id ?? "";
    const { expectedTotal } = await ask("POST", "/v1/checkout/quotes", { cartId, shippingOptionId }, token);
    carts.push({ cartId: String(cartId), token: String(token), shippingOptionId, expectedTotal });
  }
  const place = (index: number) => {
    const { token, ...cart } = carts[index] as Prepared;
    return ask("POST", "/v1/checkout", { ...cart, email: "ada@example.com", shippingAddress: address }, token, true);
  };
  const operations: Record<string, (index: number) => Promise<unknown>> = {
    "product read": () => ask("GET", `/v1/catalog/products/${first?.handle}?country=DE`),
    "category page": () => ask("GET", "/v1/catalog/products?category=kitchen/mugs"),
    "line put into a cart": (index) =>
      ask("PUT", `/v1/carts/${carts[times]?.cartId}/lines/${first?.sku}`, { quantity: 1 + (index % 9) }, carts[times]?.token),
    "checkout of three lines": place,
  };
  const rows: string[][] = [];
  for (const [name, run] of Object.entries(operations)) {
    const all = await cpuOf(run);
    given = [];
    client.send = remembering;
    await run(times + 1);
    client.send = repeating(given);
    const own = await cpuOf(() => run(times + 1));
    client.send = send;
    rows.push([name, String(given.length), short(all), short(own)]);
  }
  console.log(`Node ${process.version}, ${times} times each; CPU milliseconds, medians.\n`);
  console.log(table(["operation", "calls of the table", "all", "the handler's own"], rows));
} finally {
  await shop.stop();
}
