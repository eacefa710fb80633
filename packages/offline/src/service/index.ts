import type { Clock, FaultName, Faults, Functions, Log, Services } from "../contract.ts";
import type { Graph } from "../graph.ts";
import { createCrons } from "./cron.ts";
import { createEventBridge } from "./event-bridge.ts";
import { createEvents } from "./event.store.ts";
import { serve } from "./http.ts";
import { createLambda } from "./lambda.ts";
import { createLatencies } from "./latency.ts";
import { createMail } from "./mail.ts";
import { createMails } from "./mail.store.ts";
import { createMessages } from "./message.store.ts";
import { createObjects } from "./object.store.ts";
import { createPollers } from "./pollers.ts";
import { createQueues } from "./queues.ts";
import { createRows } from "./row.store.ts";
import { createS3 } from "./s3.ts";
import type { Credentials } from "./s3-signature.ts";
import { createSqs } from "./sqs.ts";
import { openStore } from "./store.ts";
import { buildTopology, type QueueNode } from "./topology.ts";

export interface ServicesOptions {
  /** The SQLite file, `.souk/engine.sqlite`. */
  file: string;
  /** 0 takes a free one. */
  port: number;
  clock: Clock;
  functions: Functions;
  faults: () => Faults;
  onFault?: (name: FaultName) => void;
  random: () => number;
  log: Log;
  /** What functions sign with, which signed uploads are checked against. Both are `offline` unless given. */
  credentials?: Credentials;
}
/** How often messages past their retention are dropped, by the stage's clock. */
const sweepMilliseconds = 3_600_000;
/** A batch under way at the end gets this long; what is not settled by then is delivered again at the next start. */
const closeMilliseconds = 5_000;

/** EventBridge, SQS, SESv2, S3 and Lambda's Invoke on one loopback endpoint, and the pollers and schedules behind them. */
export async function createServices(options: ServicesOptions): Promise<Services> {
  const { clock, log, functions, credentials = { accessKeyId: "offline", secretAccessKey: "offline" } } = options;
  const store = openStore(options.file);
  const messages = createMessages(store);
  messages.release(clock.now());
  const events = createEvents(store);
  const mails = createMails(store);
  const rows = createRows(store);
  const latencies = createLatencies(clock.now);
  const queues = createQueues({ ...options, store, messages, onHandled: latencies.handled });
  const pollers = createPollers({ queues, messages, clock, log, functions });
  const crons = createCrons({ queues, rows, clock, log });
  let url = "";
  const endpoint = await serve(
    options.port,
    {
      targets: {
        AmazonSQS: createSqs({ queues, messages, clock, url: () => url }),
        AWSEvents: createEventBridge({ queues, events, latencies, clock, log }),
      },
      mail: createMail({ mails, clock, topology: queues.topology }),
      lambda: createLambda({ queues, functions }),
      s3: createS3({ objects: createObjects(store), clock, credentials, topology: queues.topology }),
    },
    log,
  ).catch((error: unknown) => {
    store.close();
    throw error;
  });
  url = endpoint.url;
  let cancelSweep = clock.at(clock.now(), sweep);

  function sweep(): void {
    cancelSweep = clock.at(clock.now() + sweepMilliseconds, sweep);
    for (const queue of queues.topology().queues.values()) messages.expire(queue.name, clock.now() - queue.retention);
  }

  function named(name: string): QueueNode {
    const queue = queues.topology().queues.get(name);
    if (!queue) throw new Error(`The program declares no queue named ${name}.`);
    return queue;
  }

  return {
    url,
    rows,
    apply(graph: Graph) {
      const topology = buildTopology(graph);
      crons.check(topology.crons);
      queues.use(topology);
      pollers.apply(topology);
      crons.apply(topology.crons);
    },
    send(queueArn, body, delaySeconds) {
      const queue = queues.topology().queueByArn.get(queueArn);
      if (!queue) throw new Error(`The program declares no queue ${queueArn}.`);
      queues.commit((send) => send(queue, body, delaySeconds === undefined ? {} : { delay: delaySeconds * 1_000 }));
    },
    queues() {
      const all = [...queues.topology().queueByArn.values()];
      return all.map(({ name, id }) => {
        const source = all.find((other) => other.limit?.to === name);
        return { name, id, ...messages.counts(name, clock.now()), ...(source ? { deadLetterOf: source.name } : {}) };
      });
    },
    messages: (queueName, limit = 100) => messages.list(named(queueName).name, limit),
    redrive: (queueName) => queues.redrive(named(queueName)),
    mails: mails.list,
    events: (limit = 100) => events.list(limit),
    latencies: latencies.list,
    idle: () => pollers.idle(),
    async close() {
      cancelSweep();
      crons.stop();
      endpoint.server.close();
      endpoint.server.closeAllConnections();
      await Promise.race([pollers.stop(), new Promise((resolve) => setTimeout(resolve, closeMilliseconds).unref())]);
      store.close();
    },
  };
}
