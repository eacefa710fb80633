import {
  type CartOperation,
  cartSpecification,
  judge,
  linesOf,
  type OrderOperation,
  orderSpecification,
  type OrderState,
  type StockOperation,
  stockSpecification,
  stuckText,
} from "@souk/simulation/history";
import { type Basket, confirm, fillCart, newKey, place, type Placed, quote, type Quote, sell, send, type Stage } from "@souk/testing";

/** What was recorded of one kind of thing, and what no order of its operations explains. */
export interface Recorded {
  operations: number;
  unexplained: string[];
}

interface Answer {
  status: number;
  body: { code?: string };
}
const coded = ({ status, body }: Answer): { code: string } | undefined =>
  status < 300 ? undefined : { code: body.code ?? `http.${status}` };

interface Timed<O> {
  output: O | undefined;
  calledAt: number;
  answeredAt: number;
}

/** Runs as many at once as there are clients, each of them one after the other. */
async function clients(count: number, each: number, act: (client: number, turn: number) => Promise<void>): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, async (_, client) => {
      for (let turn = 0; turn < each; turn += 1) await act(client, turn);
    }),
  );
}
const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;

/** Writes down an operation with the instants around it. */
async function timed<O>(run: () => Promise<O>): Promise<Timed<O>> {
  const calledAt = performance.now();
  const output = await run();
  return { output, calledAt, answeredAt: performance.now() };
}

interface CartBody {
  lines: { sku: string; quantity: number }[];
  country: string;
  version: number;
  status: string;
  code?: string;
}

/** Undefined while the others have emptied the cart. */
async function quoteUnlessEmpty(stage: Stage, basket: Basket): Promise<Quote | undefined> {
  try {
    return await quote(stage.api, basket);
  } catch (error) {
    if (error instanceof Error && error.message.endsWith("checkout.empty_cart")) return undefined;
    throw error;
  }
}

/** Several clients fill and place the same carts. */
export async function recordCarts(stage: Stage, { carts, each }: { carts: number; each: number }): Promise<Recorded> {
  const skus = ["LINE-A", "LINE-B"];
  for (const sku of skus) await sell(stage, { sku, quantity: 1_000_000 });
  const history: CartOperation[] = [];
  for (let done = 0; done < carts; done += 1) {
    const basket = await fillCart(stage.api, []);
    const { cartId, token } = basket;
    const shown = (answer: Answer & { body: CartBody }) =>
      coded(answer) ?? {
        cart: { lines: linesOf(answer.body.lines), version: answer.body.version, closed: answer.body.status === "closed" },
      };
    await clients(4, each, async (client, turn) => {
      if (client === 0 && turn === each - 2) {
        const quoted = await quoteUnlessEmpty(stage, basket);
        if (quoted) {
          const told = await timed(async () => coded(await place(stage.api, basket, quoted)) ?? { cart: { closed: true } });
          return void history.push({ key: cartId, input: { act: "place" }, ...told });
        }
      }
      if (Math.random() < 0.25) {
        const told = await timed(async () => shown(await send<CartBody>(stage.api, "GET", `/v1/carts/${cartId}`, { token })));
        return void history.push({ key: cartId, input: { act: "read" }, ...told });
      }
      const [sku, quantity] = [pick(skus), Math.floor(Math.random() * 4)];
      const path = `/v1/carts/${cartId}/lines/${sku}`;
      const told = await timed(async () => shown(await send<CartBody>(stage.api, "PUT", path, { token, body: { quantity } })));
      history.push({ key: cartId, input: { act: "set", sku, quantity }, ...told });
    });
  }
  const begin = { lines: {}, country: "DE", version: 1, closed: false };
  return { operations: history.length, unexplained: judge(history, () => cartSpecification(begin)).map(stuckText) };
}

