import type { Exception } from "../rule/rule.ts";

export interface AccessException extends Exception {
  /** Used in some runs and not in others, as chance has it: it is no mistake when it was. */
  sometimes?: true;
}

const unused = (subject: string, reason: string): AccessException => ({ rule: "grant-is-used", subject, reason });
const sometimes = (subject: string, reason: string): AccessException => ({ ...unused(subject, reason), sometimes: true });

const asStaff = "Read when a member of staff comes with an access token; at this API the tests use keys, and the site acts for shoppers.";

/** Grants that no end-to-end test was seen to use, each with its reason. */
export const accessExceptions: AccessException[] = [
  ...["CartApi", "CheckoutApi", "CustomerApi", "DocsApi", "ImportApi", "SearchApi"].map((name) => unused(`${name} staff`, asStaff)),
  ...["DocsApi", "ImportApi", "SearchApi"].map((name) => unused(`${name} session`, asStaff)),
  unused("CustomerQueueSubscriberFunction customer", "Only for a guest's order under an address whose owner has an account already."),
  unused("CustomerQueueSubscriberFunction order", "The same: the order is given to that account."),
  unused("ImportApi s3:GetObject", "Only for a file that was uploaded by itself: its presence is looked at."),
  sometimes("HoldAgainQueueSubscriberFunction *", "When the stage's clock has moved on by then, the sweep may have been there first."),
  sometimes("HoldQueueSubscriberFunction sqs:SendMessage", "Only for an attempt that is under way when its order's hold ends."),
  unused("MediaQueueSubscriberFunction *", "Tests reach no host of pictures, so nothing is stored and no product changed."),
  sometimes("PaymentQueueSubscriberFunction inbox", "Only when what was captured is refunded after a cancel."),
  sometimes("PaymentQueueSubscriberFunction order", "Only when a cancel and a payment meet."),
  ...["ReconcileHandler", "SweepHandler", "InventorySweepHandler"].map((name) =>
    sometimes(`${name} sqs:SendMessage`, "Lambda itself sends with the function's role, when a run has failed."),
  ),
  ...["stock", "inbox"].map((kind) =>
    sometimes(`InventorySweepHandler ${kind}`, "Written only when the event of a cancel was lost: its own tests lose one."),
  ),
  ...[
    "InventorySweepHandler order",
    "InventorySweepHandler patrol",
    "SweepHandler order",
    "SweepHandler patrol",
    "SweepHandler payment",
  ].map((subject) =>
    sometimes(subject, "A sweep that finds nothing looks at no order and notes nothing: its own tests leave something behind."),
  ),
  ...["payment", "order"].map((kind) =>
    sometimes(`ReconcileHandler ${kind}`, "Written only when a webhook was lost: its own tests lose some."),
  ),
  unused("SearchApi search", "Written only when the snapshot is made anew and was wrong: the tests of search begin without one."),
  unused("ShopApi *", "The shop's settings are changed by staff, seldom; its own tests do it without a stage."),
  sometimes("SoukTableSubscriberStockFunction sqs:SendMessage", "Lambda itself sends what fails."),
  sometimes("SoukTableSubscriberRelayFunction sqs:SendMessage", "Only when the bus refuses an event for its content."),
];
