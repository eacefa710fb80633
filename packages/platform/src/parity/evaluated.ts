import type { Resource } from "../evaluation.ts";
import type { FunctionView, Graph } from "../graph.ts";
import { at, isProps, listAt, numberAt, parsed, type Props, textAt, textsAt } from "../json.ts";
import type { Statement } from "../statement.ts";
import { type Declaration, naming } from "./declaration.ts";

const by = <T>(items: T[], name: (item: T) => string, value: (item: T) => unknown): Record<string, unknown> =>
  Object.fromEntries(items.map((item) => [name(item), value(item)]));

/** "ImportQueueSubscriberFunction", which SST makes of a subscription, is "ImportQueueSubscriber". */
const idOf = ({ name, build }: Pick<FunctionView, "name" | "build">) =>
  build?.bundle ? name : name.replace(/(Subscriber\w*)Function$/, "$1");

/** What SST's real platform makes of the program. */
export function evaluated(graph: Graph): Declaration {
  const own = graph.functions().filter(({ build }) => build && !build.bundle);
  const sites = graph.functions().filter(({ build }) => build?.bundle);
  const urls = new Set(graph.all("aws:lambda/functionUrl:FunctionUrl").map(({ inputs }) => inputs["functionName"]));
  const declaration: Declaration = {
    functions: by(own, idOf, (view) => ({
      handler: view.handler,
      links: view.links.toSorted(),
      environment: Object.fromEntries(Object.entries(view.environment).filter(([key]) => !key.startsWith("SST_"))),
      permissions: view.statements.filter((statement) => !isPlatforms(graph, view, statement)).map(permissionOf),
      timeoutSeconds: numberAt(view.resource.inputs, "timeout"),
      memoryMb: numberAt(view.resource.inputs, "memorySize"),
      url: urls.has(view.resource.outputs["name"]),
      nodejs: Object.fromEntries(Object.entries(view.build?.properties ?? {}).filter(([key]) => key !== "architecture")),
      ...asyncCallsOf(graph, view),
    })),
    links: Object.fromEntries(Object.entries(graph.evaluation.links).map(([id, { properties }]) => [id, properties])),
    routes: by(
      graph.routes(),
      ({ key }) => key,
      ({ target }) => target?.handler,
    ),
    rules: by(
      graph.rules(),
      ({ name }) => name.replace(/Rule$/, ""),
      ({ pattern, targets: [target] }) => ({ pattern, target: target?.resource?.outputs["arn"], deadLetter: target?.deadLetterArn }),
    ),
    mappings: by(
      graph.mappings(),
      ({ target, name }) => (target ? idOf(target) : name),
      ({ inputs, source }) => mappingOf(graph, inputs, source),
    ),
    queues: by(graph.all("aws:sqs/queue:Queue"), (queue) => graph.nameOf(queue), queueOf),
    tables: by(graph.all("aws:dynamodb/table:Table"), (table) => graph.nameOf(table), tableOf),
    buckets: by(
      componentsOf(graph, "sst:aws:Bucket"),
      ({ name }) => name,
      () => true,
    ),
    buses: by(
      componentsOf(graph, "sst:aws:Bus"),
      ({ name }) => name,
      () => true,
    ),
    schedules: by(
      graph.all("aws:scheduler/schedule:Schedule"),
      (schedule) => graph.nameOf(schedule),
      (schedule) => scheduleOf(graph, schedule),
    ),
    sites: by(
      sites,
      ({ resource }) => graph.owners(resource)[0]?.name ?? resource.name,
      ({ build, links }) => ({ path: build?.bundle?.replace("/.output/server", ""), links: links.toSorted() }),
    ),
    routers: by(
      componentsOf(graph, "sst:aws:Router"),
      ({ name }) => name,
      ({ name }) => routesOf(graph, name),
    ),
    mails: by(
      graph.all("aws:sesv2/emailIdentity:EmailIdentity"),
      (mail) => graph.nameOf(mail),
      ({ inputs }) => inputs["emailIdentity"],
    ),
  };
  return naming(aliasesOf(graph))(declaration) as Declaration;
}

function asyncCallsOf(graph: Graph, { resource }: FunctionView): Props {
  const config = graph
    .all("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig")
    .find(({ inputs }) => inputs["functionName"] === resource.outputs["name"]);
  return {
    asyncRetries: config && numberAt(config.inputs, "maximumRetryAttempts"),
    failure: config && textAt(config.inputs, "destinationConfig.onFailure.destination"),
  };
}

/** Components that the program itself declares: not those inside others, such as a site's own bucket. */
const componentsOf = (graph: Graph, type: string) =>
  graph.resources.filter((resource) => resource.type === type && graph.owners(resource).length === 0);

/** What SST grants by itself, so that a function may take from its queue or stream. */
function isPlatforms(graph: Graph, view: FunctionView, { actions, resources }: Statement): boolean {
  const mapping = graph.mappings().find(({ target }) => target?.resource === view.resource);
  return (
    resources.length === 1 &&
    resources[0] === mapping?.inputs["eventSourceArn"] &&
    actions.some((action) => /:(ReceiveMessage|GetRecords)$/.test(action))
  );
}

function permissionOf({ actions, resources, conditions }: Statement): Props {
  return {
    actions,
    resources,
    conditions: Object.entries(conditions).flatMap(([test, variables]) =>
      Object.entries(variables).map(([variable, values]) => ({ test, variable, values })),
    ),
  };
}

