import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  type QueueAttributeName,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { CommandError, type Target } from "./target.ts";

export interface Queue {
  /** As `infra/` names it: "OrderDeadLetter". */
  id: string;
  name: string;
  url: string;
  arn: string;
  waiting: number;
  inFlight: number;
  delayed: number;
  /** The dead-letter queue's ARN. */
  gives?: string;
}

const asked: QueueAttributeName[] = [
  "QueueArn",
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesNotVisible",
  "ApproximateNumberOfMessagesDelayed",
  "RedrivePolicy",
];

/** SST ends a queue's name in `Queue-` and eight letters, the offline stage does not. */
const idOf = (name: string, prefix: string) => name.slice(prefix.length).replace(/Queue-[a-z]{8}$/, "");

export async function queuesOf({ sqs, prefix }: Pick<Target, "sqs" | "prefix">): Promise<Queue[]> {
  const urls: string[] = [];
  for (let NextToken: string | undefined; ;) {
    const page = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: prefix, MaxResults: 1000, NextToken }));
    urls.push(...(page.QueueUrls ?? []));
    NextToken = page.NextToken;
    if (!NextToken) break;
  }
  const queues = await Promise.all(urls.map((url) => describe(sqs, url, prefix)));
  return queues.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

async function describe(sqs: SQSClient, url: string, prefix: string): Promise<Queue> {
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: asked }));
  const policy = JSON.parse(Attributes["RedrivePolicy"] ?? "{}") as { deadLetterTargetArn?: string };
  const name = url.split("/").at(-1) ?? "";
  return {
    id: idOf(name, prefix),
    name,
    url,
    arn: Attributes["QueueArn"] ?? "",
    waiting: Number(Attributes["ApproximateNumberOfMessages"] ?? 0),
    inFlight: Number(Attributes["ApproximateNumberOfMessagesNotVisible"] ?? 0),
    delayed: Number(Attributes["ApproximateNumberOfMessagesDelayed"] ?? 0),
    ...(policy.deadLetterTargetArn ? { gives: policy.deadLetterTargetArn } : {}),
  };
}

/** One line a queue, those first in which something lies that was given up. */
export async function list(target: Target, say: (line: string) => void): Promise<void> {
  const queues = await queuesOf(target);
  if (queues.length === 0) throw new CommandError(`There is no queue ${target.prefix}…`);
  const dead = new Set(queues.flatMap(({ gives }) => gives ?? []));
  say("queue                        waiting  in work  delayed   oldest");
  for (const { id, name, arn, waiting, inFlight, delayed } of queues) {
    const age = waiting + inFlight > 0 ? await target.oldest(name) : undefined;
    const oldest = age === undefined ? "-" : `${age} s`;
    const numbers = [waiting, inFlight, delayed].map((number) => String(number).padStart(9)).join("");
    say(`${id.padEnd(27)}${numbers}${oldest.padStart(9)}${dead.has(arn) && waiting > 0 ? "   redrive it when its cause is mended" : ""}`);
  }
}

/** `OrderDeadLetter`, or `Order` for the same. */
export async function redrive(target: Target, wanted: string, say: (line: string) => void): Promise<void> {
  const queues = await queuesOf(target);
  const dead = queues.find(({ id, name }) => [id, name].includes(wanted) || id === `${wanted}DeadLetter`);
  const known = () => queues.filter(({ arn }) => queues.some(({ gives }) => gives === arn)).map(({ id }) => id);
  if (!dead) throw new CommandError(`There is no queue ${wanted}; dead letters lie in ${known().join(", ")}.`);
  const source = queues.find(({ gives }) => gives === dead.arn);
  if (!source)
    throw new CommandError(
      `${dead.id} takes no queue's dead letters: nothing can go back from it. Dead letters lie in ${known().join(", ")}.`,
    );
  if (dead.waiting === 0) return say(`${dead.id} is empty.`);
  // Named, since what a rule could not deliver never was in the queue that it would go back to.
  await target.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: dead.arn, DestinationArn: source.arn }));
  say(`About ${dead.waiting} of ${dead.id} go back to ${source.id}.`);
}
