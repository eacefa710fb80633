export * from "./checkout.error.ts";
export * from "./checkout.model.ts";
export { place, type PlaceInput } from "./place-order.ts";
export { quote, type QuoteInput } from "./quote.ts";
