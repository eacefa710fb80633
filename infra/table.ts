import { policy } from "./stage";

/** The one table: pk and sk, two overloaded indexes, expiry, a stream for the relay. Access patterns stand in each domain's store. */
export const table = new sst.aws.Dynamo("SoukTable", {
  fields: { pk: "string", sk: "string", gsi1pk: "string", gsi1sk: "string", gsi2pk: "string", gsi2sk: "string" },
  primaryIndex: { hashKey: "pk", rangeKey: "sk" },
  globalIndexes: {
    gsi1: { hashKey: "gsi1pk", rangeKey: "gsi1sk" },
    gsi2: { hashKey: "gsi2pk", rangeKey: "gsi2sk" },
  },
  ttl: "expiresAt",
  stream: "new-and-old-images",
  deletionProtection: policy().production,
});

/** The table's name alone: `Dynamo`'s own link would grant `dynamodb:*`. */
export const tableName = new sst.Linkable("Table", { properties: { name: table.name } });

type Action = "GetItem" | "BatchGetItem" | "Query" | "PutItem" | "UpdateItem" | "DeleteItem" | "ConditionCheckItem";
const read: Action[] = ["GetItem", "BatchGetItem", "Query"];
const write: Action[] = ["PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"];

/** Items of the named kinds (the second part of every partition key), to read or to write. */
export function grant(access: "read" | "write", kinds: string[]) {
  return {
    actions: (access === "read" ? read : [...read, ...write]).map((action) => `dynamodb:${action}`),
    resources: [table.arn, $interpolate`${table.arn}/index/*`],
    conditions: [{ test: "ForAllValues:StringLike", variable: "dynamodb:LeadingKeys", values: kinds.map((kind) => `*#${kind}#*`) }],
  };
}
