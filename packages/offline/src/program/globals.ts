import { ApiGatewayV2 } from "./component/api.ts";
import { Bucket } from "./component/bucket.ts";
import { Bus } from "./component/bus.ts";
import { Cron, CronV2 } from "./component/cron.ts";
import { Dynamo } from "./component/dynamo.ts";
import { Email } from "./component/email.ts";
import { LambdaFunction } from "./component/function.ts";
import { Linkable } from "./component/linkable.ts";
import { Queue } from "./component/queue.ts";
import { Router } from "./component/router.ts";
import { Secret } from "./component/secret.ts";
import { SolidStart } from "./component/site.ts";
import { interpolate, isOutput, output, plain } from "./output.ts";
import { ProgramError } from "./program-error.ts";
import { rawAws } from "./raw-aws.ts";
import type { Transform } from "./recording.ts";
import { recording } from "./recording.ts";

const permission = (rights: object) => ({ type: "aws.permission", ...rights });

const components = {
  ApiGatewayV2,
  Bucket,
  Bus,
  Cron,
  CronV2,
  Dynamo,
  Email,
  Function: LambdaFunction,
  Queue,
  Router,
  SolidStart,
  permission,
};

/** Everything that SST puts into the program's global scope. */
export function globals(): Record<string, unknown> {
  const concat = (...values: unknown[]) => output(values.map((value) => String(plain(value))).join(""));
  const jsonStringify = (value: unknown) => output(JSON.stringify(plain(value)));
  const jsonParse = (text: unknown) => output(JSON.parse(String(plain(text))));
  return {
    sst: refusing("sst", { aws: refusing("sst.aws", components), Secret, Linkable }),
    aws: rawAws(),
    $config: (config: unknown) => config,
    $dev: true,
    $transform: transform,
    $output: output,
    $resolve: output,
    $apply: (value: unknown, run: (value: unknown) => unknown) => output(value).apply(run),
    $interpolate: interpolate,
    $concat: concat,
    $jsonStringify: jsonStringify,
    $jsonParse: jsonParse,
    $asset: output,
    $util: {
      output,
      all: output,
      interpolate,
      concat,
      jsonStringify,
      jsonParse,
      secret: output,
      Output: { isInstance: isOutput, create: output },
    },
  };
}

/** Defaults of a component, for those declared after. */
function transform(component: unknown, change: Transform): void {
  const { transforms } = recording();
  transforms.set(component, [...(transforms.get(component) ?? []), change]);
}

/** A component that is not imitated is named, never skipped. */
function refusing(path: string, members: object): object {
  return new Proxy(members, {
    get(target, key) {
      const found: unknown = Reflect.get(target, key);
      if (found === undefined && typeof key === "string" && key !== "then")
        throw new ProgramError(`The offline stage does not know ${path}.${key}.`);
      return found;
    },
  });
}
