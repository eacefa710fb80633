import type { Graph } from "@souk/offline";
import { loadProgram, type ProgramOptions } from "@souk/offline/program";
import { type Declaration, naming } from "./declaration.ts";

/** What the offline stage makes of the program, as a deployment (`$dev` is false) of the given stage. */
export const recorded = async (root: string, stage: string, secrets: Record<string, string>): Promise<Declaration> =>
  declarationOf(await recordedGraph(root, stage, secrets));

export async function recordedGraph(root: string, stage: string, secrets: ProgramOptions["secrets"]): Promise<Graph> {
  const base = {
    api: (id: string) => `http://api.test/${id}`,
    queue: (name: string) => `http://queue.test/${name}`,
    bucket: (name: string) => `http://storage.test/${name}`,
    function: (id: string) => `http://function.test/${id}/`,
    site: () => "http://site.test",
  };
  const { graph } = await loadProgram({ root, stage, region: "eu-central-1", base, secrets, dev: false });
  return graph;
}

const by = <T>(items: T[], name: (item: T) => string, value: (item: T) => unknown): Record<string, unknown> =>
  Object.fromEntries(items.map((item) => [name(item), value(item)]));

function declarationOf(graph: Graph): Declaration {
  const name = naming(aliasesOf(graph));
  const functions = Object.values(graph.functions);
  const handlerOf = (id: string) => graph.functions[id]?.handler;
  const declaration: Declaration = {
    functions: by(
      functions,
      ({ id }) => id,
      ({ handler, links, environment, permissions, timeoutSeconds, memoryMb, url, nodejs, asyncRetries, failureArn }) => ({
        handler,
        links: links.toSorted(),
        environment,
        timeoutSeconds,
        memoryMb,
        url,
        nodejs,
        asyncRetries,
        failure: failureArn,
        permissions: permissions.map((permission) => ({ ...permission, conditions: permission.conditions ?? [] })),
      }),
    ),
    links: graph.links,
    routes: by(
      graph.routes,
      ({ key }) => key,
      ({ functionId }) => handlerOf(functionId),
    ),
    rules: by(
      graph.rules,
      ({ id }) => id,
      ({ pattern, target, deadLetterArn }) => ({
        pattern,
        target: "queueArn" in target ? target.queueArn : handlerOf(target.functionId),
        deadLetter: deadLetterArn,
      }),
    ),
    mappings: by(
      graph.mappings,
      ({ functionId }) => functionId,
      ({ source, filters, batchSize, windowSeconds, partialResponses, bisect, startingPosition, maximumRetryAttempts, onFailureArn }) => ({
        filters,
        batchSize,
        windowSeconds,
        partialResponses,
        bisect,
        startingPosition,
        maximumRetryAttempts,
        source: "queueArn" in source ? source.queueArn : `{stream ${source.tableId}}`,
        onFailure: onFailureArn,
      }),
    ),
    queues: by(
      graph.queues,
      ({ id }) => id,
      ({ visibilitySeconds, delaySeconds, retentionSeconds, deadLetter }) => ({
        visibilitySeconds,
        delaySeconds,
        retentionSeconds,
        deadLetter,
      }),
    ),
    tables: by(
      graph.tables,
      ({ id }) => id,
      ({ fields, primaryIndex, globalIndexes, ttl, stream }) => ({ fields, primaryIndex, globalIndexes, ttl, stream }),
    ),
    buckets: by(
      graph.buckets,
      ({ id }) => id,
      () => true,
    ),
    buses: by(
      graph.buses,
      ({ id }) => id,
      () => true,
    ),
    schedules: by(
      graph.crons,
      ({ id }) => id,
      ({ schedule, functionId, enabled, timezone, retries, deadLetterArn }) => ({
        schedule,
        enabled,
        retries: retries ?? 0,
        deadLetter: deadLetterArn,
        timezone: timezone ?? "UTC",
        handler: handlerOf(functionId),
      }),
    ),
    sites: by(
      graph.sites,
      ({ id }) => id,
      ({ path, links }) => ({ path, links: links.toSorted() }),
    ),
    routers: by(
      graph.routers,
      ({ id }) => id,
      ({ routes }) => routes.map(({ pattern }) => pattern).sort(),
    ),
    mails: by(
      graph.emails,
      ({ id }) => id,
      ({ sender }) => sender,
    ),
  };
  return name(declaration) as Declaration;
}

function aliasesOf(graph: Graph): [string, string][] {
  const named = [...graph.tables, ...graph.queues, ...graph.buses, ...Object.values(graph.functions)];
  return [
    ...named.flatMap(({ id, name, arn }): [string, string][] => [
      [name, `name ${id}`],
      [arn, `arn ${id}`],
    ]),
    ...graph.queues.map(({ id, url }): [string, string] => [url, `url ${id}`]),
    ...graph.apis.map(({ id, url }): [string, string] => [url, `url ${id}`]),
    ...Object.values(graph.functions).map(({ id }): [string, string] => [`http://function.test/${id}/`, `url ${id}`]),
    ...graph.buckets.flatMap(({ id, name }): [string, string][] => [
      [name, `name ${id}`],
      [`arn:aws:s3:::${name}`, `arn ${id}`],
    ]),
    ...graph.emails.map(({ id, sender }): [string, string] => [`arn:aws:ses:${graph.region}:000000000000:identity/${sender}`, `arn ${id}`]),
    // As `Email.configSet` of the recorder says it.
    ...graph.emails.map(({ id }): [string, string] => [
      `${graph.app.name}-${graph.app.stage}-${id.toLowerCase()}`,
      `configuration of ${id}`,
    ]),
    ["http://site.test", "url of the site"],
  ];
}
