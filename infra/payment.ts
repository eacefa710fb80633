import { route } from "./api";
import { consumer } from "./consumer";
import { job } from "./job";
import { queueWithDeadLetter } from "./queue";
import { base, callers, defaultShop } from "./shop";
import { site } from "./site";
import { policy } from "./stage";
import { grant, tableName } from "./table";

// A provider is linked only where it exists: without one, payments answer that none is set up.
const provider = policy().sandbox ? await import("./sandbox").then(({ sandbox, sandboxSecret }) => [sandbox, sandboxSecret]) : [];

route(
  "payments",
  new sst.aws.Function("PaymentApi", {
    handler: "packages/payment/src/http.handler",
    link: [...base, site, ...provider],
    permissions: [...callers, grant("write", ["payment", "order", "inbox", "idempotency"]), grant("read", ["shop"])],
  }),
);

consumer("Payment", {
  handler: "packages/payment/src/consumer.handler",
  events: ["order.canceled", "order.fulfilled"],
  link: [tableName, defaultShop, ...provider],
  permissions: [grant("write", ["payment", "order", "inbox"])],
});

// Who is not ready when the hold ends (an attempt on its way, a shopper at the bank) is put here, to be looked at again: a queue's own
// retries would be used up, and count as failures.
const { queue: again } = queueWithDeadLetter("HoldAgain", { visibilityTimeout: "1 minute" });
const againUrl = new sst.Linkable("HoldAgain", { properties: { url: again.url } });

const hold = {
  handler: "packages/payment/src/hold.handler",
  link: [tableName, defaultShop, againUrl, ...provider],
  permissions: [grant("write", ["payment", "order"]), { actions: ["sqs:SendMessage"], resources: [again.arn] }],
};

/** An unpaid order is looked at again when its hold ends: 900 seconds is also the longest delay of a queue. */
consumer("Hold", { ...hold, events: ["order.placed"], delaySeconds: 900 });
again.subscribe({ ...hold, timeout: "10 seconds", live: false } as sst.aws.FunctionArgs, { batch: { size: 10, partialResponses: true } });

const behind = { link: [tableName, defaultShop, ...provider], permissions: [grant("write", ["payment", "order", "patrol"])] };

/** Compares the provider's books with the shop's: what webhooks should have told is found within minutes. */
job("Reconcile", { ...behind, handler: "packages/payment/src/reconcile.handler", schedule: "rate(5 minutes)" });

/** Ends what nobody else has: orders whose hold message was lost, refunds that were asked for and have no end. */
job("Sweep", { ...behind, handler: "packages/payment/src/sweep.handler", schedule: "rate(5 minutes)" });
