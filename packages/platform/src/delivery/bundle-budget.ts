/**
 * What a function's bundle may weigh, minified, in kB of 1,000 bytes, by handler: what it weighs now and a little. An API function may
 * never weigh more than 350: a cold start reads all of it before the first answer. Raise a number with the feature that needs it, and
 * `npm run bench:cold` says what is in a bundle.
 */
export const bundleBudgets: Record<string, number> = {
  "packages/auth/src/http.handler": 155,
  "packages/auth/src/issuer.handler": 290,
  "packages/cart/src/http.handler": 165,
  "packages/catalog/src/consumer.handler": 260,
  "packages/catalog/src/http.handler": 275,
  "packages/catalog/src/import-http.handler": 155,
  "packages/catalog/src/media-consumer.handler": 105,
  "packages/checkout/src/http.handler": 175,
  "packages/core/src/relay.handler": 70,
  "packages/customer/src/consumer.handler": 90,
  "packages/customer/src/http.handler": 170,
  "packages/docs/src/http.handler": 165,
  "packages/inventory/src/consumer.handler": 85,
  "packages/inventory/src/http.handler": 155,
  "packages/inventory/src/sweep.handler": 95,
  "packages/notification/src/consumer.handler": 100,
  "packages/order/src/consumer.handler": 90,
  "packages/order/src/http.handler": 165,
  "packages/payment/src/consumer.handler": 110,
  "packages/payment/src/hold.handler": 115,
  "packages/payment/src/http.handler": 190,
  "packages/payment/src/reconcile.handler": 115,
  "packages/payment/src/sweep.handler": 115,
  "packages/sandbox/src/consumer.handler": 55,
  "packages/sandbox/src/http.handler": 105,
  "packages/search/src/consumer.handler": 90,
  "packages/search/src/http.handler": 190,
  "packages/search/src/stock-stream.handler": 85,
  "packages/shop/src/http.handler": 150,
};

export const apiBudget = 350;

/** What no function carries, and what it has instead. */
export const leftOut: [name: RegExp, instead: string][] = [
  [/^(@aws-sdk|@smithy)\//, "@souk/core/aws/*, @souk/core/dynamo/*"],
  [/^electrodb$/, "@souk/core/entity"],
  [/^(@hono\/zod-openapi|@asteasolutions\/zod-to-openapi)$/, "@souk/core/http: documents are made when they are generated"],
  [/^postcss$/, "nothing: no style is allowed"],
];

/** What a function runs as it is loaded though it could wait for the first request: zod, with the schemas made, or a module of Node's. */
export const runsAtLoad: Record<string, string[]> = {
  // The provider's webhooks go over a connection that is made with it; in production it is absent.
  "packages/sandbox/src/http.handler": ["crypto", "https", "tls"],
};
