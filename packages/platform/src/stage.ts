import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Edit } from "./bundle.ts";
import { evaluate } from "./evaluate.ts";
import type { Graph } from "./graph.ts";
import type { Stage, StagePolicy } from "./rule/rule.ts";
import { declaredEvents, publishedEvents, reactionsOf } from "./source/event.ts";
import { linkUse, type LinkUse } from "./source/link.ts";
import { documentedOperations } from "./source/operation.ts";

/** Values that are found again wherever a secret leaks. */
export const secrets = {
  TokenSecret: "the-value-of-token-secret",
  AuthSecret: "the-value-of-auth-secret-in-32-letters",
  SandboxSecret: "the-value-of-sandbox-secret",
  StaffApiKey: "the-value-of-staff-api-key",
};

/** Evaluates a stage of the shop and gathers what the rules compare it with. */
export async function evaluateStage(root: string, name: string, edits: Edit[] = []): Promise<Stage> {
  const [graph, policy, events] = await Promise.all([
    evaluate({ root, stage: name, secrets, sites: ["packages/web"], edits }),
    policyOf(root, name),
    declaredEvents(root),
  ]);
  const handlers = [
    ...new Set(
      graph
        .functions()
        .filter(({ build }) => build && !build.bundle)
        .map(({ handler }) => handler),
    ),
  ];
  const reactions = handlers.flatMap((handler) => {
    const names = reactionsOf(root, handler, events);
    return names ? [[handler, names] as const] : [];
  });
  return {
    name,
    graph,
    policy,
    operations: documentedOperations(root),
    published: publishedEvents(events),
    reactions: new Map(reactions),
    linkUse: await linkUses(root, handlers, graph),
    secrets,
  };
}

async function linkUses(root: string, handlers: string[], graph: Graph): Promise<Map<string, LinkUse>> {
  const links = Object.keys(graph.evaluation.links);
  const found = await Promise.all(handlers.map(async (handler) => [handler, await linkUse(root, handler, links)] as const));
  return new Map(found.flatMap(([handler, use]) => (use ? [[handler, use] as const] : [])));
}

const days: Record<string, number> = { "1 week": 7, "1 month": 30, "3 months": 90 };

/** `infra/stage.ts` is not imported by name: SST's globals, which it is typed with, stay out of the packages. */
async function policyOf(root: string, name: string): Promise<StagePolicy> {
  const file = pathToFileURL(path.join(root, "infra/stage.ts")).href;
  const { policyOf: read } = (await import(file)) as {
    policyOf(stage: string): Omit<StagePolicy, "logRetentionDays"> & { logRetention: string };
  };
  const { logRetention, ...policy } = read(name);
  return { ...policy, logRetentionDays: days[logRetention] ?? 0 };
}
