import path from "node:path";
import { pathToFileURL } from "node:url";

/** Not by name: the packages do not know what infra is written in. This file of it says one thing and uses nothing. */
const file = pathToFileURL(path.resolve(import.meta.dirname, "../../../infra/access-log.ts")).href;
const { accessLogFormat } = (await import(file)) as { accessLogFormat: string };

/** Of a request as long as most are. */
const request: Record<string, string> = {
  requestId: "JKJaXmPLvHcESHA=",
  httpMethod: "GET",
  path: "/v1/payments/pay_01h455vb4pex5vsknk084sn02q/confirm",
  status: "200",
  responseLatency: "41",
  integrationErrorMessage: "-",
  "identity.sourceIp": "203.0.113.195",
};

/** Bytes of a line of the API's access log. Its format has no other variables than those above, or this throws. */
export const accessLogBytes = Buffer.byteLength(
  accessLogFormat.replaceAll(/\$context\.([\w.]+\w)/g, (_, name: string) => {
    const value = request[name];
    if (value === undefined) throw new Error(`packages/cost/src/log.ts does not know how long $context.${name} is`);
    return value;
  }),
);

/**
 * What Lambda itself writes of an invocation under JSON logs, `platform.start` and `platform.report`: no line of ours, so it is told apart and is
 * in no budget. What a function writes to its output CloudWatch takes as it is.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
 */
export const platformLogBytes = 164 + 318;
