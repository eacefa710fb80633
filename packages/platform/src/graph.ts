import { createHash } from "node:crypto";
import type { Build, Evaluation, Resource } from "./evaluation.ts";
import { at, isProps, listAt, many, parsed, type Props, textAt, textsAt } from "./json.ts";
import { type Statement, statementsOf } from "./statement.ts";

export interface FunctionView {
  /** SST's component: "OrderApi". */
  name: string;
  handler: string;
  resource: Resource;
  build: Build | undefined;
  environment: Props;
  links: string[];
  statements: Statement[];
  managedPolicies: string[];
}
export interface RouteView {
  key: string;
  /** What answers, when it is one of the program's functions. */
  target: FunctionView | undefined;
  resource: Resource;
}
export interface RuleView {
  name: string;
  pattern: Props | undefined;
  targets: { resource: Resource | undefined; deadLetterArn: string | undefined }[];
}
export interface MappingView {
  name: string;
  source: Resource | undefined;
  target: FunctionView | undefined;
  inputs: Props;
}

/** Questions about an evaluated program. A dead letter, for example: `graph.all("Queue").filter((queue) => graph.redrivesTo(queue) ...)`. */
export class Graph {
  readonly evaluation: Evaluation;
  readonly resources: Resource[];
  readonly #byUrn: Map<string, Resource>;
  readonly #byArn: Map<unknown, Resource>;
  readonly #subscribers: string[];
  readonly #functions: FunctionView[];

  constructor(evaluation: Evaluation) {
    this.evaluation = evaluation;
    this.resources = evaluation.resources;
    this.#byUrn = new Map(this.resources.map((resource) => [resource.urn, resource]));
    this.#byArn = new Map(
      this.resources.filter(({ custom }) => custom).flatMap((resource) => namesOf(resource).map((name) => [name, resource] as const)),
    );
    this.#subscribers = this.resources.filter(({ type }) => type === "sst:aws:QueueLambdaSubscriber").map(({ name }) => name);
    this.#functions = this.all("aws:lambda/function:Function").map((resource) => this.#view(resource));
  }

  /** AWS resources by type: the whole, or its last part ("Queue"). */
  all(type: string): Resource[] {
    return this.resources.filter(
      (resource) => resource.type === type || (resource.type.startsWith("aws:") && resource.type.endsWith(`:${type}`)),
    );
  }

  /** By any ARN or URL that others may name it by. */
  find(name: unknown): Resource | undefined {
    return this.#byArn.get(name);
  }

  /** The SST components around a resource, outermost first. */
  owners(resource: Resource): Resource[] {
    const parent = resource.parent === undefined ? undefined : this.#byUrn.get(resource.parent);
    return !parent || parent.type === "pulumi:pulumi:Stack" ? [] : [...this.owners(parent), parent];
  }

  /** The name of the component that a resource belongs to, or its own. */
  nameOf(resource: Resource): string {
    return this.steady(this.owners(resource).at(-1)?.name ?? resource.name);
  }

  /** SST ends the name of a queue's subscriber in letters drawn from the queue's ARN, and so from the stage: here they are left out. */
  steady(text: string): string {
    return this.#subscribers.reduce((result, name) => result.replaceAll(name, name.slice(0, -6)), text);
  }

  functions(): FunctionView[] {
    return this.#functions;
  }

  /** HTTP routes with the function that answers. */
  routes(): RouteView[] {
    const integrations = new Map(this.all("aws:apigatewayv2/integration:Integration").map((resource) => [resource.id, resource]));
    return this.all("aws:apigatewayv2/route:Route").map((resource) => {
      const integration = integrations.get(String(resource.inputs["target"]).split("/").at(-1) ?? "");
      return {
        key: textAt(resource.inputs, "routeKey") ?? "",
        target: this.#functionBehind(integration?.inputs["integrationUri"]),
        resource,
      };
    });
  }

  /** Event bus rules with their targets. */
  rules(): RuleView[] {
    const targets = this.all("aws:cloudwatch/eventTarget:EventTarget");
    return this.all("aws:cloudwatch/eventRule:EventRule").map((rule) => {
      const pattern = parsed(rule.inputs["eventPattern"]);
      return {
        name: rule.name,
        pattern: isProps(pattern) ? pattern : undefined,
        targets: targets
          .filter(({ inputs }) => inputs["rule"] === rule.outputs["name"])
          .map(({ inputs }) => ({ resource: this.find(inputs["arn"]), deadLetterArn: textAt(inputs, "deadLetterConfig.arn") })),
      };
    });
  }

  /** Queues and streams that drive functions. */
  mappings(): MappingView[] {
    return this.all("aws:lambda/eventSourceMapping:EventSourceMapping").map(({ name, inputs }) => ({
      name,
      source: this.find(inputs["eventSourceArn"]),
      target: this.#functionBehind(inputs["functionName"]),
      inputs,
    }));
  }

  /** The dead-letter queue of a queue. */
  redrive(queue: Resource): { to: Resource | undefined; receives: number } | undefined {
    const policy = parsed(queue.inputs["redrivePolicy"]);
    return isProps(policy) ? { to: this.find(policy["deadLetterTargetArn"]), receives: Number(policy["maxReceiveCount"]) } : undefined;
  }

  /** What the policies of a queue or a bucket allow and deny. */
  resourcePolicy(resource: Resource): Statement[] {
    const policies = [...this.all("QueuePolicy"), ...this.all("BucketPolicy")];
    return policies
      .filter(({ inputs }) => [resource.outputs["url"], resource.id].includes(inputs["queueUrl"] ?? inputs["bucket"]))
      .flatMap(({ inputs }) => statementsOf(inputs["policy"]));
  }

  /** Resources whose inputs hold the text of an Output that was never resolved. */
  unresolved(): Resource[] {
    return this.resources.filter(({ inputs }) => JSON.stringify(inputs).includes("Calling [toString] on an [Output<T>]"));
  }

  counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { type } of this.resources) counts[type] = (counts[type] ?? 0) + 1;
    return counts;
  }

  /** Equal for two evaluations that declare the same. */
  digest(): string {
    const rows = this.resources.map(({ urn, inputs }) => JSON.stringify([urn, inputs])).sort();
    return createHash("sha256").update(rows.join("\n")).digest("hex");
  }

  #functionBehind(arn: unknown): FunctionView | undefined {
    const resource = this.find(arn);
    return resource && this.#functions.find((view) => view.resource === resource);
  }

  #view(resource: Resource): FunctionView {
    const role = this.find(resource.inputs["role"]);
    const build = this.evaluation.builds[this.owners(resource).at(-1)?.name ?? ""];
    return {
      name: this.nameOf(resource),
      handler: build?.handler ?? textAt(resource.inputs, "handler") ?? "",
      resource,
      build,
      environment: (at(resource.inputs, "environment.variables") ?? {}) as Props,
      links: Object.keys(build?.links ?? {}),
      statements: role ? listAt(role.inputs, "inlinePolicies").flatMap((policy) => statementsOf(at(policy, "policy"))) : [],
      managedPolicies: role ? textsAt(role.inputs, "managedPolicyArns") : [],
    };
  }
}

function namesOf({ outputs }: Resource): unknown[] {
  const names = ["arn", "qualifiedArn", "invokeArn", "responseStreamingInvokeArn", "streamArn", "url"];
  return names.flatMap((name) => many(outputs[name]));
}
