import type { Clock, Database, FaultCounts, Faults, Functions, Services } from "../contract.ts";
import type { Edge } from "../edge/edge.ts";
import type { RequestRecord } from "../gateway/gateway.ts";
import type { Graph } from "../graph.ts";
import type { Ready } from "./ready.ts";

/** A stage that runs, for tests, scripts and the console. */
export interface Stage {
  ready: Ready;
  clock: Clock;
  database: Database;
  services: Services;
  functions: Functions;
  graph(): Graph;
  /** The latest requests to the API, oldest first. */
  requests(): RequestRecord[];
  faults(): Faults;
  /** @throws StageError for those that need the proxy when the stage was started without `faults`. */
  setFaults(faults: Faults): void;
  faultCounts(): FaultCounts;
  /** What the router keeps of the API's answers and of pictures, as CloudFront does. */
  cache: Pick<Edge, "clear" | "counts">;
  /** True when no event, message or record waits for anybody. Messages with a delay still to run do not count. */
  idle(): boolean;
  /** Resolves when the demo shop is filled, or at once without one. */
  seeded: Promise<void>;
  close(): Promise<void>;
}
