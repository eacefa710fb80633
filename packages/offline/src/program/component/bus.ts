import type { Rule } from "../../graph.ts";
import { Component, refuseUnknown, transformed } from "../component.ts";
import type { ResourceTransform } from "../component.ts";
import { output, plain } from "../output.ts";
import { ProgramError } from "../program-error.ts";
import type { Definition } from "../recording.ts";
import { arn, physicalName, recording } from "../recording.ts";
import type { Target } from "./function.ts";
import { functionFor } from "./function.ts";
import { Queue } from "./queue.ts";

interface EventTarget {
  arn: string;
  rule: string;
  eventBusName: string;
  deadLetterConfig?: { arn?: string };
}
interface EventRule {
  name: string;
  eventBusName: string;
  state: string;
  eventPattern: string;
}
interface Subscription {
  pattern?: { source?: unknown[]; detailType?: unknown[]; detail?: Record<string, unknown> };
  enabled?: boolean;
  transform?: { rule?: ResourceTransform<EventRule>; target?: ResourceTransform<EventTarget> };
}

/** `sst.aws.Bus`: an EventBridge bus with rules to functions and queues. */
export class Bus extends Component {
  static override readonly type = "sst.aws.Bus";
  static override readonly takes = ["transform"];
  readonly #name: string;
  readonly #arn: string;

  constructor(id: string, args: { transform?: { bus?: ResourceTransform<{ name: string }> } } = {}) {
    super(id, args);
    this.#name = transformed(args.transform?.bus, `${id}Bus`, { name: physicalName(id) }).name;
    this.#arn = arn("events", `event-bus/${this.#name}`);
    recording().graph.buses.push({ id, name: this.#name, arn: this.#arn });
  }

  get name() {
    return output(this.#name);
  }

  get arn() {
    return output(this.#arn);
  }

  get nodes() {
    return { bus: output({ name: this.#name, arn: this.#arn }) };
  }

  subscribe(name: string, subscriber: Target, subscription: Subscription = {}): void {
    const functionId = functionFor(`${Component.idOf(this)}Subscriber${name}`, subscriber);
    this.#addRule(name, { functionId }, arn("lambda", `function:${physicalName(functionId)}`), subscription);
  }

  subscribeQueue(name: string, queue: Queue | string, subscription: Subscription = {}): void {
    const given = plain(queue);
    const queueArn = given instanceof Queue ? plain(given.arn as unknown as string) : given;
    if (typeof queueArn !== "string")
      throw new ProgramError(`"${name}" subscribes no queue to "${Component.idOf(this)}": give the queue or its ARN.`);
    this.#addRule(name, { queueArn }, queueArn, subscription);
  }

  override getSSTLink(): Definition {
    return {
      properties: { name: this.#name, arn: this.#arn },
      include: [{ type: "aws.permission", actions: ["events:*"], resources: [this.#arn] }],
    };
  }

  #addRule(name: string, target: Rule["target"], targetArn: string, subscription: Subscription): void {
    const { rules } = recording().graph;
    const busId = Component.idOf(this);
    const id = `${busId}Subscriber${name}`;
    refuseUnknown(subscription, `a subscription to ${busId}`, ["pattern", "enabled", "transform"]);
    if (rules.some((rule) => rule.id === id)) throw new ProgramError(`"${busId}" has two subscriptions named "${name}".`);
    const rule = transformed(subscription.transform?.rule, `${id}Rule`, {
      name: physicalName(id),
      eventBusName: this.#name,
      state: (plain(subscription.enabled) ?? true) ? "ENABLED" : "DISABLED",
      eventPattern: JSON.stringify(patternOf(plain(subscription.pattern))),
    });
    const { deadLetterConfig } = transformed(subscription.transform?.target, `${id}Target`, eventTarget(targetArn, rule));
    if (rule.state === "DISABLED") return;
    const pattern = JSON.parse(rule.eventPattern) as Rule["pattern"];
    rules.push({ id, busId, pattern, target, ...(deadLetterConfig?.arn ? { deadLetterArn: deadLetterConfig.arn } : {}) });
  }
}

function eventTarget(targetArn: string, rule: EventRule): EventTarget {
  return { arn: targetArn, rule: rule.name, eventBusName: rule.eventBusName };
}

/** Without a pattern SST's rule takes every event. */
function patternOf(pattern: Subscription["pattern"]): Rule["pattern"] {
  if (!pattern) return { source: [{ prefix: "" }] };
  return { "detail-type": pattern.detailType, source: pattern.source, detail: pattern.detail };
}
