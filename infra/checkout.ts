import { route } from "./api";
import { base } from "./shop";
import { grant } from "./table";

route(
  "checkout",
  new sst.aws.Function("CheckoutApi", {
    handler: "packages/checkout/src/http.handler",
    link: base,
    permissions: [grant("write", ["cart", "order", "stock", "idempotency"]), grant("read", ["variant", "shop"])],
  }),
);
