import { watched } from "./watched";

/** A dead-letter queue keeps what it gets for 14 days, the longest there is. */
export function deadLetterQueue(name: string) {
  const queue = new sst.aws.Queue(name, {
    transform: {
      queue: (args) => {
        args.messageRetentionSeconds = 14 * 24 * 3600;
      },
    },
  });
  watched.deadLetters.push({ name, metricName: queue.nodes.queue.name });
  return queue;
}
