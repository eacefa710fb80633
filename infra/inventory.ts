import { route } from "./api";
import { consumer } from "./consumer";
import { job } from "./job";
import { base, callers, defaultShop } from "./shop";
import { grant, tableName } from "./table";

route(
  "inventory",
  new sst.aws.Function("InventoryApi", {
    handler: "packages/inventory/src/http.handler",
    link: base,
    permissions: [...callers, grant("write", ["stock", "adjustment", "idempotency"])],
  }),
);

consumer("Inventory", {
  handler: "packages/inventory/src/consumer.handler",
  events: ["order.canceled", "order.fulfilled", "order.refunded"],
  link: [tableName, defaultShop],
  permissions: [grant("write", ["stock", "inbox"])],
});

/** Canceled orders whose event was lost on the way give their stock back. */
job("InventorySweep", {
  handler: "packages/inventory/src/sweep.handler",
  schedule: "rate(15 minutes)",
  link: [tableName, defaultShop],
  permissions: [grant("write", ["stock", "inbox", "patrol"]), grant("read", ["order"])],
});
