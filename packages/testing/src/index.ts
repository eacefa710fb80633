export { type Harness, useHarness } from "./harness.ts";
export { startEngine } from "./engine.ts";
