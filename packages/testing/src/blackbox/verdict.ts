import path from "node:path";
import { type Evidence, judgeEnd, readBooks, type Told, type Violation } from "@souk/simulation/check";
import { readTable } from "../engine.ts";
import type { Stage } from "../stage.ts";
import type { Crowd } from "./crowd.ts";

interface Queue {
  id: string;
  name: string;
  visible: number;
  inFlight: number;
  deadLetterOf?: string;
  parked: boolean;
}
interface State {
  queues: Queue[];
  faultCounts: Record<string, number>;
}

export interface Verdict {
  violations: string[];
  /** What was looked at, and how much of it there was. */
  checked: [what: string, count: number][];
  /** Dead letters that were sent again when nothing failed any more. */
  redriven: number;
}

/** Notes of runs by the clock that failed, and no messages: the next run does what they left. They are for an operator to read. */
const jobNotes = /^(Reconcile|Sweep|InventorySweep)DeadLetter$/;

/** Sends again what was given up while things failed. */
async function redrive(stage: Stage): Promise<number> {
  const { queues } = await stage.control<State>("/api/state");
  let moved = 0;
  for (const { name, deadLetterOf, visible } of queues)
    if (deadLetterOf && visible > 0)
      moved += (await stage.control<{ moved: number }>(`/api/queues/${name}/redrive`, { method: "POST" })).moved;
  return moved;
}

/** Waits until nothing is under way, holds, leases and delays included, ends the stage and judges what it left behind. */
export async function conclude(stage: Stage, { told }: Crowd): Promise<Verdict> {
  await stage.settled(90);
  const redriven = await redrive(stage);
  // A hold is 15 minutes, 30 at the bank's page; a delay at most 15, after which a message may wait once more.
  for (let step = 0; step < 4; step += 1) {
    await stage.advance(16 * 60_000);
    await stage.settled(90);
  }
  const { queues } = await stage.control<State>("/api/state");
  const [ledger, mails] = [await stage.ledger(), await stage.mails()];
  await stage.stop();
  const items = (await readTable(path.join(stage.state, "database.sqlite"))).filter(({ pk }) => String(pk).startsWith(`${stage.shop}#`));
  const evidence: Evidence = {
    shopId: stage.shop,
    items,
    told,
    ledger,
    mails: mails.map(({ subject, text }) => ({ subject, text, at: 0, by: "" })),
    dead: queues.flatMap(({ id, parked, visible }) =>
      Array.from({ length: visible }, () => ({ queue: id, about: "a dead letter", receives: 0, poison: false })).filter(
        () => parked && !jobNotes.test(id),
      ),
    ),
    waiting: queues.filter(({ parked, visible, inFlight }) => !parked && visible + inFlight > 0).map(({ id }) => id),
    // What only the simulation sees: each commit, each delivery, each function's clock.
    commits: [],
    deliveries: [],
    published: new Map(),
    parked: [],
    relayDead: 0,
    purged: new Set(),
    gauges: new Map(),
    rules: {},
    receives: {},
    troubled: true,
    excused: gatewayFailures(told),
    skewed: new Set([""]),
  };
  const books = readBooks(evidence);
  const found = [...judgeEnd(evidence, 0), ...doubledMails(evidence), ...refusedAndDone(told, books)];
  const done = told.filter(({ kind, status }) => kind === "placeOrder" && status === 201);
  const acknowledged = new Set(done.map(({ text }) => (JSON.parse(text) as { orderId: string }).orderId));
  return {
    violations: found.map(({ invariant, message }) => `${invariant} ${message}`),
    redriven,
    checked: [
      ["requests that clients sent", told.length],
      ["of them without an answer, or with a 5xx", told.filter(({ status }) => status === 0 || status >= 500).length],
      ["orders acknowledged", acknowledged.size],
      ["orders in the table", books.orders.size],
      ["payments captured", [...books.payments.values()].filter(({ row }) => row["status"] === "captured").length],
      ["movements in the provider's books", ledger.length],
      ["refunds", [...books.payments.values()].reduce((sum, { refunds }) => sum + refunds.length, 0)],
      ["events, each in its place", books.events.length],
      ["mails", mails.length],
      ["queues, all empty", queues.length],
    ],
  };
}

/** A function that dies is answered for by the gateway, not by the shop. */
const gatewayFailures = (told: Told[]): ReadonlySet<string> =>
  new Set(told.filter(({ status, text }) => status >= 500 && !text.includes('"code"')).map(({ label }) => label));

/** I9: one mail too many for each is what a crash may cost, and no more. */
function doubledMails(evidence: Evidence): Violation[] {
  const counts = new Map<string, number>();
  for (const { subject, text } of evidence.mails) counts.set(`${subject} ${text}`, (counts.get(`${subject} ${text}`) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > 2)
    .map(([mail, count]) => ({ invariant: "I9", message: `${mail.slice(0, 60)} was mailed ${count} times`, step: 0 }));
}

/** I12: a cart whose every placing was refused for good is no order. */
function refusedAndDone(told: Told[], { orders }: ReturnType<typeof readBooks>): Violation[] {
  const placings = Map.groupBy(
    told.filter(({ kind }) => kind === "placeOrder"),
    ({ body }) => String(body?.["cartId"]),
  );
  const placed = new Set([...orders.values()].map(({ head }) => String(head["cartId"])));
  const refused = [...placings].filter(([, tries]) => tries.every(({ status }) => status >= 400 && status < 500));
  return refused
    .filter(([cartId]) => placed.has(cartId))
    .map(([cartId]) => ({ invariant: "I12", message: `${cartId} was refused and is an order`, step: 0 }));
}

export const faultCounts = async (stage: Stage): Promise<Record<string, number>> => (await stage.control<State>("/api/state")).faultCounts;
