import { type Access, api, type Result, type Schemas, settle } from "./api.ts";

export type Confirmation = Schemas["PaymentConfirmation"];
export type Payment = Schemas["Payment"];

interface Confirm {
  paymentId: string;
  orderId: string;
  paymentMethod: string;
  returnUrl: string;
}

/** Pays an order, by its token or as its customer. */
export const confirmPayment = ({ paymentId, ...body }: Confirm, access: Access, key: string): Promise<Result<Confirmation>> =>
  settle(
    api(access).POST("/v1/payments/{paymentId}/confirm", { params: { path: { paymentId }, header: { "idempotency-key": key } }, body }),
  );

/** How a payment stands. Asking makes the API look it up at the provider while its end is not known. */
export const findPayment = (paymentId: string, orderId: string, access: Access): Promise<Result<Payment>> =>
  settle(api(access).GET("/v1/payments/{paymentId}", { params: { path: { paymentId }, query: { orderId } } }));

/** The sandbox's test cards that a shopper may pick; the last four digits are what people know them by. */
export const testCards = [
  { method: "pm_card_visa", brand: "Visa", last4: "4242", outcome: "accepted" },
  { method: "pm_card_mastercard", brand: "Mastercard", last4: "4444", outcome: "accepted" },
  { method: "pm_card_authenticationRequired", brand: "Visa", last4: "3184", outcome: "challenge" },
  { method: "pm_card_chargeDeclined", brand: "Visa", last4: "0002", outcome: "declined" },
  { method: "pm_card_chargeDeclinedInsufficientFunds", brand: "Visa", last4: "9995", outcome: "insufficient" },
  { method: "pm_card_timeoutAfterCharge", brand: "Visa", last4: "5126", outcome: "unanswered" },
] as const;
export type TestCard = (typeof testCards)[number];

export const isTestCard = (method: string): boolean => testCards.some((card) => card.method === method);
