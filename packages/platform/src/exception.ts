import type { Exception } from "./rule/rule.ts";

const outside = "A fact for consumers outside the shop and for the domains to come; the shop itself needs no reaction to it.";

const unheard = [
  "key.*",
  "staff.*",
  "customer.*",
  "order.authorized",
  "order.completed",
  "payment.attempt_declined",
  "payment.authorized",
  "payment.captured",
  "payment.failed",
  "payment.voided",
];

const asTheShop = [
  "CustomerQueueSubscriberFunction",
  "PaymentQueueSubscriberFunction",
  "HoldQueueSubscriberFunction",
  "HoldAgainQueueSubscriberFunction",
  "ReconcileHandler",
  "SweepHandler",
  "InventorySweepHandler",
];

/** What breaks a rule on purpose. An entry that no stage needs any more fails the test, so that the list stays true. */
export const exceptions: Exception[] = [
  {
    rule: "no-wildcard-resource",
    subject: "WebServerEucentral1",
    reason: "SST lets a site's server empty CloudFront's cache and cannot name the distribution, which is made after it.",
  },
  {
    rule: "function-url-is-private",
    subject: "WebServerEucentral1",
    reason: "CloudFront calls the site's server. Signed calls (OAC) would refuse the plain forms by which shoppers without JavaScript buy.",
  },
  {
    rule: "function-url-is-private",
    subject: "SandboxProvider",
    reason: "It stands for a payment provider, which is public too; it moves no money and is not in production.",
  },
  { rule: "production-keeps-its-data", subject: "WebAssetsBucket", reason: "Built files: every deployment makes them again." },
  { rule: "route-is-documented", subject: "GET /v1/openapi.json", reason: "The document itself." },
  { rule: "route-is-documented", subject: "GET /v1/reference", reason: "The document as a page." },
  { rule: "route-is-documented", subject: "$default", reason: "The issuer's whole host: OAuth describes itself, in its metadata." },
  ...asTheShop.map((name) => ({
    rule: "link-is-there",
    subject: `${name} TokenSecret`,
    reason: "It acts as the shop itself; a token is checked for guests alone.",
  })),
  ...unheard.map((subject) => ({ rule: "published-event-is-subscribed", subject, reason: outside })),
];
