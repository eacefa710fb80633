import { Component, refuseUnknown } from "../component.ts";
import { output, plain } from "../output.ts";
import { ProgramError } from "../program-error.ts";
import type { Definition } from "../recording.ts";
import { arn, recording } from "../recording.ts";
import type { Target } from "./function.ts";
import { functionFor } from "./function.ts";

interface ApiArgs {
  cors?: boolean | object;
  link?: unknown[];
}

const methods = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/** `sst.aws.ApiGatewayV2`: routes to functions. Authorizers, private and URL routes and CORS rules are not imitated, so they are refused. */
export class ApiGatewayV2 extends Component {
  static override readonly type = "sst.aws.ApiGatewayV2";
  static override readonly takes = ["cors", "link", "domain", "accessLog", "transform"];
  readonly #url: string;
  readonly #link: unknown[] | undefined;

  constructor(id: string, args: ApiArgs = {}) {
    super(id, args);
    if (plain(args.cors) !== false)
      throw new ProgramError(`The offline stage does not imitate CORS: give the API "${id}" \`cors: false\`.`);
    const { base, graph } = recording();
    // The program's first API has the stage's API address, any other an origin of its own.
    this.#url = graph.apis.length === 0 ? base.api(id) : base.function(id).replace(/\/$/, "");
    this.#link = args.link;
    graph.apis.push({ id, url: this.#url });
  }

  get url() {
    return output(this.#url);
  }

  get nodes() {
    const id = Component.idOf(this);
    return { api: output({ id, executionArn: arn("execute-api", id) }), logGroup: output({ name: `/aws/vendedlogs/apis/${id}` }) };
  }

  route(key: string, handler: Target, args: { name?: string; auth?: false } = {}): void {
    refuseUnknown(args, `a route of ${Component.idOf(this)}`, ["name", ...(args.auth === false ? ["auth"] : [])]);
    if (handler === undefined) throw new ProgramError(`The route "${key}" has no handler.`);
    const { routes } = recording().graph;
    const apiId = Component.idOf(this);
    const routeKey = normalized(key);
    if (routes.some((route) => route.apiId === apiId && route.key === routeKey))
      throw new ProgramError(`The route "${routeKey}" is declared twice.`);
    const name = `${apiId}Route${args.name ?? routeKey.replaceAll(/[^a-zA-Z0-9]/g, "")}Handler`;
    routes.push({ apiId, key: routeKey, functionId: functionFor(name, handler, this.#link ? { link: this.#link } : {}) });
  }

  override getSSTLink(): Definition {
    return { properties: { url: this.#url } };
  }
}

function normalized(key: string): string {
  if (key.toLowerCase() === "$default") return "$default";
  const [method = "", path = "", ...rest] = key.split(" ");
  if (rest.length > 0 || !methods.includes(method.toUpperCase()) || !path.startsWith("/")) {
    throw new ProgramError(`"${key}" is not a route: write "METHOD /path", or "$default".`);
  }
  return `${method.toUpperCase()} ${path}`;
}
