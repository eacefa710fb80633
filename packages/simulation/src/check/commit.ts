import {
  type Change,
  type Commit,
  eventOf,
  type Fields,
  fieldsOf,
  isEvent,
  linesOf,
  listOf,
  nounOf,
  numberOf,
  sum,
  textOf,
  type Violation,
} from "./evidence.ts";
import { orderSteps, paymentSteps, steps } from "./move.ts";

type Say = (invariant: string, message: string) => void;

/** What must be true of every commit by itself: tenant, stock, one event per change, legal moves, money that adds up. */
export function judgeCommit(shopId: string, commit: Commit): Violation[] {
  const found: Violation[] = [];
  const say: Say = (invariant, message) => void found.push({ invariant, message: `${message} (by ${commit.by})`, step: commit.step });
  for (const change of commit.changes) {
    tenant(shopId, change, say);
    const noun = nounOf(change.pk);
    if (isEvent(change.sk)) event(change, commit, say);
    else if (noun === "stock") stock(change, say);
    else if (noun === "order" && change.sk === "order") order(change, commit, say);
    else if (noun === "order" && change.sk === "detail") detail(change, commit, say);
    else if (noun === "payment" && change.sk === "payment") payment(change, commit, say);
    else if (noun === "cart") cart(change, commit, say);
    else if (noun === "idempotency") answer(change, commit, say);
    else if (noun === "inbox" && change.before && change.after) say("I9", `${change.pk} was written twice`);
  }
  return found;
}

function tenant(shopId: string, { pk, after }: Change, say: Say): void {
  for (const name of ["pk", "gsi1pk", "gsi2pk"]) {
    const key = name === "pk" ? pk : after?.[name];
    if (key !== undefined && !String(key).startsWith(`${shopId}#`)) say("I15", `${name} ${String(key)} is not of the shop ${shopId}`);
  }
}

function stock({ pk, sk, before, after }: Change, say: Say): void {
  if (sk === "shard") return shard({ pk, before, after }, say);
  if (!after) return say("I1", `${pk} was deleted`);
  const [onHand, available] = [numberOf(after, "onHand"), numberOf(after, "available")];
  if (!Number.isInteger(onHand) || !Number.isInteger(available)) say("I1", `${pk} holds ${onHand}/${available}`);
  if (available < 0 || available > onHand)
    say(
      "I1",
      `${pk} has ${available} to sell of ${onHand} on hand (before: ${String(before?.["available"])}/${String(before?.["onHand"])})`,
    );
}

/** A shard of a SKU's stock comes and goes, but never with something in it that is to be had nowhere else: that the sums show. */
function shard({ pk, after }: Pick<Change, "pk" | "before" | "after">, say: Say): void {
  const available = after && numberOf(after, "available");
  if (available !== undefined && (!Number.isInteger(available) || available < 0)) say("I1", `${pk} holds ${available}`);
}

/** Aggregates whose version counts their events. */
const versioned: Record<string, string> = { order: "order", payment: "payment", product: "product" };

function event({ pk, sk, before, after }: Change, commit: Commit, say: Say): void {
  if (before || !after) return say("I7", `event ${pk} ${sk} was changed or deleted`);
  const { type, sequence, id } = eventOf(after);
  const others = commit.changes.filter((other) => other.pk === pk && isEvent(other.sk));
  if (others.length > 1) say("I7", `${others.length} events on ${pk} in one commit`);
  if (sk !== `$event#${String(sequence).padStart(10, "0")}`) say("I7", `event ${id} of sequence ${sequence} lies at ${sk}`);
  const head = versioned[nounOf(pk)];
  if (head === undefined) return;
  const change = commit.changes.find((other) => other.pk === pk && other.sk === head);
  if (numberOf(change?.after, "version") !== sequence) say("I7", `${type} ${sequence} on ${pk} comes without the change that it tells of`);
}

/** A change of the version by exactly one, with exactly one event that says so. */
function announced({ pk, before, after }: Change, commit: Commit, say: Say): void {
  const [was, is] = [before ? numberOf(before, "version") : 0, numberOf(after, "version")];
  if (is === was) return;
  if (is !== was + 1) return say("I7", `${pk} went from version ${was} to ${is}`);
  const events = commit.changes.filter((other) => other.pk === pk && isEvent(other.sk));
  if (events.length !== 1 || events[0]?.after === undefined || eventOf(events[0].after).sequence !== is)
    say("I7", `${pk} changed to version ${is} with ${events.length} events`);
}

function order(change: Change, commit: Commit, say: Say): void {
  const { pk, before, after } = change;
  if (!after) return say("I11", `order ${pk} was deleted`);
  announced(change, commit, say);
  if (before && numberOf(before, "version") === numberOf(after, "version")) say("I7", `${pk} was changed without an event`);
  for (const [axis, edges] of Object.entries(orderSteps)) steps(edges, axis, before, after, (message) => say("I13", `${pk}: ${message}`));
  const [status, paid, shipped] = ["status", "paymentStatus", "fulfillmentStatus"].map((axis) => textOf(after, axis));
  if (status === "completed" && (shipped !== "fulfilled" || !["paid", "partially_refunded", "refunded"].includes(paid ?? "")))
    say("I13", `${pk} is completed, ${paid} and ${shipped}`);
  const dropped = textOf(after, "paymentStatus") === "refunded" && shipped === "partially_fulfilled";
  if (status === "canceled" && before && textOf(before, "status") !== "canceled" && shipped !== "unfulfilled" && !dropped)
    say("I13", `${pk} was canceled though ${shipped}`);
  const canceled = commit.changes.find(
    (other) => other.pk === pk && isEvent(other.sk) && other.after && eventOf(other.after).type === "order.canceled",
  )?.after;
  if (canceled && eventOf(canceled).data["reason"] === "hold_expired" && textOf(before, "paymentStatus") !== "unpaid")
    say("I13", `the hold of ${pk} ended though it was ${textOf(before, "paymentStatus")}`);
  if (before && JSON.stringify(before["totals"]) !== JSON.stringify(after["totals"])) say("I3", `${pk} has other totals than before`);
  const refunded = numberOf(after, "refunded");
  if (refunded < 0 || refunded > numberOf(fieldsOf(after, "totals"), "total")) say("I6", `${pk} refunded ${refunded}`);
}

