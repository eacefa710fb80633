import { randomUUID } from "node:crypto";
import type { Clock, Log, Rows } from "../contract.ts";
import type { Cron } from "../graph.ts";
import { asyncCall } from "./async-call.ts";
import type { Queues } from "./queues.ts";
import { parseSchedule, type Schedule } from "./schedule.ts";
import { functionQueue } from "./topology.ts";

interface Parts {
  queues: Queues;
  rows: Rows;
  clock: Clock;
  log: Log;
}
interface Checkpoint {
  schedule: string;
  /** Null when the schedule has no further time. */
  next: number | null;
}

/**
 * Fires schedules as asynchronous invocations. The next time and the invocation are kept in one transaction, so a restart
 * neither forgets nor repeats one; what came due while the stage was down, or was skipped by moving the clock, fires once.
 */
export function createCrons({ queues, rows, clock, log }: Parts) {
  let cancels: (() => void)[] = [];

  function start(cron: Cron, schedule: Schedule): void {
    const key = `cron:${cron.id}`;
    const kept = rows.get(key) as Checkpoint | undefined;
    const next = kept?.schedule === cron.schedule ? kept.next : (schedule(clock.now()) ?? null);
    rows.put(key, { schedule: cron.schedule, next } satisfies Checkpoint);
    if (next !== null) arm(cron, schedule, next);
  }

  function arm(cron: Cron, schedule: Schedule, at: number): void {
    const slot = cancels.length;
    const wait = (next: number) => void (cancels[slot] = clock.at(next, () => fire(next)));
    const fire = (due: number): void => {
      try {
        const next = schedule(Math.max(due, clock.now()));
        queues.commit((send) => {
          const queue = queues.topology().queues.get(functionQueue(cron.functionId));
          if (queue) send(queue, JSON.stringify(scheduledEvent(cron, due)), asyncCall("cron"));
          rows.put(`cron:${cron.id}`, { schedule: cron.schedule, next: next ?? null } satisfies Checkpoint);
        });
        if (next !== undefined) wait(next);
      } catch (error) {
        log.error(`The schedule ${cron.id} could not be fired. Is the disk full?`, { error: String(error) });
        wait(clock.now() + 60_000);
      }
    };
    wait(at);
  }

  function scheduledEvent(cron: Cron, due: number) {
    const { region, account } = queues.topology();
    return {
      version: "0",
      id: randomUUID(),
      "detail-type": "Scheduled Event",
      source: "aws.scheduler",
      account,
      time: new Date(due).toISOString().replace(/\.\d+Z$/, "Z"),
      region,
      resources: [`arn:aws:scheduler:${region}:${account}:schedule/default/${cron.id}`],
      detail: "{}",
    };
  }

  return {
    /** Throws for what EventBridge would refuse, before anything is replaced. */
    check(crons: Cron[]): void {
      for (const cron of crons) parse(cron);
    },
    apply(crons: Cron[]): void {
      stop();
      for (const cron of crons) if (cron.enabled) start(cron, parse(cron));
    },
    stop,
  };

  function stop(): void {
    for (const cancel of cancels) cancel();
    cancels = [];
  }
}

function parse(cron: Cron): Schedule {
  try {
    return parseSchedule(cron.schedule);
  } catch (cause) {
    throw new Error(`The schedule of ${cron.id} would be refused by AWS: ${(cause as Error).message}.`, { cause });
  }
}
