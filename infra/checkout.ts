import { route } from "./api";
import { base, callers } from "./shop";
import { grant } from "./table";

route(
  "checkout",
  new sst.aws.Function("CheckoutApi", {
    handler: "packages/checkout/src/http.handler",
    link: base,
    permissions: [...callers, grant("write", ["cart", "order", "stock", "idempotency"]), grant("read", ["variant", "shop"])],
  }),
);
