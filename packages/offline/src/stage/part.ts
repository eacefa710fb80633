import { join } from "node:path";
import type { Database, Functions, Services } from "../contract.ts";
import { createDatabase } from "../database/index.ts";
import { createFunctions } from "../function/create-functions.ts";
import { createGateway, type RequestRecord } from "../gateway/gateway.ts";
import type { Graph } from "../graph.ts";
import { createServices } from "../service/index.ts";
import type { Closing } from "./closing.ts";
import { credentials, functionEnvironment } from "./environment.ts";
import type { FaultSwitch } from "./fault.ts";
import type { Ground } from "./ground.ts";

/** The parts that imitate AWS. They know each other through getters only, since each needs the next. */
export interface Parts {
  functions: Functions;
  database: Database;
  services: Services;
  requests(): RequestRecord[];
  apply(graph: Graph): Promise<void>;
}

interface PartOptions {
  ground: Ground;
  graph: () => Graph;
  faults: FaultSwitch;
  onFailure: (sentence: string) => void;
  closing: Closing;
}

const keptRequests = 500;

export async function startParts({ ground, graph, faults, onFailure, closing }: PartOptions): Promise<Parts> {
  const { root, stateDir, clock, log, origin, ports, functionPort } = ground;
  const { current, random, onFault } = faults;
  const urls = { services: origin.aws, database: "" };
  const environment = () => functionEnvironment(urls);
  const functions = createFunctions({ root, graph, environment, clock, faults: current, onFault, log, stateDir });
  closing.add(() => functions.close());

  const database = await createDatabase({
    stateDir,
    clock,
    random,
    log,
    onFailure,
    endpoint: process.env.SOUK_DYNAMODB,
    functions: () => functions,
    services: () => services,
    faults: faults.proxied ? current : undefined,
    onFault,
  });
  closing.add(() => database.close());
  urls.database = database.url;

  const file = join(stateDir, "engine.sqlite");
  const services = await createServices({ file, port: ports.aws, clock, functions, faults: current, onFault, random, log, credentials });
  closing.add(() => services.close());
  // Queues first: a leftover record of the stream may be on its way to one at once.
  services.apply(graph());
  await database.apply(graph());

  let requests: RequestRecord[] = [];
  const onRequest = (request: RequestRecord): void => {
    requests.push(request);
    if (requests.length > keptRequests * 2) requests = requests.slice(-keptRequests);
  };
  const gateway = await createGateway({ port: ports.api, functionPort, graph, functions, clock, log, onRequest });
  closing.add(() => gateway.close());

  async function apply(next: Graph): Promise<void> {
    services.apply(next);
    await database.apply(next);
    await gateway.apply();
    functions.reload();
  }

  return { functions, database, services, requests: () => requests.slice(-keptRequests), apply };
}
