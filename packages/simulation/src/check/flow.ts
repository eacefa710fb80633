import { type Books, typed } from "./books.ts";
import { type Evidence, textOf } from "./evidence.ts";
import type { Say } from "./final.ts";

/** I7, I8 and I17: every event in its row, on the bus, at each of its consumers; and no message handled too often. */
export function checkFlow(evidence: Evidence, books: Books, say: Say): void {
  const { deliveries, published, dead, waiting, relayDead, rules, receives } = evidence;
  for (const what of waiting) say("I8", `still under way: ${what}`);
  const done = new Set(deliveries.filter((one) => one.done).map((one) => `${one.queue} ${one.about}`));
  const parked = new Set([...evidence.purged, ...dead.map((one) => `${one.queue} ${one.about}`)]);
  for (const [gauge, stuck] of evidence.gauges) if (stuck > 0) say("I8", `${gauge} is ${stuck} though nothing fails any more`);
  const made = new Set(evidence.commits.flatMap(({ changes }) => changes.map(({ pk, sk }) => `${pk} ${sk}`)));
  for (const event of books.events) {
    // What the catalog had announced before the run began is not this run's to relay.
    if (!made.has(`${event.partition} ${event.position}`)) continue;
    if (!published.has(event.id) && relayDead === 0) say("I8", `${event.type} ${event.id} never reached the bus`);
    for (const [name, types] of Object.entries(rules)) {
      if (types.includes(event.type) && !done.has(`${name} ${event.id}`) && !parked.has(`${name} ${event.id}`))
        say("I8", `${event.type} ${event.id} was never handled by ${name}`);
    }
  }
  const known = new Set(books.events.map(({ id }) => id));
  for (const id of published.keys()) if (!known.has(id)) say("I7", `${id} was on the bus and is in no row`);
  for (const { queue, about, poison, receives: count } of dead) {
    if (!poison) say("I8", `${about} cannot be handled by ${queue} though nothing fails any more`);
    else if (count !== receives[queue]) say("I17", `poison at ${queue} was received ${count} times`);
  }
  for (const { queue, message, receives: count } of deliveries)
    if (count > (receives[queue] ?? 0)) say("I17", `${message} of ${queue} was received ${count} times`);
  if (!evidence.troubled)
    for (const { queue, about } of evidence.parked) say("I8", `${about} was given up by ${queue} though nothing failed`);
  checkSequences(books, say);
}

function checkSequences(books: Books, say: Say): void {
  for (const { head, events, orderId } of books.orders.values()) contiguous(orderId, head["version"], events, say);
  for (const { row, events, paymentId } of books.payments.values()) contiguous(paymentId, row["version"], events, say);
}

function contiguous(id: string, version: unknown, events: { sequence: number }[], say: Say): void {
  const sequences = events.map(({ sequence }) => sequence).sort((a, b) => a - b);
  if (sequences.length !== version || sequences.some((sequence, index) => sequence !== index + 1))
    say("I7", `${id} is at version ${String(version)} with events ${sequences.join(", ")}`);
}

const mailed: [type: string, subject: RegExp][] = [
  ["order.paid", /is confirmed|ist bestätigt/],
  ["order.fulfilled", /is on its way|ist unterwegs/],
  ["order.canceled", /is canceled|ist storniert/],
  ["payment.refunded", /^Refund for|^Erstattung zu/],
];
const day = 24 * 3_600_000;

/** I9: one mail for each event that is told by mail; one more for each time that a function ended between sending and saying so. */
export function checkMails({ mails, deliveries, skewed }: Evidence, books: Books, say: Say): void {
  // Functions that ended before they said so; and those whose clocks were minutes off, to whom another's claim looked over.
  const unsure = new Set([...deliveries.filter((one) => one.queue === "Notification" && !one.done).map(({ by }) => by), ...skewed]);
  const took = new Map(
    deliveries
      .filter((one) => one.queue === "Notification" && one.done)
      .toReversed()
      .map((one) => [one.about, one.at]),
  );
  for (const { orderId, events } of books.orders.values()) {
    const own = mails.filter(({ text }) => text.includes(orderId));
    const payment = books.payments.get(orderId.replace("order_", "pay_"));
    for (const [type, subject] of mailed) {
      const told = typed([...events, ...(payment?.events ?? [])], type);
      const sent = own.filter((mail) => subject.test(mail.subject));
      const sure = sent.filter(({ by }) => !unsure.has(by));
      // News of yesterday is not mailed.
      const fresh = told.filter(({ id, time }) => (took.get(id) ?? 0) - Date.parse(time) <= day - 600_000);
      if (sent.length < fresh.length) say("I9", `${orderId}: ${sent.length} mails of ${fresh.length} ${type}`);
      if (sure.length > told.length) say("I9", `${orderId}: ${sure.length} mails of ${told.length} ${type}`);
    }
    if (own.some((mail) => !mailed.some(([, subject]) => subject.test(mail.subject)))) say("I9", `${orderId} got a mail of no event`);
    if (textOf(events[0]?.data, "orderId") !== orderId) say("I7", `${orderId} begins with another's event`);
  }
}
