import { route } from "./api";
import { base, callers } from "./shop";
import { grant } from "./table";

route(
  "carts",
  new sst.aws.Function("CartApi", {
    handler: "packages/cart/src/http.handler",
    link: base,
    permissions: [...callers, grant("write", ["cart", "customer-cart", "idempotency"]), grant("read", ["variant", "stock", "shop"])],
  }),
);
