import { consumer } from "./consumer";
import { sendEmail, sender } from "./email";
import { router } from "./router";
import { tokenSecret } from "./secret";
import { defaultShop } from "./shop";
import { grant, tableName } from "./table";

const site = new sst.Linkable("Site", { properties: { url: router.url } });

consumer("Notification", {
  handler: "packages/notification/src/consumer.handler",
  events: ["order.paid", "order.fulfilled", "order.canceled", "payment.refunded"],
  link: [tableName, defaultShop, sender, site, tokenSecret],
  permissions: [grant("write", ["inbox", "mail"]), grant("read", ["order", "payment", "shop"]), sendEmail],
});
