import type { Kind, Language } from "./mail.model.ts";

interface Words {
  subject(number: string, shop: string): string;
  title: string;
  lead: string;
}

interface Copy {
  locale: string;
  greeting(name: string): string;
  mails: Record<Kind, Words>;
  canceledBecause: { hold_expired: string; customer: string; other: string };
  moneyBack: string;
  words: Record<
    | "items"
    | "shipping"
    | "freeOfCharge"
    | "total"
    | "taxIn"
    | "taxPlus"
    | "shipTo"
    | "shipped"
    | "carrier"
    | "trackingNumber"
    | "track"
    | "refund"
    | "refundedSoFar"
    | "view"
    | "goodbye",
    string
  >;
}

/** What mails say, by language. Names and amounts are put in by `mail.template.ts`, which escapes them. */
export const copies: Record<Language, Copy> = {
  en: {
    locale: "en",
    greeting: (name) => `Hello ${name},`,
    mails: {
      confirmed: {
        subject: (number, shop) => `Your ${shop} order ${number} is confirmed`,
        title: "Thank you for your order",
        lead: "Your payment has arrived and we are getting your order ready. We write again as soon as it is on its way.",
      },
      shipped: {
        subject: (number) => `Order ${number} is on its way`,
        title: "Your order is on its way",
        lead: "We have just handed these items over to the carrier.",
      },
      canceled: { subject: (number) => `Order ${number} is canceled`, title: "Your order is canceled", lead: "" },
      refunded: {
        subject: (number) => `Refund for order ${number}`,
        title: "Your refund is on its way",
        lead: "We have returned money to the card you paid with. Banks take up to five working days to show it.",
      },
    },
    canceledBecause: {
      hold_expired:
        "No payment reached us in time, so we have canceled the order and put its items back on the shelf. Nothing was charged. You are welcome to order again.",
      customer: "As you asked, we have canceled the order.",
      other: "We had to cancel your order. We are sorry for the trouble.",
    },
    moneyBack: "What you paid is on its way back to your card; we write again once it is returned.",
    words: {
      items: "Your items",
      shipping: "Shipping",
      freeOfCharge: "free",
      total: "Total",
      taxIn: "of which tax",
      taxPlus: "Tax, in the total",
      shipTo: "Delivery address",
      shipped: "In this parcel",
      carrier: "Carrier",
      trackingNumber: "Tracking number",
      track: "Track the parcel",
      refund: "Refund",
      refundedSoFar: "Refunded in all",
      view: "View your order",
      goodbye: "Your team at",
    },
  },
  de: {
    locale: "de-DE",
    greeting: (name) => `Guten Tag ${name},`,
    mails: {
      confirmed: {
        subject: (number, shop) => `Ihre Bestellung ${number} bei ${shop} ist bestätigt`,
        title: "Danke für Ihre Bestellung",
        lead: "Ihre Zahlung ist eingegangen, und wir machen Ihre Bestellung fertig. Sobald sie unterwegs ist, melden wir uns wieder.",
      },
      shipped: {
        subject: (number) => `Bestellung ${number} ist unterwegs`,
        title: "Ihre Bestellung ist unterwegs",
        lead: "Diese Artikel haben wir gerade dem Paketdienst übergeben.",
      },
      canceled: { subject: (number) => `Bestellung ${number} ist storniert`, title: "Ihre Bestellung ist storniert", lead: "" },
      refunded: {
        subject: (number) => `Erstattung zu Bestellung ${number}`,
        title: "Ihre Erstattung ist unterwegs",
        lead: "Wir haben Geld auf die Karte zurückgebucht, mit der Sie bezahlt haben. Bis die Bank es anzeigt, können fünf Werktage vergehen.",
      },
    },
    canceledBecause: {
      hold_expired:
        "Es ist rechtzeitig keine Zahlung eingegangen. Wir haben die Bestellung storniert und die Artikel wieder freigegeben. Abgebucht wurde nichts. Sie können gern neu bestellen.",
      customer: "Wie gewünscht haben wir die Bestellung storniert.",
      other: "Wir mussten Ihre Bestellung leider stornieren. Bitte entschuldigen Sie die Umstände.",
    },
    moneyBack: "Was Sie bezahlt haben, geht auf Ihre Karte zurück; wir melden uns, sobald es erstattet ist.",
    words: {
      items: "Ihre Artikel",
      shipping: "Versand",
      freeOfCharge: "kostenlos",
      total: "Summe",
      taxIn: "davon Steuer",
      taxPlus: "Steuer, in der Summe",
      shipTo: "Lieferadresse",
      shipped: "In diesem Paket",
      carrier: "Paketdienst",
      trackingNumber: "Sendungsnummer",
      track: "Sendung verfolgen",
      refund: "Erstattung",
      refundedSoFar: "Insgesamt erstattet",
      view: "Bestellung ansehen",
      goodbye: "Ihr Team von",
    },
  },
};
