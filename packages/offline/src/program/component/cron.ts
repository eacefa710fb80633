import { Component } from "../component.ts";
import { plain } from "../output.ts";
import { ProgramError } from "../program-error.ts";
import { recording } from "../recording.ts";
import type { Target } from "./function.ts";
import { functionFor } from "./function.ts";

interface CronArgs {
  schedule: string;
  function?: Target;
  job?: Target;
  enabled?: boolean;
  timezone?: string;
  event?: unknown;
  retries?: number;
  dlq?: string;
}

/** `sst.aws.CronV2`, on EventBridge Scheduler. */
export class CronV2 extends Component {
  static override readonly type: string = "sst.aws.CronV2";
  static override readonly takes = ["schedule", "function", "job", "enabled", "timezone", "event", "retries", "dlq", "transform"];

  constructor(id: string, args: CronArgs) {
    super(id, args);
    const target = args.function ?? args.job;
    const { schedule, enabled = true, timezone, event, retries, dlq } = plain({ ...args, function: undefined, job: undefined });
    if (target === undefined) throw new ProgramError(`The schedule "${id}" has no function.`);
    if (!/^(rate|cron|at)\(.+\)$/.test(schedule))
      throw new ProgramError(`"${schedule}" is not a schedule: write rate(…), cron(…) or at(…).`);
    recording().graph.crons.push({
      id,
      schedule,
      functionId: functionFor(`${id}Handler`, target),
      enabled,
      ...(timezone ? { timezone } : {}),
      ...(event === undefined ? {} : { event }),
      ...(retries === undefined ? {} : { retries }),
      ...(dlq ? { deadLetterArn: dlq } : {}),
    });
  }
}

/** `sst.aws.Cron`, the older one on an EventBridge rule: no time zone and no retries of its own. */
export class Cron extends CronV2 {
  static override readonly type = "sst.aws.Cron";
}
