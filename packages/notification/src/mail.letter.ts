import { exponentOf, type Money } from "@souk/core";
import type { Order } from "@souk/order";
import { copies } from "./mail.copy.ts";
import { type Kind, type Language, languageOf, type Letter, type Row } from "./mail.model.ts";

export interface Occasion {
  kind: Kind;
  head: Order.Head;
  detail: Order.Detail;
  shopName: string;
  /** The order's page, with a token of its own. */
  url: string;
  shipment?: { lines: { sku: string; quantity: number }[]; tracking?: Order.Tracking | undefined };
  cancel?: { reason: string; paid: boolean };
  refund?: { amount: Money; totalRefunded: Money };
}

export function money(language: Language, { amount, currency }: Money): string {
  const digits = exponentOf(currency);
  const format = new Intl.NumberFormat(copies[language].locale, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(amount / 10 ** digits);
}

/** What a mail says on its occasion, in the language of the order's market. */
export function compose(occasion: Occasion): Letter {
  const { kind, head, detail, shopName, url } = occasion;
  const language = languageOf(head.country);
  const copy = copies[language];
  const { subject, title } = copy.mails[kind];
  return {
    language,
    subject: subject(head.number, shopName),
    title,
    greeting: copy.greeting(detail.contact.name),
    paragraphs: leadOf(occasion, language),
    sections: sectionsOf(occasion, language),
    link: { label: copy.words.view, url },
    goodbye: `${copy.words.goodbye} ${shopName}`,
  };
}

function leadOf({ kind, cancel }: Occasion, language: Language): string[] {
  const { mails, canceledBecause, moneyBack } = copies[language];
  if (kind !== "canceled" || !cancel) return [mails[kind].lead];
  const because = cancel.reason === "hold_expired" || cancel.reason === "customer" ? canceledBecause[cancel.reason] : canceledBecause.other;
  return cancel.paid ? [because, moneyBack] : [because];
}

function sectionsOf({ kind, head, detail, shipment, refund }: Occasion, language: Language): Letter["sections"] {
  const { words } = copies[language];
  const inMoney = (amount: number) => money(language, { amount, currency: head.currency });
  const items = detail.lines.map((line) => ({ label: titleOf(line, line.quantity), value: inMoney(line.gross) }));
  switch (kind) {
    case "confirmed":
      return [
        { heading: words.items, rows: [...items, ...totalsOf(head, detail, language)] },
        { heading: words.shipTo, rows: addressOf(detail.shippingAddress) },
      ];
    case "shipped":
      return [{ heading: words.shipped, rows: [...shippedOf(detail, shipment), ...trackingOf(shipment?.tracking, language)] }];
    case "canceled":
      return [{ heading: words.items, rows: items }];
    case "refunded":
      return refund
        ? [
            {
              heading: `${words.refund} ${head.number}`,
              rows: [
                { label: words.refund, value: money(language, refund.amount), strong: true },
                { label: words.refundedSoFar, value: money(language, refund.totalRefunded) },
              ],
            },
          ]
        : [];
  }
}

const titleOf = ({ title, variant }: Order.Line, quantity: number) => `${quantity} × ${title}${variant ? `, ${variant}` : ""}`;

function totalsOf(head: Order.Head, detail: Order.Detail, language: Language): Row[] {
  const { words } = copies[language];
  const { totals, currency } = head;
  const inMoney = (amount: number) => money(language, { amount, currency });
  const tax = totals.tax > 0 ? [{ label: totals.taxIncluded ? words.taxIn : words.taxPlus, value: inMoney(totals.tax) }] : [];
  const shipping = totals.shipping === 0 ? words.freeOfCharge : inMoney(totals.shipping);
  return [
    { label: `${words.shipping} (${detail.shipping.name})`, value: shipping },
    { label: words.total, value: inMoney(totals.total), strong: true },
    ...tax,
  ];
}

function shippedOf(detail: Order.Detail, shipment: Occasion["shipment"]): Row[] {
  const quantities = new Map(shipment?.lines.map(({ sku, quantity }) => [sku, quantity]));
  return detail.lines.flatMap((line) => {
    const quantity = quantities.get(line.sku);
    return quantity === undefined ? [] : [{ label: titleOf(line, quantity) }];
  });
}

function trackingOf(tracking: Order.Tracking | undefined, language: Language): Row[] {
  const { words } = copies[language];
  if (!tracking) return [];
  const { carrier, number, url } = tracking;
  return [
    { label: words.carrier, value: carrier },
    { label: words.trackingNumber, value: number },
    ...(url ? [{ label: words.track, url }] : []),
  ];
}

const addressOf = ({ name, line1, line2, postalCode, city, region, country }: Order.Address): Row[] =>
  [name, line1, line2, `${postalCode} ${city}`, region, country]
    .filter((part) => part !== undefined && part !== "")
    .map((label) => ({ label: String(label) }));
