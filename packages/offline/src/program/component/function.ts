import { Component } from "../component.ts";
import type { FunctionArgs } from "../function-definition.ts";
import { defineFunction } from "../function-definition.ts";
import { output, plain } from "../output.ts";
import { ProgramError } from "../program-error.ts";
import type { Definition } from "../recording.ts";
import { recording } from "../recording.ts";

/** `sst.aws.Function`. Its size, price and rights are AWS's matter; code, links, environment and time-out are imitated. */
export class LambdaFunction extends Component {
  static override readonly type = "sst.aws.Function";
  static override readonly takes = [
    "handler link environment permissions nodejs timeout memory url",
    "runtime architecture logging description name tags storage retries concurrency policies role versioning dev live transform",
  ].flatMap((line) => line.split(" "));

  constructor(id: string, args: FunctionArgs) {
    super(id, args);
    defineFunction(id, args);
  }

  get #node() {
    const node = recording().graph.functions[Component.idOf(this)];
    if (!node) throw new Error(`Function ${Component.idOf(this)} was not recorded.`);
    return node;
  }

  get name() {
    return output(this.#node.name);
  }

  get arn() {
    return output(this.#node.arn);
  }

  get url() {
    const { id, url } = this.#node;
    if (!url) throw new ProgramError(`The function "${id}" has no URL: enable it with "url: true".`);
    return output(recording().base.function(id));
  }

  get nodes() {
    const { name, arn } = this.#node;
    return {
      function: output({ name, arn }),
      role: output({ name: `${name}-role`, arn: `${arn}-role` }),
      logGroup: output({ name: `/aws/lambda/${name}` }),
    };
  }

  override getSSTLink(): Definition {
    const { id, name, arn, url } = this.#node;
    return {
      properties: { name, ...(url ? { url: recording().base.function(id) } : {}) },
      include: [{ type: "aws.permission", actions: ["lambda:InvokeFunction"], resources: [arn] }],
    };
  }
}

/** What a subscriber, route or schedule calls: a handler, a function's arguments, a function, or the ARN of one. */
export type Target = string | FunctionArgs | LambdaFunction;

/** The id of the function meant; one that is only described is made under `id`. */
export function functionFor(id: string, target: Target, defaults: Pick<FunctionArgs, "link"> = {}): string {
  const given = plain(target);
  if (given instanceof LambdaFunction) return Component.idOf(given);
  if (typeof given === "string" && given.startsWith("arn:")) {
    const found = Object.values(recording().graph.functions).find((node) => node.arn === given);
    if (!found) throw new ProgramError(`No function of this program has the ARN ${given}.`);
    return found.id;
  }
  const args: FunctionArgs = typeof given === "string" ? { handler: given } : { ...given };
  if (defaults.link) args.link = [...defaults.link, ...(args.link ?? [])];
  for (const transform of recording().transforms.get(LambdaFunction) ?? []) transform(args, {}, id);
  return defineFunction(id, args);
}
