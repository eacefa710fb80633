/**
 * What a function's bundle may weigh, minified, in kB of 1,000 bytes, by handler: what it weighs now and a little. An API function may
 * never weigh more than 350: a cold start reads all of it before the first answer. Raise a number with the feature that needs it, and
 * `npm run bench:cold` says what is in a bundle.
 */
export const bundleBudgets: Record<string, number> = {
  "packages/auth/src/http.handler": 215,
  "packages/auth/src/issuer.handler": 335,
  "packages/cart/src/http.handler": 240,
  "packages/catalog/src/consumer.handler": 320,
  "packages/catalog/src/http.handler": 345,
  "packages/catalog/src/import-http.handler": 220,
  "packages/catalog/src/media-consumer.handler": 155,
  "packages/checkout/src/http.handler": 265,
  "packages/core/src/relay.handler": 115,
  "packages/customer/src/consumer.handler": 165,
  "packages/customer/src/http.handler": 275,
  "packages/docs/src/http.handler": 235,
  "packages/inventory/src/consumer.handler": 130,
  "packages/inventory/src/http.handler": 210,
  "packages/inventory/src/sweep.handler": 155,
  "packages/notification/src/consumer.handler": 165,
  "packages/order/src/consumer.handler": 135,
  "packages/order/src/http.handler": 225,
  "packages/payment/src/consumer.handler": 165,
  "packages/payment/src/hold.handler": 170,
  "packages/payment/src/http.handler": 260,
  "packages/payment/src/reconcile.handler": 175,
  "packages/payment/src/sweep.handler": 175,
  "packages/sandbox/src/consumer.handler": 90,
  "packages/sandbox/src/http.handler": 150,
  "packages/search/src/consumer.handler": 170,
  "packages/search/src/http.handler": 265,
  "packages/search/src/stock-stream.handler": 165,
  "packages/shop/src/http.handler": 210,
};

export const apiBudget = 350;

/** What no function carries, and what it has instead. */
export const leftOut: [name: RegExp, instead: string][] = [
  [/^(@aws-sdk|@smithy)\//, "@souk/core/aws/*, @souk/core/dynamo/*"],
  [/^electrodb$/, "@souk/core/entity"],
  [/^(@hono\/zod-openapi|@asteasolutions\/zod-to-openapi)$/, "@souk/core/http: documents are made when they are generated"],
  [/^postcss$/, "nothing: no style is allowed"],
];
