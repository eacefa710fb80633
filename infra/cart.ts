import { route } from "./api";
import { base } from "./shop";
import { grant } from "./table";

route(
  "carts",
  new sst.aws.Function("CartApi", {
    handler: "packages/cart/src/http.handler",
    link: base,
    permissions: [grant("write", ["cart", "idempotency"]), grant("read", ["variant", "stock", "shop"])],
  }),
);