/** Many buy, count and look at the same goods. */
export async function recordStock(stage: Stage, { skus, each }: { skus: number; each: number }): Promise<Recorded> {
  const begin = { onHand: 20, available: 20 };
  const history: StockOperation[] = [];
  const names = Array.from({ length: skus }, (_, index) => `HISTORY-${index}`);
  for (const sku of names) await sell(stage, { sku, quantity: begin.onHand });
  const key = stage.keys.staff;
  for (const sku of names) {
    await clients(6, each, async (client) => {
      const chance = Math.random();
      if (chance < 0.5) {
        const quantity = 1 + Math.floor(Math.random() * 2);
        const basket = await fillCart(stage.api, [{ sku, quantity }]);
        const quoted = await quote(stage.api, basket);
        const told = await timed(async () => coded(await place(stage.api, basket, quoted)) ?? {});
        return void history.push({ key: sku, input: { act: "reserve", quantity }, ...told });
      }
      if (chance < 0.75) {
        const path = `/v1/inventory/${sku}`;
        const told = await timed(async () => {
          const answer = await send<{ onHand: number; available: number; code?: string }>(stage.api, "GET", path, { key });
          return coded(answer) ?? { onHand: answer.body.onHand, available: answer.body.available };
        });
        return void history.push({ key: sku, input: { act: "read" }, ...told });
      }
      const delta = 1 + Math.floor(Math.random() * 3) - (client % 2) * 3;
      const told = await timed(async () => {
        const body = { delta, reason: "correction" };
        const answer = await send<{ onHand: number; code?: string }>(stage.api, "POST", `/v1/inventory/${sku}/adjustments`, {
          key,
          body,
          idempotency: newKey(),
        });
        return coded(answer) ?? { onHand: answer.body.onHand };
      });
      history.push({ key: sku, input: { act: "adjust", delta }, ...told });
    });
  }
  return { operations: history.length, unexplained: judge(history, () => stockSpecification(begin)).map(stuckText) };
}

/** Shopper and staff pay, ship, cancel and look at the same orders. */
export async function recordOrders(stage: Stage, { orders, each }: { orders: number; each: number }): Promise<Recorded> {
  const ordered = 3;
  await sell(stage, { sku: "ORDERED", quantity: 1_000_000 });
  const history: OrderOperation[] = [];
  const key = stage.keys.staff;
  for (let done = 0; done < orders; done += 1) {
    const basket = await fillCart(stage.api, [{ sku: "ORDERED", quantity: ordered }]);
    const { body: order } = await place(stage.api, basket, await quote(stage.api, basket));
    // What reactions do of their own accord, whenever they come.
    for (const act of ["complete", "refund"] as const)
      history.push({ key: order.orderId, input: { act }, output: undefined, calledAt: 0, answeredAt: Infinity });
    await clients(4, each, async () => void history.push({ key: order.orderId, ...(await actOnOrder(stage, order, key)) }));
  }
  const begin = { status: "open", paymentStatus: "unpaid", fulfillmentStatus: "unfulfilled", version: 1, shipped: 0, ordered } as const;
  return { operations: history.length - 2 * orders, unexplained: judge(history, () => orderSpecification(begin)).map(stuckText) };
}

async function actOnOrder(stage: Stage, order: Placed, key: string): Promise<Omit<OrderOperation, "key">> {
  const path = `/v1/orders/${order.orderId}`;
  const shown = (answer: Answer & { body: OrderState }) => {
    const { status, paymentStatus, fulfillmentStatus, version } = answer.body;
    return coded(answer) ?? { state: { status, paymentStatus, fulfillmentStatus, version } };
  };
  const post = (end: string, body?: unknown) => () =>
    send<OrderState & { code?: string }>(stage.api, "POST", path + end, { key, idempotency: newKey(), ...(body ? { body } : {}) }).then(
      shown,
    );
  switch (pick(["confirm", "ship", "ship", "cancel", "read", "read"] as const)) {
    case "confirm": {
      const told = await timed(async () => coded(await confirm(stage.api, order, "pm_card_visa")) ?? { state: {} });
      return { input: { act: "confirm" }, ...told };
    }
    case "ship": {
      const quantity = pick([1, 2]);
      return { input: { act: "ship", quantity }, ...(await timed(post("/fulfillments", { lines: [{ sku: "ORDERED", quantity }] }))) };
    }
    case "cancel":
      // Now and then: most orders should see more than that.
      if (Math.random() < 0.3) return { input: { act: "cancel" }, ...(await timed(post("/cancel"))) };
  }
  const read = () => send<OrderState & { code?: string }>(stage.api, "GET", path, { key }).then(shown);
  return { input: { act: "read" }, ...(await timed(read)) };
}
