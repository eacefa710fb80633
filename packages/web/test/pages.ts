import { globSync } from "node:fs";
import path from "node:path";

/** Who looks at a page: nobody in particular, a guest with a cart and orders, a customer, a member of staff. */
export type Who = "stranger" | "guest" | "customer" | "staff";

export interface Facts {
  unpaidId: string;
  paidId: string;
  staffOrderId: string;
}

interface Place {
  who: Who;
  path: string | ((facts: Facts) => string);
  /** 200 unless told otherwise. */
  status?: number;
}

/** Every page of the site in the states that look different. A route without an entry here fails the test that walks them. */
export const pages: Record<string, Place[]> = {
  "index.tsx": [{ who: "stranger", path: "/" }],
  "[...404].tsx": [{ who: "stranger", path: "/no-such-page", status: 404 }],
  "c/[...path].tsx": [
    { who: "stranger", path: "/c/cups-mugs" },
    { who: "stranger", path: "/c/cups-mugs?o=Glaze%3AKelp&max=40&stock=1&sort=price" },
    { who: "stranger", path: "/c/cups-mugs?max=1" },
    { who: "stranger", path: "/c/no-such-category", status: 404 },
  ],
  "products/[handle].tsx": [
    { who: "stranger", path: "/products/quay-mug" },
    { who: "stranger", path: "/products/no-such-product", status: 404 },
  ],
  "search.tsx": [
    { who: "stranger", path: "/search" },
    { who: "stranger", path: "/search?q=mug&c=cups-mugs" },
    { who: "stranger", path: "/search?q=xqzzy" },
  ],
  "policies/[name].tsx": [{ who: "stranger", path: "/policies/shipping" }],
  "cart/index.tsx": [
    { who: "stranger", path: "/cart" },
    { who: "guest", path: "/cart" },
    { who: "guest", path: "/cart?problem=checkout" },
  ],
  "checkout.tsx": [
    { who: "stranger", path: "/checkout" },
    { who: "guest", path: "/checkout" },
    { who: "customer", path: "/checkout" },
  ],
  "orders/[orderId]/index.tsx": [
    { who: "stranger", path: ({ paidId }) => `/orders/${paidId}`, status: 404 },
    { who: "guest", path: ({ unpaidId }) => `/orders/${unpaidId}` },
    { who: "guest", path: ({ paidId }) => `/orders/${paidId}?problem=cancel` },
  ],
  "orders/[orderId]/pay.tsx": [
    { who: "guest", path: ({ unpaidId }) => `/orders/${unpaidId}/pay` },
    { who: "guest", path: ({ unpaidId }) => `/orders/${unpaidId}/pay?declined=insufficient_funds` },
  ],
  "orders/[orderId]/thanks.tsx": [{ who: "guest", path: ({ paidId }) => `/orders/${paidId}/thanks` }],
  "account/index.tsx": [
    { who: "stranger", path: "/account" },
    { who: "stranger", path: "/account?problem=sign-in" },
    { who: "customer", path: "/account" },
  ],
  "account/details.tsx": [
    { who: "customer", path: "/account/details" },
    { who: "customer", path: "/account/details?done=1" },
  ],
  "account/address.tsx": [
    { who: "stranger", path: "/account/address" },
    { who: "customer", path: "/account/address" },
  ],
  "staff/index.tsx": [
    { who: "stranger", path: "/staff" },
    { who: "staff", path: "/staff" },
    { who: "staff", path: "/staff?day=2001-01-01" },
  ],
  "staff/orders/[orderId]/index.tsx": [
    { who: "staff", path: ({ staffOrderId }) => `/staff/orders/${staffOrderId}` },
    { who: "staff", path: ({ unpaidId }) => `/staff/orders/${unpaidId}` },
  ],
  "staff/stock/index.tsx": [
    { who: "staff", path: "/staff/stock" },
    { who: "staff", path: "/staff/stock?sku=NO-SUCH-SKU" },
    { who: "staff", path: "/staff/stock?sku=HERRING-PLATTER" },
    { who: "staff", path: "/staff/stock?product=quay-mug" },
  ],
  "staff/keys.tsx": [{ who: "staff", path: "/staff/keys" }],
  "staff/people.tsx": [
    { who: "staff", path: "/staff/people" },
    { who: "staff", path: "/staff/people?problem=staff.exists" },
  ],
  "staff/products/index.tsx": [{ who: "staff", path: "/staff/products" }],
};

const routes = path.resolve(import.meta.dirname, "../src/routes");

/** Pages that the file tree has. */
export const routesOfTheSite = (): string[] => globSync("**/*.tsx", { cwd: routes }).map((file) => file.replaceAll(path.sep, "/"));
