export * as Checkout from "./checkout.ts";
