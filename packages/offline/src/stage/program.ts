import type { Log } from "../contract.ts";
import type { Graph } from "../graph.ts";
import { loadProgram } from "../program/load-program.ts";
import { ProgramError } from "../program/program-error.ts";
import { sentenceOf } from "./stage-error.ts";
import { watchProgram } from "./watch-program.ts";

export interface OpenProgram {
  graph(): Graph;
  /** Calls back with each new graph after a source was saved. A broken one is told, and the last good one stays. */
  watch(onGraph: (graph: Graph) => Promise<void>): void;
  close(): void;
}

interface ProgramSource {
  root: string;
  origin: { web: string; api: string; aws: string };
  functionPort: (functionId: string) => number;
  secret: (id: string, placeholder: string | undefined) => string | undefined;
  log: Log;
}

/** The offline stage's name in `$app.stage`, and the region of its ARNs. */
const stageName = "offline";
const region = "eu-central-1";

export async function openProgram({ root, origin, functionPort, secret, log }: ProgramSource): Promise<OpenProgram> {
  const base = {
    api: () => origin.api,
    queue: (name: string) => `${origin.aws}/000000000000/${name}`,
    bucket: (name: string) => `${origin.aws}/${name}`,
    function: (id: string) => `http://127.0.0.1:${functionPort(id)}/`,
    site: () => origin.web,
  };
  const load = () => loadProgram({ root, stage: stageName, region, base, secrets: secret });
  let { graph, files } = await load();
  let stopWatching = (): void => {};
  let watched = "";

  function watch(onGraph: (graph: Graph) => Promise<void>): void {
    if (watched === files.join("\n")) return;
    watched = files.join("\n");
    stopWatching();
    stopWatching = watchProgram(files, () => void reload(onGraph));
  }

  async function reload(onGraph: (graph: Graph) => Promise<void>): Promise<void> {
    try {
      const next = await load();
      files = next.files;
      if (JSON.stringify(next.graph) === JSON.stringify(graph)) return;
      graph = next.graph;
      await onGraph(graph);
      log.info("The program was saved: the stage follows it.");
    } catch (error) {
      if (error instanceof ProgramError && error.files.length > 0) files = error.files;
      log.error(`${sentenceOf(error)} The stage runs on as it was.`);
    } finally {
      watch(onGraph);
    }
  }

  return { graph: () => graph, watch, close: () => stopWatching() };
}
