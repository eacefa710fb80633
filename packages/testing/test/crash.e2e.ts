import { confirm, dropState, fillCart, newState, place, type Placed, quote, sell, send, type Stage, startStage } from "@souk/testing";
import { afterAll, expect, test } from "vitest";

const state = newState();
afterAll(() => dropState(state));

interface Acknowledged {
  placed: Placed[];
  paid: Set<string>;
}

/** Shops until the process dies; remembers what was acknowledged. */
async function shopUntilCrash(stage: Stage, journal: Acknowledged): Promise<void> {
  for (;;) {
    try {
      const basket = await fillCart(stage.api, [{ sku: "CRASH", quantity: 1 }]);
      const { status, body } = await place(stage.api, basket, await quote(stage.api, basket));
      if (status !== 201) continue;
      journal.placed.push(body);
      const answer = await confirm(stage.api, body, "pm_card_visa");
      if (answer.status === 200 && answer.body.status === "captured") journal.paid.add(body.orderId);
    } catch {
      return;
    }
  }
}

interface OrderAnswer {
  status: string;
  paymentStatus: string;
}

test("kill -9 under load, three times: no acknowledged order is lost, every event arrives, no charge without its order", async () => {
  const journal: Acknowledged = { placed: [], paid: new Set() };
  for (let round = 0; round < 3; round += 1) {
    const stage = await startStage({ state });
    if (round === 0) await sell(stage, { sku: "CRASH", quantity: 100_000 });
    const shoppers = Array.from({ length: 4 }, () => shopUntilCrash(stage, journal));
    // Under load, and in the middle of it: some orders further than at the last crash, then at any instant.
    const enough = journal.placed.length + 8;
    while (journal.placed.length < enough) await new Promise((resolve) => setTimeout(resolve, 20));
    await new Promise((resolve) => setTimeout(resolve, 100 + 200 * Math.random()));
    await stage.kill();
    await Promise.all(shoppers);
  }

  const stage = await startStage({ state });
  try {
    await stage.settled(60);
    expect(journal.placed.length).toBeGreaterThan(10);
    const orders = new Map<string, OrderAnswer>();
    for (const { orderId } of journal.placed) {
      const { status, body } = await send<OrderAnswer>(stage.api, "GET", `/v1/orders/${orderId}`, { key: stage.keys.staff });
      expect(status, orderId).toBe(200);
      orders.set(orderId, body);
    }
    for (const orderId of journal.paid) expect(orders.get(orderId)?.paymentStatus).toBe("paid");

    const charges = (await stage.ledger()).filter((entry) => entry.kind === "charge").map((entry) => entry.orderId);
    expect(new Set(charges).size, "one charge an order").toBe(charges.length);
    // A charge whose webhook died with the provider is found when the order's hold ends.
    const advance = {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ milliseconds: 31 * 60_000 }),
    };
    await stage.control("/api/clock/advance", advance);
    await stage.settled(60);
    for (const orderId of charges) {
      const { body } = await send<OrderAnswer>(stage.api, "GET", `/v1/orders/${orderId}`, { key: stage.keys.staff });
      expect(body.paymentStatus, orderId).toBe("paid");
    }
    const mails = await stage.mails();
    for (const { orderId } of journal.placed.filter((placed) => journal.paid.has(placed.orderId))) {
      expect(
        mails.some((mail) => mail.text.includes(orderId)),
        `a mail for ${orderId}`,
      ).toBe(true);
    }
    const { queues } = await stage.control<{ queues: { visible: number; deadLetterOf?: string }[] }>("/api/state");
    expect(queues.filter((queue) => queue.deadLetterOf && queue.visible > 0)).toEqual([]);
  } finally {
    await stage.stop();
  }
});
