import type { Resource } from "../evaluation.ts";
import type { Graph } from "../graph.ts";
import { at } from "../json.ts";
import type { Rule } from "./rule.ts";

const tables = (graph: Graph) => graph.all("aws:dynamodb/table:Table");

const recovery: Rule = {
  name: "table-can-be-recovered",
  check: ({ graph }) =>
    tables(graph)
      .filter(({ inputs }) => at(inputs, "pointInTimeRecovery.enabled") !== true)
      .map(({ name }) => ({ subject: name, reason: "has no point-in-time recovery" })),
};

const encryption: Rule = {
  name: "table-is-encrypted",
  check: ({ graph }) =>
    tables(graph)
      // Without the setting DynamoDB encrypts with a key of its own, free of charge.
      .filter(({ inputs }) => at(inputs, "serverSideEncryption.enabled") === false)
      .map(({ name }) => ({ subject: name, reason: "has its encryption setting switched off" })),
};

const keptInProduction: Rule = {
  name: "production-keeps-its-data",
  check: ({ graph, policy }) => {
    if (!policy.production) return [];
    const stored: Resource[] = [...tables(graph), ...graph.all("aws:s3/bucket:Bucket")];
    const { protect, removal } = graph.evaluation.app;
    return [
      ...tables(graph)
        .filter(({ inputs }) => inputs["deletionProtectionEnabled"] !== true)
        .map(({ name }) => ({ subject: name, reason: "can be deleted: it has no deletion protection" })),
      ...stored
        .filter(({ retainOnDelete }) => !retainOnDelete)
        .map(({ name }) => ({ subject: name, reason: "goes when its component is removed" })),
      ...(protect === true && removal === "retain" ? [] : [{ subject: "app", reason: "lets `sst remove` take production away" }]),
    ];
  },
};

const removable: Rule = {
  name: "other-stages-can-be-removed",
  check: ({ graph, policy }) => {
    if (policy.production) return [];
    return graph.resources
      .filter(
        ({ retainOnDelete, inputs, type }) =>
          (retainOnDelete === true && type !== "aws:sqs/queuePolicy:QueuePolicy") || inputs["deletionProtectionEnabled"] === true,
      )
      .map(({ name }) => ({ subject: name, reason: "stays behind when the stage is removed" }));
  },
};

const blocks = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

const privateBucket: Rule = {
  name: "bucket-is-private",
  check: ({ graph }) =>
    graph.all("aws:s3/bucket:Bucket").flatMap((bucket) => {
      const block = graph
        .all("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
        .find(({ inputs }) => inputs["bucket"] === bucket.id);
      const open = blocks.filter((name) => block?.inputs[name] !== true);
      const everybody = graph
        .resourcePolicy(bucket)
        .some(({ effect, principals }) => effect === "Allow" && (principals["AWS"] ?? []).includes("*"));
      return [
        ...(open.length > 0 ? [{ subject: bucket.name, reason: `can be made public: ${open.join(", ")} is not set` }] : []),
        ...(everybody ? [{ subject: bucket.name, reason: "has a policy that allows everybody" }] : []),
      ];
    }),
};

const overTls: Rule = {
  name: "bucket-refuses-plain-http",
  check: ({ graph }) =>
    graph
      .all("aws:s3/bucket:Bucket")
      .filter(
        (bucket) =>
          !graph
            .resourcePolicy(bucket)
            .some(({ effect, conditions }) => effect === "Deny" && conditions["Bool"]?.["aws:SecureTransport"]?.includes("false")),
      )
      .map(({ name }) => ({ subject: name, reason: "answers to plain HTTP" })),
};

export const storageRules = [recovery, encryption, keptInProduction, removable, privateBucket, overTls];
