import { transact } from "@souk/core";
import { Order } from "@souk/order";
import { Payment } from "@souk/payment";
import { reactions } from "@souk/payment/consumer";
import { reactionsWith } from "@souk/payment/hold";
import fc from "fast-check";
import { receive } from "../../../payment/src/webhook.ts";
import { readBooks } from "../../src/check/books.ts";
import type { Evidence } from "../../src/check/evidence.ts";
import { checkMoney } from "../../src/check/money.ts";
import { type PaymentBook, type PaymentInput, type PaymentOperation, paymentSpecification, type Shown } from "../../src/history/payment.ts";
import { type Command, operationOf } from "../../src/table/twin.ts";
import { draft } from "./draft.ts";
import { Provider } from "./provider.ts";
import { act, type Act, assertLinearizable, type Domain, type Rig } from "./rig.ts";

const total = 700;
const begin: PaymentBook = { total, order: "open", payment: "open", late: false, refunded: 0, aside: {} };
let heads: Order.Head[] = [];
let history: PaymentOperation[] = [];
let pages: string[] = [];
let provider: Provider | undefined;

function bank(): Provider {
  if (!provider) throw new Error("no provider");
  return provider;
}

/** Something that may come of what was begun, at any time from now. */
const perhaps = (rig: Rig, key: string, input: PaymentInput) =>
  history.push({ key, input, output: undefined, calledAt: rig.tick(), answeredAt: Infinity });

const statuses: Partial<Record<string, Shown["status"]>> = {
  open: "open",
  requires_action: "open",
  captured: "captured",
  voided: "voided",
};
function shown({ status: told, captured, refunded }: Payment.State): { shown: Partial<Shown> } {
  // An attempt on its way may end either way, whatever became of the order.
  const status = statuses[told];
  return { shown: { ...(status ? { status } : {}), captured: captured.amount, refunded: refunded.amount } };
}

function confirm(rig: Rig, { orderId, paymentId }: Order.Head, paymentMethod: string): void {
  if (!paymentMethod.includes("Declined")) perhaps(rig, orderId, { act: "charge" });
  const attempt = () => Payment.confirm(rig.staff(), { paymentId, orderId, paymentMethod }, rig.ctx().id("clm"));
  rig.record(history, orderId, { act: "confirm" }, attempt, ({ status, nextAction }) => {
    if (nextAction) pages.push(nextAction.redirectUrl);
    // One that is not through says what it saw; by now it may be.
    return { shown: status === "captured" ? { status } : {} };
  });
}

function refund(rig: Rig, { orderId, paymentId }: Order.Head, amount: number | undefined): void {
  const name = rig.ctx().id("clm");
  const calledAt = rig.tick();
  const push = (input: PaymentInput, output: PaymentOperation["output"], answeredAt: number) =>
    history.push({ key: orderId, input, output, calledAt, answeredAt });
  rig.begin(
    () => Payment.refund(rig.staff(), { paymentId, amount }, name),
    (answer) => {
      const now = rig.tick();
      const setAside: PaymentInput = { act: "set aside", refund: name, amount };
      if (!("done" in answer)) {
        const refundable = answer.details["refundable"] as number | undefined;
        return push(setAside, { code: answer.code, refundable }, now);
      }
      const ended = answer.done.status === "succeeded";
      push(setAside, { shown: {} }, now);
      push({ act: "give back", refund: name }, { shown: {} }, ended ? now : Infinity);
      if (ended) push({ act: "read" }, { shown: { refunded: answer.done.totalRefunded.amount } }, now);
    },
  );
}

/** Reactions may fail and come again; whatever fails in the end is found when all is delivered. */
const anyhow = (work: Promise<unknown>): Promise<void> =>
  work.then(
    () => {},
    () => {},
  );
const hold = reactionsWith(async () => {});
const [ofHold] = hold;

async function expire(rig: Rig, { orderId }: Order.Head): Promise<void> {
  const placed = rig.events().find(({ type, subject }) => type === "order.placed" && subject === orderId);
  if (placed) await ofHold?.run(rig.ctx(), placed, { receives: 1 });
}

const read = (rig: Rig, { orderId, paymentId }: Order.Head) =>
  rig.record(history, orderId, { act: "read" }, () => Payment.get(rig.staff(), { paymentId, orderId }), shown);

/** All that waits comes, and nothing fails any more: webhooks, events and ends of holds, until none of them changes anything. */
const rounds = 4;
async function settle(rig: Rig): Promise<void> {
  bank().lost = 0;
  for (let round = 0; round < rounds; round += 1) {
    // What cannot be done yet comes again; the last time nothing may fail.
    const done = round === rounds - 1 ? (work: Promise<unknown>) => work : anyhow;
    for (const message of bank().webhooks) await done(receive(rig.ctx(), bank().delivery(message)));
    for (const event of rig.events()) await done(rig.deliver(event, reactions));
    rig.advance(40 * 60_000);
    for (const head of heads) await expire(rig, head);
  }
}

