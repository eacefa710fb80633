import { api as auth } from "@souk/auth/http";
import { api as cart } from "@souk/cart/http";
import { api as catalog } from "@souk/catalog/http";
import { importApi } from "@souk/catalog/import-http";
import { api as checkout } from "@souk/checkout/http";
import { api as customer } from "@souk/customer/http";
import { api as inventory } from "@souk/inventory/http";
import { api as order } from "@souk/order/http";
import { api as payment } from "@souk/payment/http";
import { api as search } from "@souk/search/http";
import { api as shop } from "@souk/shop/http";
import type { Api } from "@souk/core/http";
import { describeApi } from "@souk/core/http/description";
import { api as docs } from "./http.ts";

type Paths = Record<string, unknown>;
interface Document {
  paths?: Paths;
  components?: { schemas?: Paths };
}

const info = {
  title: "Souk",
  version: "1",
  description:
    "A shop's catalog, stock, carts, checkout, orders and payments. Errors are problem documents (RFC 9457) with a `code`. Commands take an `Idempotency-Key`: repeating one does it once.",
};

/** The API of every domain. */
export const apis = [shop, catalog, importApi, inventory, search, cart, checkout, order, payment, customer, auth, docs] as unknown as Api[];

/** The OpenAPI 3.1 description of all domains, from the routes themselves; keys sorted, so that it changes only when they do. */
export function documentOf(): Record<string, unknown> {
  const parts = apis.map((api) => describeApi(api, info) as Document);
  const merged = {
    openapi: "3.1.0",
    info,
    servers: [{ url: "/" }],
    paths: sorted(Object.assign({}, ...parts.map((part) => part.paths))),
    components: {
      schemas: sorted(Object.assign({}, ...parts.map((part) => part.components?.schemas))),
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          description: "An access token of who signed in, an API key, or the stage's own staff key",
        },
        guestToken: { type: "apiKey", in: "header", name: "Souk-Token", description: "The token that came with a cart or an order" },
      },
    },
  };
  return merged;
}

const sorted = (entries: Paths): Paths => Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
