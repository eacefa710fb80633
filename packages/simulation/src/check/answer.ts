import type { Books } from "./books.ts";
import {
  type Change,
  type Commit,
  eventOf,
  type Evidence,
  fieldsOf,
  type Fields,
  isEvent,
  listOf,
  nounOf,
  numberOf,
  textOf,
  type Told,
} from "./evidence.ts";
import type { Say } from "./final.ts";

const bodyOf = ({ text }: Told): Fields => (text === "" ? {} : (JSON.parse(text) as Fields));
const isDone = ({ status }: Told) => status >= 200 && status < 300;
const isRefused = ({ status }: Told) => status >= 400 && status < 500;

/** I11, I12, I14, I16: what clients were told is what was done. */
export function checkAnswers(evidence: Evidence, books: Books, say: Say): void {
  const { told, commits, troubled, excused } = evidence;
  const byMaker = Map.groupBy(commits, ({ by }) => by);
  for (const one of told) {
    if (isDone(one) && (one.kind === "intrude" || one.kind === "forge")) say("I15", `${one.label} was let in: ${one.path} ${one.status}`);
    if (isDone(one)) kept(one, evidence, books, say);
    if (isRefused(one)) nothingDone(one, byMaker.get(one.label) ?? [], say);
    if (one.status === 500 && !excused.has(one.label)) say("I12", `${one.label} was answered 500: ${one.text.slice(0, 200)}`);
    if (one.status > 500 && !troubled) say("I12", `${one.label} was answered ${one.status} though nothing failed`);
  }
  sameKey(told, say);
  onceEach(evidence, books, say);
  onePerCart(books, say);
}

/** What was said to be done is there. */
function kept(one: Told, { commits }: Evidence, books: Books, say: Say): void {
  const body = bodyOf(one);
  const order = books.orders.get(textOf(body, "orderId"));
  const missing = (what: string) => say("I11", `${one.label} was told of ${what}: ${one.text.slice(0, 160)}`);
  switch (one.kind) {
    case "placeOrder": {
      if (!order) return missing("an order that is not there");
      const expected = numberOf(fieldsOf(one.body, "expectedTotal"), "amount");
      if (numberOf(fieldsOf(order.head, "totals"), "total") !== expected)
        say("I16", `${one.label} agreed to ${expected} and was charged ${String(fieldsOf(order.head, "totals")["total"])}`);
      if (numberOf(fieldsOf(body, "total"), "amount") !== expected)
        say("I16", `${one.label} agreed to ${expected} and was told ${String(fieldsOf(body, "total")["amount"])}`);
      return;
    }
    case "confirmPayment": {
      const payment = books.payments.get(textOf(body, "paymentId"));
      if (textOf(body, "status") === "captured" && numberOf(payment?.row, "captured") !== numberOf(fieldsOf(body, "amount"), "amount"))
        missing("a charge that is not in the books");
      return;
    }
    case "cancelOrder":
      if (textOf(order?.head, "status") !== "canceled") missing("a cancel that did not last");
      return;
    case "fulfillOrder":
      if (order?.events.filter(({ data }) => data["fulfillmentId"] === body["fulfillmentId"]).length !== 1)
        missing("a shipment that is not there");
      return;
    case "refundPayment": {
      const refund = books.payments.get(textOf(body, "paymentId"))?.refunds.find((row) => row["refundId"] === body["refundId"]);
      if (!refund || (one.status === 201 && textOf(refund, "status") !== "succeeded")) missing("a refund that is not there");
      return;
    }
    case "adjustStock":
      if (
        books.events.filter(({ data, type }) => type === "inventory.adjusted" && data["adjustmentId"] === body["adjustmentId"]).length !== 1
      )
        missing("an adjustment that is not there");
      return;
    case "setCartLine":
      cartThen(one, body, commits, missing);
  }
}

/** The cart had, at the version that the answer names, the lines that it names. */
function cartThen(one: Told, body: Fields, commits: Commit[], missing: (what: string) => void): void {
  const pk = `#cart#${textOf(body, "cartId")}`;
  const images = commits.flatMap(({ changes }) => changes.filter((change) => change.pk.endsWith(pk)).map(({ after }) => after));
  const then = images.find((image) => image?.["version"] === body["version"]);
  const lines = Object.fromEntries(listOf(body, "lines").map((line) => [textOf(line, "sku"), line["quantity"]]));
  const stored = fieldsOf(then, "lines");
  const same =
    Object.keys(stored).length === Object.keys(lines).length && Object.entries(stored).every(([sku, quantity]) => lines[sku] === quantity);
  if (!then || !same) missing(`lines that were not there (${one.path})`);
}