function detail({ pk, before, after }: Change, commit: Commit, say: Say): void {
  if (before || !after) return say("I3", `the detail of ${pk} was changed`);
  const head = commit.changes.find((other) => other.pk === pk && other.sk === "order")?.after;
  const totals = fieldsOf(head, "totals");
  const taxed: Fields[] = [...linesOf(after), fieldsOf(after, "shipping")];
  const of = (name: string) => sum(taxed.map((line) => numberOf(line, name)));
  for (const line of taxed) {
    const [net, tax, gross] = ["net", "tax", "gross"].map((name) => numberOf(line, name));
    if (![net, tax, gross].every(Number.isInteger) || (net ?? 0) + (tax ?? 0) !== gross)
      say("I3", `${pk} has a line of ${net} + ${tax} = ${gross}`);
  }
  taxes(pk, linesOf(after), totals, say);
  if (of("gross") !== numberOf(totals, "total")) say("I3", `${pk} totals ${numberOf(totals, "total")}, its lines ${of("gross")}`);
  if (of("tax") !== numberOf(totals, "tax")) say("I3", `${pk} has a tax of ${numberOf(totals, "tax")}, its lines ${of("tax")}`);
}

/** Tax once per line, half a unit up: included `gross * r / (1 + r)`, added `net * r`, rates in 1/10,000. */
function taxes(pk: string, lines: Fields[], totals: Fields, say: Say): void {
  const rate = numberOf(listOf(totals, "taxLines")[0] ?? { rate: 0 }, "rate");
  const included = totals["taxIncluded"] === true;
  for (const line of lines) {
    const amount = numberOf(line, "unitPrice") * numberOf(line, "quantity");
    const whole = included ? 10_000 + rate : 10_000;
    const tax = Math.floor((2 * amount * rate + whole) / (2 * whole));
    const gross = included ? amount : amount + tax;
    if (numberOf(line, "tax") !== tax || numberOf(line, "gross") !== gross)
      say("I3", `${pk} taxes ${amount} with ${String(line["tax"])} and asks for ${String(line["gross"])}`);
  }
}

function payment(change: Change, commit: Commit, say: Say): void {
  const { pk, before, after } = change;
  if (!after) return say("I11", `payment ${pk} was deleted`);
  announced(change, commit, say);
  steps(paymentSteps, "status", before, after, (message) => say("I13", `${pk}: ${message}`));
  const [captured, refunded, refundable] = ["captured", "refunded", "refundable"].map((name) => numberOf(after, name));
  if (![captured, refunded, refundable].every(Number.isInteger)) say("I4", `${pk} holds ${captured}, ${refunded}, ${refundable}`);
  if ((refunded ?? 0) < 0 || (refundable ?? 0) < 0 || (refunded ?? 0) + (refundable ?? 0) > (captured ?? 0))
    say("I6", `${pk} captured ${captured}, refunded ${refunded}, ${refundable} to refund`);
  if (before && numberOf(before, "captured") > 0 && numberOf(before, "captured") !== captured)
    say("I5", `${pk} captured ${String(before["captured"])} and then ${captured}`);
}

/** Clocks of functions may be off by so much. */
const skew = 5 * 60_000;

function cart({ pk, before, after }: Change, commit: Commit, say: Say): void {
  if (!after || !before) return;
  if (textOf(before, "status") === "closed") say("I13", `${pk} was changed after it was closed`);
  if (numberOf(before, "expiresAt") * 1000 + skew + 60_000 < commit.at) say("I13", `${pk} was used after it had expired`);
  if (numberOf(after, "version") !== numberOf(before, "version") + 1)
    say("I7", `${pk} went from version ${String(before["version"])} to ${String(after["version"])}`);
  if (textOf(after, "status") !== "closed") return;
  const placed = commit.changes.find(({ sk, pk: other }) => sk === "detail" && nounOf(other) === "order")?.after;
  const wanted = Object.entries(fieldsOf(before, "lines")).map(([sku, quantity]) => `${sku}=${String(quantity)}`);
  const sold = linesOf(placed).map((line) => `${textOf(line, "sku")}=${String(line["quantity"])}`);
  if (wanted.sort().join() !== sold.sort().join()) say("I12", `${pk} held ${wanted.join()} and was placed as ${sold.join()}`);
}

/** An answer that was given under a key stands until it expires. */
function answer({ pk, before, after }: Change, commit: Commit, say: Say): void {
  if (before?.["answer"] === undefined || numberOf(before, "expiresAt") * 1000 <= commit.at + 600_000) return;
  if (after?.["answer"] !== before["answer"]) say("I14", `${pk} was answered, and then otherwise`);
}
