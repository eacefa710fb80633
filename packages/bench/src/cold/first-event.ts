/**
 * The first thing that a function is asked when its cold start is measured: a real request or batch that ends in an answer without the
 * table. An API parses a body or a query and refuses it.
 */
interface Asked {
  method: string;
  path: string;
  query?: string;
  body?: unknown;
  status: number;
}

const staff = { authorization: "Bearer bench-staff-key-0123456789" };
const guest = { "souk-token": "bench" };

const asked: Record<string, Asked & { headers?: Record<string, string> }> = {
  auth: { method: "POST", path: "/v1/keys", body: {}, headers: staff, status: 400 },
  cart: { method: "POST", path: "/v1/carts", body: { country: "de" }, status: 400 },
  catalog: { method: "GET", path: "/v1/catalog/products", query: "limit=none", status: 400 },
  checkout: { method: "POST", path: "/v1/checkout/quotes", body: { cartId: "cart_1" }, headers: guest, status: 400 },
  customer: { method: "PATCH", path: "/v1/customers/me", body: {}, status: 401 },
  docs: { method: "GET", path: "/v1/nothing", status: 404 },
  inventory: { method: "POST", path: "/v1/inventory/MUG/adjustments", body: {}, headers: staff, status: 400 },
  order: { method: "GET", path: "/v1/orders", query: "limit=none", headers: staff, status: 400 },
  payment: { method: "POST", path: "/v1/payments/pay_1/confirm", body: {}, headers: guest, status: 400 },
  search: { method: "GET", path: "/v1/search/products", query: "limit=none", status: 400 },
  shop: { method: "PUT", path: "/v1/shop", body: {}, headers: staff, status: 400 },
};

/** The event, and the status that answers it; undefined for what answers to nothing without the table. */
export function firstEvent(handler: string): { event: unknown; status?: number } | undefined {
  const [, name = "", file] = /^packages\/([^/]+)\/src\/([^.]+)/.exec(handler) ?? [];
  if (name !== "sandbox" && (file === "consumer" || file === "relay")) return { event: { Records: [] } };
  const request = file === "http" ? asked[name] : undefined;
  if (!request) return undefined;
  const { method, path, query = "", body, headers = {}, status } = request;
  const http = { method, path, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "bench" };
  const event = {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: query,
    headers: { host: "bench.example", "content-type": "application/json", "idempotency-key": "bench-0123456789abcdef", ...headers },
    requestContext: { http, requestId: "bench", domainName: "bench.example", stage: "$default" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    isBase64Encoded: false,
  };
  return { event, status };
}
