import type { Permission } from "../graph.ts";
import type { ResourceTransform } from "./component.ts";
import { linkOf, refuseUnknown, transformed } from "./component.ts";
import { toMegabytes, toSeconds } from "./measure.ts";
import { plain } from "./output.ts";
import { ProgramError } from "./program-error.ts";
import type { Inclusion } from "./recording.ts";
import { arn, physicalName, recording } from "./recording.ts";

export interface FunctionArgs {
  handler: string;
  link?: unknown[];
  environment?: Record<string, string>;
  permissions?: (Permission & { effect?: string })[];
  nodejs?: Record<string, unknown>;
  timeout?: string;
  memory?: string;
  url?: boolean | object;
  runtime?: string;
  retries?: number;
  transform?: Record<string, ResourceTransform<object>>;
}

/** Writes a function into the graph, with SST's defaults, and returns its id. */
export function defineFunction(id: string, given: FunctionArgs): string {
  const args = plain(given);
  const { functions } = recording().graph;
  if (functions[id]) throw new ProgramError(`The function "${id}" is declared twice.`);
  if (typeof args.handler !== "string") throw new ProgramError(`The function "${id}" has no handler.`);
  if (args.runtime && !args.runtime.startsWith("nodejs"))
    throw new ProgramError(`The offline stage runs Node functions only: "${id}" asks for ${args.runtime}.`);
  if (typeof args.url === "object") refuseUnknown(args.url, `the function URL of "${id}"`, ["cors"]);
  const links = linksOf(id, args.link);
  const include = links.flatMap((link) => link.include);
  const name = physicalName(id);
  functions[id] = {
    id,
    name,
    arn: arn("lambda", `function:${name}`),
    handler: args.handler,
    links: [...new Set(links.map((link) => link.id))],
    environment: { ...args.environment, ...environmentOf(include) },
    permissions: [...(args.permissions ?? []), ...include.filter(isPermission)].map(bare),
    timeoutSeconds: toSeconds(args.timeout ?? "20 seconds"),
    memoryMb: toMegabytes(args.memory ?? "1024 MB"),
    url: Boolean(args.url),
    nodejs: args.nodejs ?? {},
    ...asyncCalls(id, args),
  };
  return id;
}

interface InvokeConfig {
  maximumRetryAttempts?: number;
  destinationConfig?: { onFailure?: { destination?: string } };
}

/** What becomes of asynchronous calls that fail. Like SST, which makes the resource only for a function that says `retries`. */
function asyncCalls(id: string, { retries, transform }: FunctionArgs): { asyncRetries?: number; failureArn?: string } {
  if (retries === undefined) return {};
  const config = transformed(transform?.["eventInvokeConfig"] as ResourceTransform<InvokeConfig> | undefined, `${id}EventInvokeConfig`, {
    maximumRetryAttempts: retries,
  } as InvokeConfig);
  const destination = config.destinationConfig?.onFailure?.destination;
  return { asyncRetries: config.maximumRetryAttempts ?? retries, ...(destination ? { failureArn: destination } : {}) };
}

/** Links as ids and what comes with them. What cannot be linked is passed over, as SST does; undefined is a mistake (often an import cycle). */
export function linksOf(owner: string, resources: unknown[] = []) {
  return plain(resources).flatMap((resource, index) => {
    if (!resource)
      throw new ProgramError(
        `"${owner}" links something undefined (number ${index + 1} of its links): is it exported, and declared before it is used?`,
      );
    return linkOf(resource) ?? [];
  });
}

export function environmentOf(include: Inclusion[]): Record<string, string> {
  return Object.assign({}, ...include.filter((item) => item.type === "environment").map((item) => ("env" in item ? item.env : {})));
}

function isPermission(item: Inclusion): item is { type: "aws.permission" } & Permission {
  return item.type === "aws.permission";
}

function bare({ actions, resources, conditions }: Permission): Permission {
  return { actions, resources, ...(conditions ? { conditions } : {}) };
}
