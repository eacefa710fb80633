export * as Cart from "./cart.ts";