function mappingOf(graph: Graph, inputs: Props, source: Resource | undefined): Props {
  const isStream = source?.type === "aws:dynamodb/table:Table";
  const retries = numberAt(inputs, "maximumRetryAttempts");
  return {
    filters: listAt(inputs, "filterCriteria.filters").map((filter) => parsed(at(filter, "pattern"))),
    batchSize: numberAt(inputs, "batchSize") ?? (isStream ? 100 : 10),
    windowSeconds: numberAt(inputs, "maximumBatchingWindowInSeconds") ?? 0,
    partialResponses: textsAt(inputs, "functionResponseTypes").includes("ReportBatchItemFailures"),
    bisect: inputs["bisectBatchOnFunctionError"] === true,
    startingPosition: inputs["startingPosition"],
    maximumRetryAttempts: retries !== undefined && retries >= 0 ? retries : undefined,
    source: isStream ? `{stream ${graph.nameOf(source)}}` : inputs["eventSourceArn"],
    onFailure: textAt(inputs, "destinationConfig.onFailure.destinationArn"),
  };
}

function queueOf({ inputs }: Resource): Props {
  const redrive = parsed(inputs["redrivePolicy"]);
  return {
    visibilitySeconds: numberAt(inputs, "visibilityTimeoutSeconds") ?? 30,
    delaySeconds: numberAt(inputs, "delaySeconds") ?? 0,
    retentionSeconds: numberAt(inputs, "messageRetentionSeconds") ?? 4 * 86_400,
    deadLetter: isProps(redrive) ? { queueArn: redrive["deadLetterTargetArn"], receives: redrive["maxReceiveCount"] } : undefined,
  };
}

const attributeTypes: Record<string, string> = { S: "string", N: "number", B: "binary" };

function tableOf({ inputs }: Resource): Props {
  const keys = (index: unknown) => ({ hashKey: at(index, "hashKey"), rangeKey: at(index, "rangeKey") });
  const fields = listAt(inputs, "attributes").map((attribute) => [at(attribute, "name"), attributeTypes[String(at(attribute, "type"))]]);
  return {
    fields: Object.fromEntries(fields) as Props,
    primaryIndex: keys(inputs),
    globalIndexes: Object.fromEntries(listAt(inputs, "globalSecondaryIndexes").map((index) => [at(index, "name"), keys(index)])) as Props,
    ttl: textAt(inputs, "ttl.attributeName"),
    stream: textAt(inputs, "streamViewType")?.toLowerCase().replaceAll("_", "-"),
  };
}

function scheduleOf(graph: Graph, { inputs }: Resource): Props {
  const target = graph.find(at(inputs, "target.arn"));
  return {
    schedule: inputs["scheduleExpression"],
    enabled: inputs["state"] !== "DISABLED",
    timezone: textAt(inputs, "scheduleExpressionTimezone") ?? "UTC",
    retries: numberAt(inputs, "target.retryPolicy.maximumRetryAttempts") ?? 0,
    deadLetter: textAt(inputs, "target.deadLetterConfig.arn"),
    handler: graph.functions().find(({ resource }) => resource === target)?.handler,
  };
}

/** Patterns of the URL routes: SST writes them into CloudFront's key-value store as "url,<id>,<host>,<path>". */
function routesOf(graph: Graph, router: string): string[] {
  const updates = graph.resources.filter(({ name }) => name.startsWith(`${router}Route`) && name.endsWith(".KvRoutesUpdate"));
  return updates.map(({ inputs }) => textAt(inputs, "entry")?.split(",").at(-1) ?? "").sort();
}

function aliasesOf(graph: Graph): [string, string][] {
  const textOf = (value: unknown) => (typeof value === "string" ? value : "");
  const named = ["aws:dynamodb/table:Table", "aws:sqs/queue:Queue", "aws:cloudwatch/eventBus:EventBus"].flatMap((type) => graph.all(type));
  const all: [string, Resource][] = [
    ...[...named, ...graph.all("aws:s3/bucket:Bucket"), ...graph.all("aws:sesv2/emailIdentity:EmailIdentity")].map(
      (resource): [string, Resource] => [graph.nameOf(resource), resource],
    ),
    ...graph.functions().map((view): [string, Resource] => [idOf(view), view.resource]),
  ];
  const urls = graph
    .all("aws:lambda/functionUrl:FunctionUrl")
    .map((url): [string, string] => [textOf(url.outputs["functionUrl"]), `url ${graph.nameOf(url)}`]);
  return [
    ...all.flatMap(([id, { outputs }]): [string, string][] => [
      [textOf(outputs["name"] ?? outputs["bucket"]), `name ${id}`],
      [textOf(outputs["arn"]), `arn ${id}`],
      [textOf(outputs["url"]), `url ${id}`],
    ]),
    ...urls,
    ...graph
      .all("aws:sesv2/configurationSet:ConfigurationSet")
      .map((set): [string, string] => [textOf(set.inputs["configurationSetName"]), `configuration of ${graph.nameOf(set)}`]),
    ...graph
      .all("aws:apigatewayv2/api:Api")
      .map((api): [string, string] => [textOf(api.outputs["apiEndpoint"]), `url ${graph.nameOf(api)}`]),
    ...graph
      .all("aws:cloudfront/distribution:Distribution")
      .map(({ outputs }): [string, string] => [`https://${textOf(outputs["domainName"])}`, "url of the site"]),
  ];
}