/** Refusals that come with a change of their own: a decline is written down, and money that came too late is given back. */
const telling = new Set([
  "payment.declined",
  "payment.closed",
  "payment.in_progress",
  "payment.too_many_attempts",
  "payment.method_unknown",
  "payment.provider_unavailable",
]);

function nothingDone(one: Told, commits: Commit[], say: Say): void {
  const code = textOf(bodyOf(one), "code");
  // A line is set to what it shall be, and so are shards: whoever is told `contended` and repeats it does no harm.
  const harmless = (one.kind === "setCartLine" || one.kind === "splitStock") && code === "request.contended";
  if (telling.has(code) || harmless || one.kind === "webhook") return;
  for (const { changes } of commits) {
    const done = changes.find(({ pk, sk }) => isEvent(sk) || ["cart", "stock"].includes(nounOf(pk)) || sk.startsWith("refund#"));
    if (done && one.kind !== "refundPayment") say("I12", `${one.label} was refused with ${code} and changed ${done.pk} ${done.sk}`);
    else if (done && isEvent(done.sk)) say("I12", `${one.label} was refused with ${code} and changed ${done.pk} ${done.sk}`);
  }
}

/** Under one key of one client: one answer for one request, and 422 for any other. */
function sameKey(told: Told[], say: Say): void {
  const keyed = Map.groupBy(
    told.filter(({ key }) => key !== undefined),
    (one) => `${one.client} ${one.path} ${one.key}`,
  );
  for (const tries of keyed.values()) {
    const done = tries.filter(isDone);
    const first = done[0];
    if (!first) continue;
    for (const one of done) {
      if (JSON.stringify(one.body) !== JSON.stringify(first.body))
        say("I14", `${one.label} was done under the key of ${first.label} with another body`);
      // The answer to a confirmation follows what became of the payment; its token is derived anew, and the same.
      else if (one.kind !== "confirmPayment" && one.kind !== "refundPayment" && (one.status !== first.status || one.text !== first.text))
        say("I14", `${one.label} and ${first.label} were answered differently: ${one.text.slice(0, 120)} and ${first.text.slice(0, 120)}`);
    }
    const fresh = done.filter(({ replayed }) => !replayed);
    // Two that hold one claim, by clocks that disagree, do one thing and say the same of it.
    if (fresh.length > 1 && first.kind !== "confirmPayment" && first.kind !== "refundPayment")
      say("I14", `${fresh.map(({ label }) => label).join(" and ")} were both answered as done for the first time`);
  }
}

const day = 24 * 3_600_000;
const deeds: Record<string, string> = {
  placeOrder: "order.placed",
  cancelOrder: "order.canceled",
  fulfillOrder: "order.fulfilled",
  adjustStock: "inventory.adjusted",
};

/** However often a request is sent under its key, what it asks for is done once. */
function onceEach({ told, commits }: Evidence, books: Books, say: Say): void {
  const keyed = Map.groupBy(
    told.filter(({ key, startedAt }) => key !== undefined && startedAt < (told[0]?.startedAt ?? 0) + day),
    (one) => `${one.client} ${one.path} ${one.key}`,
  );
  const byMaker = Map.groupBy(commits, ({ by }) => by);
  const refunds = new Set([...books.payments.values()].flatMap((payment) => payment.refunds.map((row) => textOf(row, "sk"))));
  for (const [name, tries] of keyed) {
    const made = new Set(
      tries.flatMap(({ label, kind }) =>
        (byMaker.get(label) ?? []).flatMap(({ changes }) =>
          changes.filter((change) => isDeed(change, kind, refunds)).map(({ pk, sk }) => `${pk} ${sk}`),
        ),
      ),
    );
    if (made.size > 1) say("I14", `${name} was done ${made.size} times: ${[...made].join(", ")}`);
  }
}

/** What a request is about. A refund that was taken back counts for nothing. */
function isDeed({ sk, before, after }: Change, kind: string, refunds: ReadonlySet<string>): boolean {
  if (before || !after) return false;
  return kind === "refundPayment" ? refunds.has(sk) : isEvent(sk) && eventOf(after).type === deeds[kind];
}

function onePerCart({ orders }: Books, say: Say): void {
  for (const [cartId, list] of Map.groupBy(orders.values(), ({ head }) => textOf(head, "cartId")))
    if (list.length > 1) say("I14", `${cartId} became ${list.length} orders`);
}
