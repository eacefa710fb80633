import type { Graph } from "../graph.ts";
import { bundleProgram } from "./bundle-program.ts";
import type { ProgramBundle } from "./bundle-program.ts";
import { linkOf } from "./component.ts";
import { globals } from "./globals.ts";
import { plain } from "./output.ts";
import { ProgramError } from "./program-error.ts";
import type { Base, Recording } from "./recording.ts";
import { record } from "./recording.ts";

export interface ProgramOptions {
  /** The folder of `sst.config.ts`. */
  root: string;
  stage: string;
  region: string;
  base: Base;
  /** Values of secrets by name, or a function that finds or draws one; undefined leaves the program's placeholder. */
  secrets: Record<string, string> | ((id: string, placeholder: string | undefined) => string | undefined);
  /** The program's `$dev`: true unless told otherwise, as under `sst dev`. */
  dev?: boolean;
}

export interface Program {
  graph: Graph;
  /** Sources of the program, absolute: a change to one asks for a new load. A `ProgramError` carries them too. */
  files: string[];
}

interface Config {
  app(input: { stage: string }): Promise<App> | App;
  run(): Promise<Record<string, unknown> | undefined>;
}
type App = { name: string } & Record<string, unknown>;

let previous: Promise<unknown> = Promise.resolve();

/** Runs `sst.config.ts` with SST's globals replaced by recording ones. One load at a time, since the globals are the process's. */
export function loadProgram(options: ProgramOptions): Promise<Program> {
  const next = previous.then(() => load(options));
  previous = next.catch(() => undefined);
  return next;
}

async function load(options: ProgramOptions): Promise<Program> {
  const bundle = await bundleProgram(options.root);
  const restore = install({ ...globals(), $dev: options.dev ?? true });
  try {
    return { graph: await run(bundle, options), files: bundle.files };
  } catch (error) {
    throw explained(error, bundle);
  } finally {
    restore();
  }
}

async function run(bundle: ProgramBundle, options: ProgramOptions): Promise<Graph> {
  const { default: config } = (await import(`data:text/javascript;base64,${Buffer.from(bundle.code).toString("base64")}`)) as {
    default?: Config;
  };
  if (!config) throw new ProgramError("sst.config.ts exports no default: it should be `export default $config({ … })`.");
  const app = { removal: "retain", protect: false, ...(await config.app({ stage: options.stage })), stage: options.stage };
  Object.assign(globalThis, { $app: app });
  const recording = emptyRecording(app.name, options);
  return record(recording, async () => {
    recording.graph.outputs = plain((await config.run()) ?? {});
    recording.graph.links = linksOf(recording);
    return recording.graph;
  });
}

function linksOf({ components }: Recording): Graph["links"] {
  const links = [...components.values()].flatMap((component) => linkOf(component) ?? []);
  return Object.fromEntries(links.map(({ id, value }) => [id, value]));
}

function emptyRecording(name: string, { stage, region, base, secrets }: ProgramOptions): Recording {
  const lists = {
    tables: [],
    buckets: [],
    queues: [],
    buses: [],
    rules: [],
    mappings: [],
    apis: [],
    routes: [],
    crons: [],
    sites: [],
    routers: [],
    emails: [],
    secrets: [],
  };
  return {
    graph: { app: { name, stage }, region, ...lists, functions: {}, links: {}, outputs: {} },
    base,
    secret: typeof secrets === "function" ? secrets : (id) => secrets[id],
    components: new Map(),
    transforms: new Map(),
    wraps: new Map(),
  };
}

function explained(error: unknown, bundle: ProgramBundle): unknown {
  if (!(error instanceof Error)) return error;
  const message = error instanceof ProgramError || /[.!?]$/.test(error.message) ? error.message : `${error.message}.`;
  return new ProgramError(message, { ...bundle.placeOf(error), files: bundle.files, cause: error });
}

function install(values: Record<string, unknown>): () => void {
  const names = [...Object.keys(values), "$app"];
  const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  Object.assign(globalThis, values);
  return () => {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  };
}
