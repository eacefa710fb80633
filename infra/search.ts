import { route } from "./api";
import { consumer } from "./consumer";
import { base, callers, defaultShop } from "./shop";
import { grant, tableName } from "./table";

// What both read to know a product and its stock.
const goods = grant("read", ["product", "stock"]);

route(
  "search",
  new sst.aws.Function("SearchApi", {
    handler: "packages/search/src/http.handler",
    link: base,
    // Ten thousand products and their index take some 60 MB, and the index is made of words as fast as there is processor: more memory has more.
    memory: "1024 MB",
    // Whoever makes it anew goes through the list of all that is for sale.
    permissions: [...callers, goods, grant("read", ["category"]), grant("write", ["search"]), grant("read", ["shop"])],
  }),
);

consumer("Search", {
  handler: "packages/search/src/consumer.handler",
  events: [
    "product.created",
    "product.updated",
    "product.published",
    "product.unpublished",
    "product.archived",
    "inventory.adjusted",
    "order.placed",
    "order.canceled",
    "order.refunded",
  ],
  link: [tableName, defaultShop],
  // Events of stock name a variant, which names its product.
  permissions: [goods, grant("read", ["variant"]), grant("write", ["search"]), grant("read", ["inbox"])],
  // All write over one head: a few at a time get on, hundreds would keep each other from it.
  atOnce: 2,
});
