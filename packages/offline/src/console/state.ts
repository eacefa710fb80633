import { costsByTrace, meanCost } from "./cost.ts";
import type { Stage } from "../stage/handle.ts";

const shown = 100;

/** All that the page shows, in one answer. */
export function stateOf(stage: Stage) {
  const { services, functions } = stage;
  const invocations = functions.invocations();
  return {
    now: new Date(stage.clock.now()).toISOString(),
    movedMilliseconds: Math.round(stage.clock.now() - Date.now()),
    idle: stage.idle(),
    ready: stage.ready,
    faults: stage.faults(),
    faultCounts: stage.faultCounts(),
    cache: stage.cache.counts(),
    functions: Object.values(stage.graph().functions).map((node) => ({
      id: node.id,
      handler: node.handler,
      links: node.links,
      ...(node.url ? { url: stage.graph().links[node.id]?.["url"] } : {}),
      ...countsOf(invocations.filter((invocation) => invocation.functionId === node.id)),
      cost: meanCost(invocations.filter((invocation) => invocation.functionId === node.id)),
    })),
    costs: costsByTrace(invocations, shown / 2),
    invocations: invocations.slice(-shown).toReversed(),
    requests: stage.requests().slice(-shown).toReversed(),
    queues: queuesOf(stage),
    events: services.events(shown),
    mails: services
      .mails()
      .slice(0, shown)
      .map(({ html: _html, ...mail }) => mail),
  };
}

/** A queue that no function reads holds what somebody gave up; only one behind a queue can send it back. */
function queuesOf({ services, graph }: Stage) {
  const read = new Set(graph().mappings.flatMap(({ source }) => ("queueArn" in source ? [source.queueArn] : [])));
  const arns = new Map(graph().queues.map((queue) => [queue.name, queue.arn]));
  return services.queues().map((queue) => {
    const parked = !read.has(arns.get(queue.name) ?? "");
    return { ...queue, parked, messages: parked && queue.visible > 0 ? services.messages(queue.name, 20) : [] };
  });
}

function countsOf(invocations: { error?: string; milliseconds: number }[]): { calls: number; errors: number; milliseconds: number } {
  const errors = invocations.filter((invocation) => invocation.error !== undefined).length;
  const total = invocations.reduce((sum, invocation) => sum + invocation.milliseconds, 0);
  return {
    calls: invocations.length,
    errors,
    milliseconds: invocations.length > 0 ? Math.round((total / invocations.length) * 10) / 10 : 0,
  };
}
