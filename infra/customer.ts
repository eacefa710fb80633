import { route } from "./api";
import { consumer } from "./consumer";
import { base, callers, defaultShop } from "./shop";
import { grant, tableName } from "./table";

route(
  "customers",
  new sst.aws.Function("CustomerApi", {
    handler: "packages/customer/src/http.handler",
    link: base,
    permissions: [
      ...callers,
      // Erasure reaches the account, its sessions and what orders hold of the person.
      grant("write", ["customer", "account", "session", "guest-order", "order", "customer-cart", "idempotency"]),
    ],
  }),
);

/** Guests' orders, noted for whoever proves their address later. */
consumer("Customer", {
  handler: "packages/customer/src/consumer.handler",
  events: ["order.placed"],
  link: [tableName, defaultShop],
  permissions: [grant("write", ["guest-order", "order", "customer"]), grant("read", ["account"])],
});