const onOrder = (name: string, run: (rig: Rig, head: Order.Head) => void): fc.Arbitrary<Act> =>
  fc.nat(1).map((index) =>
    act(`${name} ${index}`, (rig) => {
      const head = heads[index];
      if (head) run(rig, head);
    }),
  );
const pick = <T>(list: T[], index: number): T | undefined => list[index % Math.max(1, list.length)];

const cards = ["pm_card_visa", "pm_card_chargeDeclined", "pm_card_authenticationRequired"];

export const payment: Domain = {
  async prepare(rig) {
    provider = new Provider(rig);
    globalThis.fetch = provider.fetch as typeof fetch;
    pages = [];
    const drafts = [1, 2].map(() => draft(rig.ctx(), [{ sku: "MUG-BLUE", quantity: total / 100 }]));
    for (const one of drafts) await transact(rig.ctx(), Order.placing(rig.ctx(), one));
    heads = drafts.map(({ head }) => head);
    // What reactions may do of their own accord, once each.
    const own: PaymentInput[] = [
      { act: "void" },
      { act: "set aside", refund: "rest", amount: undefined },
      { act: "give back", refund: "rest" },
    ];
    history = heads.flatMap(({ orderId }) =>
      own.map((input) => ({ key: orderId, input, output: undefined, calledAt: 0, answeredAt: Infinity })),
    );
  },
  acts: [
    ...cards.map((card) => onOrder(`confirm ${card}`, (rig, head) => confirm(rig, head, card))),
    onOrder("cancel", (rig, { orderId }) =>
      rig.record(
        history,
        orderId,
        { act: "cancel" },
        () => Order.cancel(rig.staff(), { orderId }),
        () => ({ shown: {} }),
      ),
    ),
    onOrder("refund 300 of", (rig, head) => refund(rig, head, 300)),
    onOrder("refund the rest of", (rig, head) => refund(rig, head, undefined)),
    onOrder("read", read),
    onOrder("end the hold of", (rig, head) => {
      perhaps(rig, head.orderId, { act: "expire" });
      rig.begin(() => anyhow(expire(rig, head)));
    }),
    fc.constantFrom(20_000, 16 * 60_000).map((milliseconds) => act(`wait ${milliseconds / 1000} s`, (rig) => rig.advance(milliseconds))),
    fc.constant(act("lose an answer", () => void (bank().lost += 1))),
    fc.tuple(fc.nat(9), fc.constantFrom("approve", "decline")).map(([index, decision]) =>
      act(`${decision} ${index}`, (rig) => {
        const page = pick(pages, index);
        if (page) rig.begin(() => bank().bank(page, decision as "approve" | "decline"));
      }),
    ),
    fc.nat(9).map((index) =>
      act(`webhook ${index}`, (rig) => {
        const message = pick(bank().webhooks, index);
        if (message) rig.begin(() => receive(rig.ctx(), bank().delivery(message)));
      }),
    ),
    fc.nat(9).map((index) =>
      act(`deliver ${index}`, (rig) => {
        const event = pick(rig.events(), index);
        if (event) rig.begin(() => anyhow(rig.deliver(event, reactions)));
      }),
    ),
  ],
  async verify(rig) {
    for (const { orderId } of heads) perhaps(rig, orderId, { act: "expire" });
    await settle(rig);
    for (const head of heads) read(rig, head);
    await rig.ended();
    assertLinearizable(history, () => paymentSpecification(begin));
    const evidence = { items: rig.twin.items(), ledger: bank().ledger() } as unknown as Evidence;
    const found: string[] = [];
    checkMoney(evidence, readBooks(evidence), (invariant, message) => void found.push(`${invariant} ${message}`));
    if (found.length > 0) throw new Error(found.join("\n"));
  },
};

/** Refunds alone, of orders that are paid: for a race that takes several of them. */
export const refunds: Domain = {
  ...payment,
  async prepare(rig) {
    await payment.prepare(rig);
    for (const { orderId, paymentId } of heads)
      await Payment.confirm(rig.staff(), { paymentId, orderId, paymentMethod: "pm_card_visa" }, rig.ctx().id("clm"));
    history = [];
  },
  acts: [
    onOrder("refund 300 of", (rig, head) => refund(rig, head, 300)),
    onOrder("refund the rest of", (rig, head) => refund(rig, head, undefined)),
  ],
  async verify(rig) {
    for (const head of heads) read(rig, head);
    await rig.ended();
    assertLinearizable(history, () => paymentSpecification({ ...begin, order: "paid", payment: "captured" }));
  },
};

interface Items {
  TransactItems: { Put?: { Item: { sk: string }; ConditionExpression: string } }[];
}

/** A planted race: what is set aside for a refund is not compared with what was read. */
export function blindRefund(command: Command): Command {
  const operation = operationOf(command);
  if (operation !== "TransactWriteItems") return command;
  const input = structuredClone(command.input) as Items;
  for (const { Put } of input.TransactItems)
    if (Put?.Item.sk === "payment") Put.ConditionExpression = `${Put.ConditionExpression} OR attribute_exists(#revision)`;
  return { operation, input };
}
