export * as Order from "./order.ts";
