export * as Payment from "./payment.ts";
