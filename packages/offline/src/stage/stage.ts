import { startConsole } from "../console/index.ts";
import type { Graph } from "../graph.ts";
import { type Closing, createClosing } from "./closing.ts";
import { createFaultSwitch } from "./fault.ts";
import { type Ground, openGround } from "./ground.ts";
import type { Stage } from "./handle.ts";
import type { StageOptions } from "./options.ts";
import { startParts } from "./part.ts";
import { claimPorts } from "./port.ts";
import { writePrivate } from "./private-file.ts";
import { openProgram } from "./program.ts";
import { issuerOf, shopOf } from "./ready.ts";
import { startRouter } from "./router.ts";
import { startSeed } from "./seed.ts";
import { type SiteServer, startSite } from "./site.ts";
import { createWarming } from "./warm.ts";

/**
 * Runs the program on this machine and resolves when everything answers.
 * @throws StageError or ProgramError with a sentence for a person; whatever was started is stopped again.
 */
export async function startStage(options: StageOptions): Promise<Stage> {
  const closing = createClosing();
  try {
    return await start(options, closing);
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function start(options: StageOptions, closing: Closing): Promise<Stage> {
  const ground = await openGround(options, closing);
  const { root, stateDir, log, origin, ports, clock, secrets } = ground;
  const program = await openProgram({ root, origin, functionPort: ground.functionPort, secret: secrets.find, log });
  closing.add(program.close);
  const { graph } = program;
  // First, since it takes longest; it boots while the others start.
  const site = options.web === false ? undefined : await openSite(ground, graph(), closing);
  const faults = createFaultSwitch(options.faults);
  const onFailure = options.onFailure ?? ((sentence) => log.error(sentence));
  const { functions, database, services, requests, apply } = await startParts({ ground, graph, faults, onFailure, closing });
  const router = await startRouter({ port: ports.web, routers: () => graph().routers, site: () => site?.url, now: clock.now });
  closing.add(() => router.close());

  const stage: Stage = {
    ready: {
      ...origin,
      dynamodb: database.url,
      ...issuerOf(graph()),
      shop: shopOf(graph()),
      keys: { staff: secrets.staff() },
      pid: process.pid,
    },
    clock,
    database,
    services,
    functions,
    graph,
    requests,
    faults: faults.current,
    setFaults: faults.set,
    faultCounts: faults.counts,
    cache: router.cache,
    idle: () => database.idle() && services.idle(),
    seeded: Promise.resolve(),
    close: closing.close,
  };
  const consoleServer = await startConsole({ port: ports.console, stage, log });
  closing.add(() => consoleServer.close());
  program.watch(async (next) => {
    await apply(next);
    router.cache.clear();
  });

  if (site) await showFirstPage(ground, site, stage);
  for (const file of ground.readyFiles) writePrivate(file, stage.ready);
  if (options.seed === "demo") {
    const seed = startSeed({ root, stateDir, stage, log });
    closing.add(seed.stop);
    stage.seeded = seed.done.finally(router.cache.clear);
  }
  return stage;
}

async function openSite({ root, origin, log }: Ground, graph: Graph, closing: Closing): Promise<SiteServer | undefined> {
  const [site] = graph.sites;
  if (!site) return undefined;
  const [port = 0] = await claimPorts(0, 1);
  const server = startSite({ root, graph, site, port, origin: origin.web, log });
  closing.add(() => server.close());
  return server;
}

async function showFirstPage({ stateDir, origin }: Ground, site: SiteServer, stage: Stage): Promise<void> {
  const warming = createWarming({ stateDir, ...origin, requests: stage.requests });
  warming.repeat();
  await site.ready();
  await warming.page();
}
