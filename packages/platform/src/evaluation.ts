import type { Props } from "./json.ts";

/** One resource that the program would create, as Pulumi's engine would have been told. */
export interface Resource {
  urn: string;
  /** "aws:sqs/queue:Queue", or "sst:aws:Queue" for a component. */
  type: string;
  name: string;
  parent?: string;
  /** False for components, which only hold others. */
  custom: boolean;
  id: string;
  inputs: Props;
  outputs: Props;
  protect?: boolean;
  retainOnDelete?: boolean;
  dependsOn: string[];
}

/** What SST's function component asked its bundler for. */
export interface Build {
  handler: string;
  /** Set for a function that comes built, such as a site's server. */
  bundle?: string;
  runtime: string;
  links: Record<string, Props>;
  properties: Props;
}

export interface Evaluation {
  app: Props;
  outputs: Props;
  resources: Resource[];
  links: Record<string, { properties: Props; include: Props[] }>;
  /** By the function component's name. */
  builds: Record<string, Build>;
  errors: string[];
}

/** Given to the child process that evaluates. */
export interface Request {
  root: string;
  stage: string;
  region: string;
  accountId: string;
  secrets: Record<string, string>;
  /** The bundled program. */
  program: string;
  /** A folder of the evaluation's own, deleted afterwards. */
  temp: string;
  /** Where components look for sources: the root, or a copy in which sites look built. */
  siteRoot: string;
  /** The file for the result. */
  out: string;
}
