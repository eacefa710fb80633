export { type Fault, faults, type Fired, type Profile } from "./fault.ts";
export { live } from "./live.ts";
export { runMany, type Summary } from "./many.ts";
export { emptyCells, matrixText } from "./matrix.ts";
export { type Outcome, run, type RunOptions } from "./run.ts";
export { shrink } from "./shrink.ts";
