import type { Output } from "./output.ts";
import { output, plain } from "./output.ts";
import { ProgramError } from "./program-error.ts";
import { arn, physicalName, recording } from "./recording.ts";

/**
 * Raw resources that need no part offline: rights, alarms, logs, budgets, backups, the firewall. A shop runs the same
 * without them. Whatever is not here is refused, so that nothing which matters is left out unseen.
 */
const known = new Set(
  [
    "backup.Plan backup.Selection backup.Vault budgets.Budget",
    "cloudfront.CachePolicy cloudfront.OriginRequestPolicy cloudfront.ResponseHeadersPolicy",
    "cloudwatch.CompositeAlarm cloudwatch.Dashboard cloudwatch.LogGroup cloudwatch.LogMetricFilter cloudwatch.LogResourcePolicy",
    "cloudwatch.MetricAlarm cloudwatch.QueryDefinition",
    "iam.Policy iam.Role iam.RolePolicy iam.RolePolicyAttachment lambda.Permission",
    "s3.BucketPolicy sns.Topic sns.TopicPolicy sns.TopicSubscription sqs.QueuePolicy wafv2.WebAcl",
  ].flatMap((line) => line.split(" ")),
);

/** `sns.Topic` counts as one only because alarms report to topics: nothing can link one or subscribe a function to it. */
abstract class RawResource {
  static readonly type: string;

  constructor(id: string, args: Record<string, unknown> = {}) {
    const [, service = ""] = new.target.type.split(".");
    const values = { ...plain(args), id, name: physicalName(id), arn: arn(service, id) };
    const attributes = Object.entries(values).map(([name, value]) => [name, { value: output(value) }]);
    Object.defineProperties(this, Object.fromEntries(attributes) as PropertyDescriptorMap);
  }
}

/** Look-ups that the program may make, with this machine's answers. */
const lookups: Record<string, (args?: unknown) => unknown> = {
  "iam.getPolicyDocument": policyDocument,
  getCallerIdentity: () => ({ accountId: "000000000000" }),
  getRegion: () => ({ name: recording().graph.region, region: recording().graph.region, id: recording().graph.region }),
  getPartition: () => ({ partition: "aws", dnsSuffix: "amazonaws.com" }),
};

function policyDocument(args: unknown) {
  const { statements = [] } = (plain(args) ?? {}) as { statements?: unknown[] };
  return { json: JSON.stringify({ Version: "2012-10-17", Statement: statements }) };
}

/** The global `aws`: a known resource class, a known look-up, or a sentence that names what is asked for. */
export function rawAws(): object {
  const classes = new Map<string, unknown>();
  const member = (path: string): unknown => {
    if (known.has(path)) {
      const made = classes.get(path) ?? rawClass(path);
      classes.set(path, made);
      return made;
    }
    const lookup = lookups[path.replace(/Output$/, "")];
    if (lookup) return path.endsWith("Output") ? (args: unknown): Output => output(lookup(args)) : async (args: unknown) => lookup(args);
    // "sqs" of "sqs.QueuePolicy"; resource classes start with a capital.
    if (/^[a-z0-9]+$/.test(path)) return namespace(path);
    throw new ProgramError(`The offline stage does not know aws.${path}.`);
  };
  const namespace = (prefix: string): object =>
    new Proxy(
      {},
      { get: (_target, key) => (typeof key === "string" && key !== "then" ? member(prefix ? `${prefix}.${key}` : key) : undefined) },
    );
  return namespace("");
}

function rawClass(path: string): unknown {
  return class extends RawResource {
    static override readonly type = `aws.${path}`;
  };
}
