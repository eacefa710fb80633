export * as Shop from "./shop.ts";
