export type * from "./contract.ts";
export type { Graph } from "./graph.ts";
export type { StageOptions } from "./stage/options.ts";
export type { Ready } from "./stage/ready.ts";
export { StageError } from "./stage/stage-error.ts";
export type { Stage } from "./stage/handle.ts";
export { startStage } from "./stage/stage.ts";
export { resetState } from "./stage/state-folder.ts";
