export { seedOrders } from "./past-order.ts";
