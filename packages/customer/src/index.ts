export * as Customer from "./customer.ts";
