import { consumer } from "./consumer";
import { sendEmail, sender } from "./email";
import { tokenSecret } from "./secret";
import { defaultShop } from "./shop";
import { site } from "./site";
import { grant, tableName } from "./table";

consumer("Notification", {
  handler: "packages/notification/src/consumer.handler",
  events: ["order.paid", "order.fulfilled", "order.canceled", "payment.refunded"],
  link: [tableName, defaultShop, sender, site, tokenSecret],
  permissions: [grant("write", ["mail"]), grant("read", ["order", "shop"]), sendEmail],
});
