import { deadLetterQueue } from "./dead-letter";
import { watched } from "./watched";

interface QueueArgs {
  /** Six times its function's time-out, as AWS advises: a message in work is not given to a second worker. */
  visibilityTimeout: "1 minute" | "3 minutes";
  /** How often a message is tried before it lies with the dead letters. */
  receives?: number;
  delay?: `${number} seconds`;
}

/** A queue with its dead-letter queue, `OrderQueue` with `OrderDeadLetter`. Both are watched. */
export function queueWithDeadLetter(name: string, { visibilityTimeout, receives = 5, delay = "0 seconds" }: QueueArgs) {
  const deadLetter = deadLetterQueue(`${name}DeadLetter`);
  const queue = new sst.aws.Queue(`${name}Queue`, { delay, visibilityTimeout, dlq: { queue: deadLetter.arn, retry: receives } });
  watched.queues.push({ name, metricName: queue.nodes.queue.name });
  return { queue, deadLetter };
}
