import { expect, test } from "vitest";
import { cart } from "./cart.ts";
import { order } from "./order.ts";
import { payment, refunds } from "./payment.ts";
import { hold, long } from "./rig.ts";
import { stock } from "./stock.ts";

test.each(Object.entries({ cart, stock, order, payment, refunds }))(
  `${long.runs} sequences of up to ${long.commands} commands leave no %s that differs from its model`,
  async (_, domain) => {
    const result = await hold(domain, long);
    expect(result.failed, result.report).toBe(false);
    expect(result.numRuns).toBe(long.runs);
  },
);
