import { Component, type ResourceTransform, transformed } from "../component.ts";
import { output, plain } from "../output.ts";
import { ProgramError } from "../program-error.ts";
import type { Definition } from "../recording.ts";
import { arn, recording } from "../recording.ts";
import type { RouterRoute } from "../../graph.ts";
import { Bucket } from "./bucket.ts";

interface CachePolicy {
  parametersInCacheKeyAndForwardedToOrigin: { headersConfig: { headerBehavior: string; headers?: { items: string[] } } };
}
interface RouterArgs {
  routes?: Record<string, string | { url: string }>;
  transform?: { cachePolicy?: ResourceTransform<CachePolicy> };
}
interface Rewrite {
  regex: string;
  to: string;
}

/** SST's own: the shop's name and Next's key, of which neither differs at one address of this machine. */
const ownHeaders = ["x-open-next-cache-key", "x-forwarded-host"];

function keyHeadersOf(id: string, transform: ResourceTransform<CachePolicy> | undefined): string[] {
  const policy: CachePolicy = {
    parametersInCacheKeyAndForwardedToOrigin: { headersConfig: { headerBehavior: "whitelist", headers: { items: [...ownHeaders] } } },
  };
  const { headersConfig } = transformed(transform, `${id}ServerCachePolicy`, policy).parametersInCacheKeyAndForwardedToOrigin;
  return (headersConfig.headers?.items ?? []).map((name) => name.toLowerCase()).filter((name) => !ownHeaders.includes(name));
}

/** `sst.aws.Router`: offline the site itself stands at its address and passes its routes on. */
export class Router extends Component {
  static override readonly type = "sst.aws.Router";
  static override readonly takes = ["domain", "routes", "protection", "waf", "edge", "invalidation", "transform"];

  constructor(id: string, args: RouterArgs = {}) {
    super(id, args);
    const routes = Object.entries(plain(args.routes) ?? {}).map(([pattern, route]) => ({
      pattern,
      url: typeof route === "string" ? route : route.url,
    }));
    const keyHeaders = keyHeadersOf(id, args.transform?.cachePolicy);
    recording().graph.routers.push({ id, routes, ...(keyHeaders.length > 0 ? { keyHeaders } : {}) });
  }

  get url() {
    return output(recording().base.site(Component.idOf(this)));
  }

  get distributionID() {
    return output(Component.idOf(this));
  }

  get nodes() {
    const id = Component.idOf(this);
    return { cdn: output({ nodes: { distribution: { id, arn: arn("cloudfront", `distribution/${id}`) } } }) };
  }

  route(pattern: string, url: string, args?: { rewrite?: Rewrite }): void {
    if (url === undefined) throw new ProgramError(`The route "${pattern}" of "${Component.idOf(this)}" has no URL.`);
    this.#add(args, { pattern: plain(pattern), url: plain(url) });
  }

  routeBucket(pattern: string, bucket: Bucket, args?: { rewrite?: Rewrite }): void {
    const given: unknown = plain(bucket);
    if (!(given instanceof Bucket)) throw new ProgramError(`The route "${pattern}" of "${Component.idOf(this)}" leads to no bucket.`);
    this.#add(args, { pattern: plain(pattern), url: Bucket.urlOf(given), bucket: true });
  }

  #add(args: { rewrite?: Rewrite } | undefined, route: RouterRoute): void {
    const id = Component.idOf(this);
    const rewrite = plain(args)?.rewrite;
    recording()
      .graph.routers.find((router) => router.id === id)
      ?.routes.push({ ...route, ...(rewrite ? { rewrite } : {}) });
  }

  routeSite(): never {
    throw new ProgramError("routeSite is gone from SST: give the site `router: { instance: router }`.");
  }

  override getSSTLink(): Definition {
    return { properties: { url: this.url } };
  }
}
