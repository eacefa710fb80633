export { type Person, seedOrders } from "./past-order.ts";
