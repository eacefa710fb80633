import { Component } from "../component.ts";
import { environmentOf, linksOf } from "../function-definition.ts";
import { output, plain } from "../output.ts";
import type { Definition } from "../recording.ts";
import { recording } from "../recording.ts";
import type { Router } from "./router.ts";

interface SiteArgs {
  path?: string;
  link?: unknown[];
  environment?: Record<string, string>;
  router?: { instance: Router; path?: string };
}

/** `sst.aws.SolidStart`: offline its own development server runs, with the links and the environment given here. */
export class SolidStart extends Component {
  static override readonly type = "sst.aws.SolidStart";
  static override readonly takes = [
    "path link environment router",
    "server assets domain dev buildCommand warm permissions regions edge invalidation cachePolicy protection transform",
  ].flatMap((line) => line.split(" "));

  constructor(id: string, args: SiteArgs = {}) {
    super(id, args);
    const links = linksOf(id, args.link);
    const router = plain(args.router)?.instance;
    recording().graph.sites.push({
      id,
      path: plain(args.path) ?? ".",
      links: [...new Set(links.map((link) => link.id))],
      environment: { ...plain(args.environment), ...environmentOf(links.flatMap((link) => link.include)) },
      ...(router ? { routerId: Component.idOf(router) } : {}),
    });
  }

  get url() {
    return output(recording().base.site(Component.idOf(this)));
  }

  get nodes() {
    return { server: output(undefined), assets: output({ name: Component.idOf(this).toLowerCase() }) };
  }

  override getSSTLink(): Definition {
    return { properties: { url: this.url } };
  }
}
