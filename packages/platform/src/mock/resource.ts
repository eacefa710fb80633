import { type Props, textAt } from "../json.ts";
import { type Account, digest } from "./call.ts";

/** What is known of a resource when its outputs are made up. */
interface Creation {
  account: Account;
  name: string;
  inputs: Props;
  /** The name that AWS would show. */
  physical: string;
  hash: string;
  arn(service: string, resource: string, options?: { global: true }): string;
}
interface Made {
  id: string;
  state?: Props;
}

const named =
  (service: string, prefix: string, options?: { global: true }) =>
  ({ physical, arn }: Creation): Made => ({ id: physical, state: { name: physical, arn: arn(service, prefix + physical, options) } });

/** Resources whose outputs others need, by type. */
const makers: Record<string, (creation: Creation) => Made> = {
  "aws:dynamodb/table:Table": ({ physical, arn }) => ({
    id: physical,
    state: {
      name: physical,
      arn: arn("dynamodb", `table/${physical}`),
      streamArn: arn("dynamodb", `table/${physical}/stream/2026-01-01T00:00:00.000`),
    },
  }),
  "aws:sqs/queue:Queue": ({ physical, arn, account }) => {
    const url = `https://sqs.${account.region}.amazonaws.com/${account.accountId}/${physical}`;
    return { id: url, state: { name: physical, url, arn: arn("sqs", physical) } };
  },
  "aws:sns/topic:Topic": ({ physical, arn }) => ({ id: arn("sns", physical), state: { name: physical, arn: arn("sns", physical) } }),
  "aws:lambda/function:Function": lambda,
  "aws:lambda/functionUrl:FunctionUrl": ({ hash, account }) => ({
    id: hash,
    state: { functionUrl: `https://${hash}.lambda-url.${account.region}.on.aws/`, urlId: hash },
  }),
  "aws:apigatewayv2/api:Api": ({ hash, physical, arn, account }) => ({
    id: hash,
    state: {
      name: physical,
      arn: `arn:aws:apigateway:${account.region}::/apis/${hash}`,
      apiEndpoint: `https://${hash}.execute-api.${account.region}.amazonaws.com`,
      executionArn: arn("execute-api", hash),
    },
  }),
  "pulumi-nodejs:dynamic:Resource": ({ name, hash }) => {
    // SST's own providers, told apart by the end of their names.
    if (name.endsWith(".HostedZoneLookup")) return { id: hash, state: { zoneId: "Z000000000" } };
    if (name.endsWith(".DistributionDeploymentWaiter")) return { id: hash, state: { isDone: true } };
    return { id: hash };
  },
  "aws:cloudwatch/eventBus:EventBus": named("events", "event-bus/"),
  "aws:cloudwatch/eventRule:EventRule": ({ physical, inputs, arn }) => ({
    id: physical,
    state: { name: physical, arn: arn("events", `rule/${textAt(inputs, "eventBusName") ?? "default"}/${physical}`) },
  }),
  "aws:cloudwatch/logGroup:LogGroup": named("logs", "log-group:"),
  "aws:cloudwatch/metricAlarm:MetricAlarm": named("cloudwatch", "alarm:"),
  "aws:scheduler/schedule:Schedule": named("scheduler", "schedule/default/"),
  "aws:iam/role:Role": named("iam", "role/", { global: true }),
  "aws:iam/policy:Policy": ({ physical, arn }) => {
    const policy = arn("iam", `policy/${physical}`, { global: true });
    return { id: policy, state: { name: physical, arn: policy } };
  },
  "aws:s3/bucket:Bucket": ({ inputs, physical, account }) => {
    const bucket = textAt(inputs, "bucket") ?? physical.toLowerCase();
    const host = `${bucket}.s3.${account.region}.amazonaws.com`;
    return {
      id: bucket,
      state: { bucket, arn: `arn:aws:s3:::${bucket}`, bucketDomainName: `${bucket}.s3.amazonaws.com`, bucketRegionalDomainName: host },
    };
  },
  "aws:cloudfront/distribution:Distribution": ({ hash, arn }) => {
    const id = hash.toUpperCase();
    const state = { domainName: `${hash}.cloudfront.net`, hostedZoneId: "Z2FDTNDATAQYW2", status: "Deployed", etag: hash };
    return { id, state: { ...state, arn: arn("cloudfront", `distribution/${id}`, { global: true }) } };
  },
  "aws:cloudfront/function:Function": named("cloudfront", "function/", { global: true }),
  "aws:cloudfront/keyValueStore:KeyValueStore": ({ physical, hash, arn }) => ({
    id: physical,
    state: { name: physical, arn: arn("cloudfront", `key-value-store/${hash}`, { global: true }) },
  }),
  "aws:sesv2/emailIdentity:EmailIdentity": ({ inputs, arn }) => {
    const identity = textAt(inputs, "emailIdentity") ?? "";
    return {
      id: identity,
      state: { arn: arn("ses", `identity/${identity}`), dkimSigningAttributes: { tokens: ["dkim1", "dkim2", "dkim3"] } },
    };
  },
  "aws:acm/certificate:Certificate": ({ inputs, hash, arn }) => {
    const domain = textAt(inputs, "domainName") ?? "";
    const validation = { resourceRecordName: `_${hash}.${domain}`, resourceRecordType: "CNAME", resourceRecordValue: "validation.example" };
    return {
      id: hash,
      state: { arn: arn("acm", `certificate/${hash}`), domainValidationOptions: [{ domainName: domain, ...validation }] },
    };
  },
  "random:index/randomBytes:RandomBytes": ({ hash }) => ({
    id: hash,
    state: { base64: Buffer.alloc(32, 7).toString("base64"), hex: "07".repeat(32) },
  }),
  "random:index/randomPassword:RandomPassword": ({ hash }) => ({ id: hash, state: { result: "a".repeat(32) } }),
};

function lambda({ name, physical, inputs, arn, account }: Creation): Made {
  const own = arn("lambda", `function:${physical}`);
  const invoke = (verb: string, version = "2015-03-31") =>
    `arn:aws:apigateway:${account.region}:lambda:path/${version}/functions/${own}/${verb}`;
  return {
    id: physical,
    state: {
      name: physical,
      arn: own,
      version: inputs["publish"] ? "1" : "$LATEST",
      qualifiedArn: `${own}:1`,
      invokeArn: invoke("invocations"),
      responseStreamingInvokeArn: invoke("response-streaming-invocations", "2021-11-15"),
      codeSha256: digest(`code/${name}`, 64),
      lastModified: "2026-01-01T00:00:00.000+0000",
    },
  };
}

/** Outputs of a created resource, made of its inputs alone. */
export function mockResource(account: Account, type: string, name: string, inputs: Props): { id: string; state: Props } {
  const given = textAt(inputs, "name");
  const physical = given === undefined || given === "" ? name : given;
  const hash = digest(`${type}/${name}`);
  const arn: Creation["arn"] = (service, resource, options) =>
    `arn:${account.partition}:${service}:${options?.global ? "" : account.region}:${account.accountId}:${resource}`;
  const maker = makers[type];
  if (maker) {
    const { id, state } = maker({ account, name, inputs, physical, hash, arn });
    return { id, state: { ...inputs, ...state } };
  }
  const [, service = ""] = /^aws:(\w+)\//.exec(type) ?? [];
  return { id: given ?? `${name}-${hash}`, state: { ...inputs, etag: hash, ...(service ? { arn: arn(service, physical) } : {}) } };
}
