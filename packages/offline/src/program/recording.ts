import type { Graph, Permission } from "../graph.ts";
import type { Component } from "./component.ts";

/** The addresses on this machine that the program's URLs are made of. */
export interface Base {
  /** Without a slash at its end, as API Gateway's. */
  api(id: string): string;
  queue(name: string): string;
  /** Without a slash at its end: a bucket's objects lie below it. */
  bucket(name: string): string;
  /** With a slash at its end, as a function URL. */
  function(id: string): string;
  /** A site's address, and its router's: offline they are one. */
  site(id: string): string;
}

/** What a link says to those who link it, as SST's components say it. */
export interface Definition {
  properties: Record<string, unknown>;
  include?: Inclusion[];
}
export type Inclusion =
  | ({ type: "aws.permission" } & Permission)
  | { type: "environment"; env: Record<string, string> }
  | { type: string; [key: string]: unknown };

/** Changes a component's arguments before it reads them: `$transform(sst.aws.Function, …)`. */
export type Transform = (args: object, options: object, name: string) => void;

/** One run of the program: what it declared so far. */
export interface Recording {
  graph: Graph;
  base: Base;
  secret(id: string, placeholder: string | undefined): string | undefined;
  /** By lower-cased name, which SST wants unique. */
  components: Map<string, Component>;
  transforms: Map<unknown, Transform[]>;
  wraps: Map<unknown, (resource: unknown) => Definition>;
}

let current: Recording | undefined;

/** The run under way. The program's components are plain classes that write into it, as SST's write into Pulumi's stack. */
export function recording(): Recording {
  if (!current) throw new Error("No program is being recorded.");
  return current;
}

export async function record<T>(next: Recording, run: () => Promise<T>): Promise<T> {
  if (current) throw new Error("Another program is being recorded.");
  current = next;
  try {
    return await run();
  } finally {
    current = undefined;
  }
}

export function arn(service: string, rest: string): string {
  return `arn:aws:${service}:${recording().graph.region}:000000000000:${rest}`;
}

/** SST's names end in random letters besides; here they are the same on every start, since the state is kept under them. */
export function physicalName(id: string): string {
  const { app } = recording().graph;
  return `${app.name}-${app.stage}-${id}`;
}
