import { expect } from "vitest";
import { sell } from "./product.ts";
import { confirm, fillCart, place, type Placed, quote, send } from "./shopper.ts";
import { dropState, newState, type Stage, startStage } from "./stage.ts";

/** What clients were told. */
interface Journal {
  placed: Placed[];
  paid: Set<string>;
}

/**
 * Shops on the real stage, ends it with kill -9 at any instant under load, starts it again, so many rounds; then expects that all that
 * was acknowledged is there, that every event arrived, and that no charge is without its order. Returns what the rounds did.
 */
export async function crashRounds(rounds: number): Promise<{ placed: number; paid: number; charges: number }> {
  const state = newState();
  const journal: Journal = { placed: [], paid: new Set() };
  try {
    for (let round = 0; round < rounds; round += 1) await crashOnce(state, journal, round === 0);
    const stage = await startStage({ state });
    try {
      return await inspect(stage, journal);
    } finally {
      await stage.stop();
    }
  } finally {
    dropState(state);
  }
}

async function crashOnce(state: string, journal: Journal, first: boolean): Promise<void> {
  const stage = await startStage({ state });
  if (first) await sell(stage, { sku: "CRASH", quantity: 100_000 });
  const crash = { happened: false };
  const shoppers = Array.from({ length: 4 }, () => shopUntil(crash, stage, journal));
  // Under load, and in the middle of it: some orders further than at the last crash, then at any instant.
  const enough = journal.placed.length + 8;
  while (journal.placed.length < enough) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => setTimeout(resolve, 300 * Math.random()));
  await stage.kill();
  crash.happened = true;
  await Promise.all(shoppers);
}

async function shopUntil(crash: { happened: boolean }, stage: Stage, journal: Journal): Promise<void> {
  while (!crash.happened) await shop(stage, journal).catch(() => new Promise((resolve) => setTimeout(resolve, 50)));
}

async function shop(stage: Stage, journal: Journal): Promise<void> {
  const basket = await fillCart(stage.api, [{ sku: "CRASH", quantity: 1 }]);
  const { status, body } = await place(stage.api, basket, await quote(stage.api, basket));
  if (status !== 201) return;
  journal.placed.push(body);
  const answer = await confirm(stage.api, body, "pm_card_visa");
  if (answer.status === 200 && answer.body.status === "captured") journal.paid.add(body.orderId);
}

async function inspect(stage: Stage, journal: Journal) {
  await stage.settled(60);
  const paymentStatus = async (orderId: string) => {
    const { status, body } = await send<{ paymentStatus: string }>(stage.api, "GET", `/v1/orders/${orderId}`, { key: stage.keys.staff });
    return status === 200 ? body.paymentStatus : `answered ${status}`;
  };
  for (const { orderId } of journal.placed) {
    const expected = journal.paid.has(orderId) ? /^paid$/ : /^(paid|unpaid)$/;
    expect(await paymentStatus(orderId), orderId).toMatch(expected);
  }

  const charges = (await stage.ledger()).filter((entry) => entry.kind === "charge").map((entry) => entry.orderId);
  expect(new Set(charges).size, "one charge an order").toBe(charges.length);
  // A charge whose webhook died with the provider is found when the order's hold ends.
  const headers = { "content-type": "application/json" };
  await stage.control("/api/clock/advance", { method: "POST", headers, body: JSON.stringify({ milliseconds: 31 * 60_000 }) });
  await stage.settled(60);
  for (const orderId of charges) expect(await paymentStatus(orderId), orderId).toBe("paid");

  const mails = await stage.mails();
  const unheard = [...journal.paid].filter((orderId) => !mails.some((mail) => mail.text.includes(orderId)));
  expect(unheard, "paid and without a mail").toEqual([]);
  const { queues } = await stage.control<{ queues: { visible: number; deadLetterOf?: string }[] }>("/api/state");
  expect(queues.filter((queue) => queue.deadLetterOf && queue.visible > 0)).toEqual([]);
  return { placed: journal.placed.length, paid: journal.paid.size, charges: charges.length };
}
