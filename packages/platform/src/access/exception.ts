import type { Exception } from "../rule/rule.ts";

const used = (subject: string, reason: string): Exception => ({ rule: "grant-is-used", subject, reason });

/** Grants that no end-to-end test was seen to use, each with its reason. */
export const accessExceptions: Exception[] = [
  used("CartApi idempotency", "Only when a caller sends an Idempotency-Key, which carts accept and do not ask for."),
  used("ImportApi s3:GetObject", "Only for a file that was uploaded by itself: its presence is looked at."),
  used("DocsApi shop", "The details of health read it, for staff."),
  used(
    "HoldAgainQueueSubscriberFunction *",
    "A hold is looked at again a quarter of an hour after a challenge was begun: longer than any test.",
  ),
  used("MediaQueueSubscriberFunction *", "Tests reach no host of pictures, so nothing is stored and no product changed."),
  used("PaymentQueueSubscriberFunction inbox", "Only when what was captured is refunded after a cancel."),
  ...["ReconcileHandler", "SweepHandler", "InventorySweepHandler"].map((name) =>
    used(`${name} sqs:SendMessage`, "Lambda itself sends with the function's role, when a run has failed."),
  ),
  ...["stock", "inbox"].map((kind) =>
    used(`InventorySweepHandler ${kind}`, "Written only when the event of a cancel was lost: its own tests lose one."),
  ),
  ...["payment", "order"].map((kind) => used(`ReconcileHandler ${kind}`, "Written only when a webhook was lost: its own tests lose some.")),
  used("ShopApi *", "The shop's settings are changed by staff, seldom; its own tests do it without a stage."),
  used("SoukTableSubscriberRelayFunction sqs:SendMessage", "Only when the bus refuses an event for its content."),
];
