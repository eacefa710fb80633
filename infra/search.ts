import { route } from "./api";
import { consumer } from "./consumer";
import { deadLetterQueue } from "./dead-letter";
import { base, callers, defaultShop } from "./shop";
import { streamConsumer } from "./stream";
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
  events: ["product.created", "product.updated", "product.published", "product.unpublished", "product.archived", "inventory.adjusted"],
  link: [tableName, defaultShop],
  // Events of stock name a variant, which names its product.
  permissions: [goods, grant("read", ["variant"]), grant("write", ["search"])],
  // All write over one head: a few at a time get on, hundreds would keep each other from it.
  atOnce: 2,
});

// A row of stock of which the last is taken, or of which none was left: no other change of stock wakes search, so that orders cost it nothing.
const none = { available: { N: ["0"] } };
streamConsumer("Stock", {
  name: "search-stock",
  handler: "packages/search/src/stock-stream.handler",
  filters: [{ dynamodb: { NewImage: none } }, { eventName: ["MODIFY"], dynamodb: { OldImage: none } }],
  deadLetter: deadLetterQueue("SearchStockDeadLetter"),
  link: [tableName, defaultShop],
  permissions: [goods, grant("read", ["variant"]), grant("write", ["search"])],
});
