export { type CartInput, type CartOperation, cartSpecification, type CartState, linesOf } from "./cart.ts";
export { judge, linearize, type Operation, type Specification, type Stuck, stuckText } from "./linearize.ts";
export { type OrderBook, type OrderOperation, orderSpecification, type OrderState } from "./order.ts";
export { type StockInput, type StockOperation, stockSpecification, type StockState } from "./stock.ts";
