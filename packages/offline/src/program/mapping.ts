import type { Mapping } from "../graph.ts";
import { refuseUnknown, transformed } from "./component.ts";
import type { ResourceTransform } from "./component.ts";
import { recording } from "./recording.ts";

/** An event source mapping as AWS names its settings, which `transform.eventSourceMapping` may change. */
export interface MappingArgs {
  batchSize?: number;
  maximumBatchingWindowInSeconds?: number;
  functionResponseTypes?: string[];
  bisectBatchOnFunctionError?: boolean;
  startingPosition?: string;
  maximumRetryAttempts?: number;
  destinationConfig?: { onFailure?: { destinationArn?: string } };
  scalingConfig?: { maximumConcurrency?: number };
  filterCriteria?: { filters: { pattern: string }[] };
}

const known = [
  "batchSize maximumBatchingWindowInSeconds functionResponseTypes bisectBatchOnFunctionError startingPosition",
  "maximumRetryAttempts destinationConfig scalingConfig filterCriteria",
].flatMap((line) => line.split(" "));

export function addMapping(
  id: string,
  source: Mapping["source"],
  functionId: string,
  transform: ResourceTransform<MappingArgs> | undefined,
  defaults: MappingArgs,
): void {
  const args = transformed(transform, `${id}EventSourceMapping`, defaults);
  refuseUnknown(args, `the event source mapping of ${id}`, known);
  const onFailureArn = args.destinationConfig?.onFailure?.destinationArn;
  const maximumConcurrency = args.scalingConfig?.maximumConcurrency;
  recording().graph.mappings.push({
    id,
    functionId,
    source,
    filters: (args.filterCriteria?.filters ?? []).map(({ pattern }) => JSON.parse(pattern) as Record<string, unknown>),
    batchSize: args.batchSize ?? ("queueArn" in source ? 10 : 100),
    windowSeconds: args.maximumBatchingWindowInSeconds ?? 0,
    partialResponses: (args.functionResponseTypes ?? []).includes("ReportBatchItemFailures"),
    bisect: args.bisectBatchOnFunctionError ?? false,
    ...("tableId" in source ? { startingPosition: args.startingPosition === "TRIM_HORIZON" ? "TRIM_HORIZON" : "LATEST" } : {}),
    ...(args.maximumRetryAttempts !== undefined && args.maximumRetryAttempts >= 0
      ? { maximumRetryAttempts: args.maximumRetryAttempts }
      : {}),
    ...(onFailureArn ? { onFailureArn } : {}),
    ...(maximumConcurrency ? { maximumConcurrency } : {}),
  });
}
