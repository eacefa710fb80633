import { route } from "./api";
import { consumer } from "./consumer";
import { base, callers, defaultShop } from "./shop";
import { grant, tableName } from "./table";

route(
  "orders",
  new sst.aws.Function("OrderApi", {
    handler: "packages/order/src/http.handler",
    link: base,
    permissions: [...callers, grant("write", ["order", "idempotency"])],
  }),
);

consumer("Order", {
  handler: "packages/order/src/consumer.handler",
  events: ["order.paid", "order.fulfilled"],
  link: [tableName, defaultShop],
  permissions: [grant("write", ["order"])],
});
