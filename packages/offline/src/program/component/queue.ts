import { Component, refuseUnknown, transformed } from "../component.ts";
import type { ResourceTransform } from "../component.ts";
import { addMapping } from "../mapping.ts";
import type { MappingArgs } from "../mapping.ts";
import { toSeconds } from "../measure.ts";
import { output, plain } from "../output.ts";
import { ProgramError } from "../program-error.ts";
import type { Definition } from "../recording.ts";
import { arn, physicalName, recording } from "../recording.ts";
import type { Target } from "./function.ts";
import { functionFor } from "./function.ts";

interface QueueArgs {
  fifo?: boolean;
  delay?: string;
  visibilityTimeout?: string;
  dlq?: string | { queue: string; retry: number };
  transform?: { queue?: ResourceTransform<SqsQueue> };
}
/** What `transform.queue` may change, as AWS names it. */
interface SqsQueue {
  name: string;
  visibilityTimeoutSeconds: number;
  delaySeconds: number;
  messageRetentionSeconds?: number;
  redrivePolicy?: string;
}
interface Subscription {
  batch?: { size?: number; window?: string; partialResponses?: boolean };
  filters?: Record<string, unknown>[];
  transform?: { eventSourceMapping?: ResourceTransform<MappingArgs> };
}

/** `sst.aws.Queue`: standard queues; FIFO ones are not imitated. */
export class Queue extends Component {
  static override readonly type = "sst.aws.Queue";
  static override readonly takes = ["fifo", "delay", "visibilityTimeout", "dlq", "transform"];
  readonly #record;
  #subscribed = false;

  constructor(id: string, args: QueueArgs = {}) {
    super(id, args);
    if (plain(args.fifo)) throw new ProgramError(`The offline stage does not know FIFO queues: "${id}" asks for one.`);
    const dlq = plain(args.dlq);
    const redrive = typeof dlq === "string" ? { queue: dlq, retry: 3 } : dlq;
    const sqs = transformed(args.transform?.queue, `${id}Queue`, {
      name: physicalName(id),
      visibilityTimeoutSeconds: toSeconds(plain(args.visibilityTimeout) ?? "30 seconds"),
      delaySeconds: toSeconds(plain(args.delay) ?? "0 seconds"),
      ...(redrive ? { redrivePolicy: JSON.stringify({ deadLetterTargetArn: redrive.queue, maxReceiveCount: redrive.retry }) } : {}),
    });
    this.#record = {
      id,
      name: sqs.name,
      arn: arn("sqs", sqs.name),
      url: recording().base.queue(sqs.name),
      visibilitySeconds: sqs.visibilityTimeoutSeconds,
      delaySeconds: sqs.delaySeconds,
      retentionSeconds: sqs.messageRetentionSeconds ?? 4 * 86_400,
      ...(sqs.redrivePolicy ? { deadLetter: readRedrive(id, sqs.redrivePolicy) } : {}),
    };
    recording().graph.queues.push(this.#record);
  }

  get arn() {
    return output(this.#record.arn);
  }

  get url() {
    return output(this.#record.url);
  }

  get nodes() {
    const { arn, url, name } = this.#record;
    return { queue: output({ arn, url, name, id: url }) };
  }

  subscribe(subscriber: Target, subscription: Subscription = {}): void {
    const id = Component.idOf(this);
    if (this.#subscribed) throw new ProgramError(`The queue "${id}" has a second subscriber: SQS gives each message to one only.`);
    this.#subscribed = true;
    refuseUnknown(subscription, `a subscription to ${id}`, ["batch", "filters", "transform"]);
    const { batch = {}, filters } = plain(subscription);
    const name = `${id}Subscriber`;
    addMapping(name, { queueArn: this.#record.arn }, functionFor(name, subscriber), subscription.transform?.eventSourceMapping, {
      batchSize: batch.size ?? 10,
      maximumBatchingWindowInSeconds: batch.window ? toSeconds(batch.window) : 0,
      functionResponseTypes: batch.partialResponses ? ["ReportBatchItemFailures"] : [],
      ...(filters ? { filterCriteria: { filters: filters.map((filter) => ({ pattern: JSON.stringify(filter) })) } } : {}),
    });
  }

  override getSSTLink(): Definition {
    return {
      properties: { url: this.#record.url },
      include: [{ type: "aws.permission", actions: ["sqs:*"], resources: [this.#record.arn] }],
    };
  }
}

function readRedrive(id: string, policy: string): { queueArn: string; receives: number } {
  const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(policy) as { deadLetterTargetArn?: string; maxReceiveCount?: number };
  if (!deadLetterTargetArn || !maxReceiveCount) throw new ProgramError(`The dead-letter queue of "${id}" needs "queue" and "retry".`);
  return { queueArn: deadLetterTargetArn, receives: maxReceiveCount };
}
