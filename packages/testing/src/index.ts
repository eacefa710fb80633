export { openBrowser, type Visit, visit } from "./browser.ts";
export { startEngine } from "./engine.ts";
export { type Harness, useHarness } from "./harness.ts";
export {
  address,
  type Answer,
  type Basket,
  confirm,
  fillCart,
  newKey,
  place,
  type Placed,
  quote,
  type Quote,
  send,
  staff,
} from "./shopper.ts";
export { sell } from "./product.ts";
export { type BuiltSite, startBuiltSite } from "./site.ts";
export { dropState, newState, type Ready, type Stage, startStage } from "./stage.ts";
