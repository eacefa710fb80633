import { bus, busRules } from "./bus";
import { queueWithDeadLetter } from "./queue";

interface Consumer {
  handler: string;
  /** Event names, for example `order.placed`. */
  events: string[];
  link: unknown[];
  permissions: sst.aws.FunctionArgs["permissions"];
  /** Seconds that messages wait before they are delivered. */
  delaySeconds?: number;
  /** How many batches at the same time, where they would be in each other's way. */
  atOnce?: number;
  /** For a reaction that works on things outside the shop: one message at a time, for longer, and at most so many at once. */
  slow?: { atOnce: number };
}

/** One consuming domain: a rule, a queue with a dead-letter queue, a function. Delivery is at least once and in any order. */
export function consumer(name: string, { handler, events, link, permissions, delaySeconds = 0, slow, atOnce = slow?.atOnce }: Consumer) {
  const { queue, deadLetter } = queueWithDeadLetter(name, {
    visibilityTimeout: slow ? "3 minutes" : "1 minute",
    delay: `${delaySeconds} seconds`,
  });
  queue.subscribe(
    // In `sst dev` consumers run deployed: with nobody connected the live stub would answer success and lose the message.
    { handler, link, permissions, timeout: slow ? "30 seconds" : "10 seconds", live: false } as sst.aws.FunctionArgs,
    {
      batch: { size: slow ? 1 : 10, partialResponses: true },
      transform: {
        eventSourceMapping: (args) => {
          if (atOnce !== undefined) args.scalingConfig = { maximumConcurrency: atOnce };
        },
      },
    },
  );
  bus.subscribeQueue(name, queue, {
    pattern: { detailType: events },
    transform: {
      target: (args) => {
        args.deadLetterConfig = { arn: deadLetter.arn };
      },
    },
  });
  // A rule may write to its dead-letter queue only by the queue's own policy, and only this rule.
  new aws.sqs.QueuePolicy(`${name}DeadLetterPolicy`, {
    queueUrl: deadLetter.url,
    policy: aws.iam.getPolicyDocumentOutput({
      statements: [
        {
          actions: ["sqs:SendMessage"],
          resources: [deadLetter.arn],
          principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
          conditions: [{ test: "ArnLike", variable: "aws:SourceArn", values: [busRules] }],
        },
      ],
    }).json,
  });
  return queue;
}
