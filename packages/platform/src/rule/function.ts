import type { Graph } from "../graph.ts";
import { at, numberAt, textAt } from "../json.ts";
import type { Rule } from "./rule.ts";

/** API Gateway gives up after 30 s, CloudFront (as SST sets its origins) after 20 s. */
const gatewaySeconds = 30;
const edgeSeconds = 20;

const timeout: Rule = {
  name: "time-out-below-the-caller's",
  check: ({ graph }) => {
    const routed = new Set(graph.routes().map(({ target }) => target?.name));
    const urls = new Set(graph.all("aws:lambda/functionUrl:FunctionUrl").map(({ inputs }) => inputs["functionName"]));
    return graph.functions().flatMap(({ name, resource }) => {
      const seconds = numberAt(resource.inputs, "timeout");
      if (seconds === undefined) return [{ subject: name, reason: "has no time-out" }];
      if (routed.has(name) && seconds >= gatewaySeconds)
        return [{ subject: name, reason: `runs for ${seconds} s behind a gateway that gives up after ${gatewaySeconds} s` }];
      if (urls.has(resource.outputs["name"]) && seconds > edgeSeconds)
        return [{ subject: name, reason: `runs for ${seconds} s behind CloudFront, which gives up after ${edgeSeconds} s` }];
      return [];
    });
  },
};

const arm64: Rule = {
  name: "function-on-arm64",
  check: ({ graph }) =>
    graph
      .functions()
      .filter(({ resource }) => at(resource.inputs, "architectures.0") !== "arm64")
      .map(({ name }) => ({ subject: name, reason: "does not run on arm64, which costs a fifth less" })),
};

const node24: Rule = {
  name: "function-on-node-24",
  check: ({ graph }) =>
    graph
      .functions()
      .filter(({ resource }) => resource.inputs["runtime"] !== "nodejs24.x")
      .map(({ name, resource }) => ({ subject: name, reason: `runs ${textAt(resource.inputs, "runtime")}` })),
};

const logRetention: Rule = {
  name: "log-retention",
  check: ({ graph, policy }) => {
    const groups = graph.all("aws:cloudwatch/logGroup:LogGroup");
    const names = new Set(groups.map(({ outputs }) => outputs["name"]));
    const lacking = graph.functions().filter(({ resource }) => !names.has(at(resource.inputs, "loggingConfig.logGroup")));
    return [
      ...lacking.map(({ name }) => ({
        subject: name,
        reason: "writes to a log group that the program does not declare: it is kept for ever",
      })),
      ...groups
        .filter(({ inputs }) => inputs["retentionInDays"] !== policy.logRetentionDays)
        .map(({ name, inputs }) => ({
          subject: name,
          reason: `keeps logs for ${numberAt(inputs, "retentionInDays") ?? "∞"} days where infra/stage.ts says ${policy.logRetentionDays}`,
        })),
    ];
  },
};

const privateUrl: Rule = {
  name: "function-url-is-private",
  check: ({ graph }) =>
    graph
      .all("aws:lambda/functionUrl:FunctionUrl")
      .filter(({ inputs }) => inputs["authorizationType"] !== "AWS_IAM")
      .map((url) => ({ subject: graph.nameOf(url), reason: "has a function URL that anybody may call" })),
};

/** Every secret's value stands in SST's encrypted file alone; an environment can be read in the console. */
const secretInPlain: Rule = {
  name: "secret-not-in-plain",
  check: ({ graph, secrets }) => {
    const places = [
      ...graph.functions().map(({ name, environment }) => ({ subject: name, text: JSON.stringify(environment) })),
      ...graph.all("Queue").map(({ name, inputs }) => ({ subject: name, text: JSON.stringify(inputs) })),
      { subject: "outputs", text: JSON.stringify(graph.evaluation.outputs) },
    ];
    return places.flatMap(({ subject, text }) =>
      Object.entries(secrets)
        .filter(([, value]) => text.includes(value))
        .map(([secret]) => ({ subject, reason: `shows the value of ${secret}: link the secret` })),
    );
  },
};

const resolved: Rule = {
  name: "no-unresolved-output",
  check: ({ graph }: { graph: Graph }) =>
    graph.unresolved().map(({ name }) => ({ subject: name, reason: "holds an Output as text: join it with $interpolate" })),
};

export const functionRules = [timeout, arm64, node24, logRetention, privateUrl, secretInPlain, resolved];
