import { route } from "./api";
import { consumer } from "./consumer";
import { base, defaultShop } from "./shop";
import { policy } from "./stage";
import { grant, tableName } from "./table";

// A provider is linked only where it exists: without one, payments answer that none is set up.
const provider = policy().sandbox ? await import("./sandbox").then(({ sandbox, sandboxSecret }) => [sandbox, sandboxSecret]) : [];

route(
  "payments",
  new sst.aws.Function("PaymentApi", {
    handler: "packages/payment/src/http.handler",
    link: [...base, ...provider],
    permissions: [grant("write", ["payment", "order", "inbox", "idempotency"]), grant("read", ["shop"])],
  }),
);

consumer("Payment", {
  handler: "packages/payment/src/consumer.handler",
  events: ["order.canceled", "order.fulfilled"],
  link: [tableName, defaultShop, ...provider],
  permissions: [grant("write", ["payment", "order", "inbox"]), grant("read", ["shop"])],
});

/** An unpaid order is looked at again when its hold ends: 900 seconds is also the longest delay of a queue. */
const hold = consumer("Hold", {
  handler: "packages/payment/src/hold.handler",
  events: ["order.placed"],
  delaySeconds: 900,
  link: [tableName, defaultShop, ...provider],
  permissions: [grant("write", ["payment", "order", "inbox"]), grant("read", ["shop"])],
});
void hold;
