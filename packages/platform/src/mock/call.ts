import { createHash } from "node:crypto";
import type { Props } from "../json.ts";
import { type PolicyStatement, renderPolicy } from "./policy.ts";

export interface Account {
  region: string;
  accountId: string;
  partition: string;
}

/** A short name that depends on the text alone, so that two evaluations agree. */
export function digest(text: string, length = 10): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

/** What AWS would answer to a look-up of the program or of SST's components. */
export function mockCall({ region, accountId, partition }: Account, token: string, inputs: Props): Props {
  switch (token) {
    case "aws:index/getRegion:getRegion":
      return { id: region, name: region, region, description: region };
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return { id: accountId, accountId, arn: `arn:${partition}:iam::${accountId}:root`, userId: accountId };
    case "aws:index/getPartition:getPartition":
      return { id: partition, partition, dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" };
    case "aws:iam/getPolicyDocument:getPolicyDocument": {
      const json = renderPolicy((inputs["statements"] ?? []) as PolicyStatement[]);
      return { ...inputs, id: digest(json), json, minifiedJson: json };
    }
    case "aws:route53/getZone:getZone":
      return { ...inputs, id: "Z000000000", zoneId: "Z000000000", nameServers: [] };
    default:
      return { ...inputs, id: digest(token) };
  }
}
