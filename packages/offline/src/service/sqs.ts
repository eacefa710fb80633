import { hash } from "node:crypto";
import type { Clock } from "../contract.ts";
import { receiptHandle, systemAttributes } from "./batch.ts";
import type { Call, Operation } from "./http.ts";
import type { Message, Messages } from "./message.store.ts";
import type { Queues } from "./queues.ts";
import { ServiceError } from "./service-error.ts";
import * as Input from "./sqs-input.ts";
import type { QueueNode } from "./topology.ts";

interface Parts {
  queues: Queues;
  messages: Messages;
  clock: Clock;
  /** The endpoint's own address, known once it listens. */
  url: () => string;
}
type Values = Record<string, unknown>;

/** SQS's JSON protocol for standard queues. Queues come from the program alone: none can be created or changed here. */
export function createSqs({ queues, messages, clock, url }: Parts): Record<string, Operation> {
  const queueOf = (input: Values): QueueNode => find(Input.queueName(input));
  const urlOf = (queue: QueueNode) => `${url()}/${queue.arn.split(":")[4]}/${queue.name}`;

  function find(name: string): QueueNode {
    const queue = queues.topology().queues.get(name);
    if (queue && !queue.functionId) return queue;
    throw new ServiceError("com.amazonaws.sqs#QueueDoesNotExist", "The specified queue does not exist.", 400, {
      "x-amzn-query-error": "AWS.SimpleQueueService.NonExistentQueue;Sender",
    });
  }

  /** Long polling: sleeps until something arrives, a hidden message becomes due, the time is over or the client has gone. */
  async function receive(input: Values, call: Call) {
    const queue = queueOf(input);
    const options = Input.receiveOptions(input, queue);
    const end = clock.now() + options.wait;
    for (;;) {
      const batch = call.gone.aborted ? [] : queues.receive(queue, { ...options, polled: false });
      if (batch.length > 0) return { Messages: batch.map((message) => received(message, input)) };
      if (clock.now() >= end || call.gone.aborted) return {};
      await arrival(queue, end, call.gone);
    }
  }

  function arrival(queue: QueueNode, end: number, gone: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        unlisten();
        cancel();
        gone.removeEventListener("abort", done);
        resolve();
      };
      const unlisten = queues.listen(queue.name, done);
      const cancel = clock.at(Math.min(end, messages.nextAt(queue.name) ?? end), done);
      gone.addEventListener("abort", done);
    });
  }

  function remove(input: Values): void {
    const { seq, receipt } = Input.handle(input);
    messages.remove(seq, receipt);
  }

  function changeVisibility(queue: QueueNode, input: Values): void {
    const { seq, receipt } = Input.handle(input);
    if (!queues.hide(queue, seq, receipt, Input.seconds(input, "VisibilityTimeout", 0, 43_200) * 1_000))
      throw new ServiceError("com.amazonaws.sqs#MessageNotInflight", "The message is not in flight.");
  }

  return {
    GetQueueUrl: (input) => ({ QueueUrl: urlOf(find(String(input["QueueName"]))) }),
    ListQueues(input) {
      const prefix = String(input["QueueNamePrefix"] ?? "");
      const named = [...queues.topology().queueByArn.values()].filter((queue) => queue.name.startsWith(prefix));
      return { QueueUrls: named.map(urlOf) };
    },
    SendMessage(input) {
      const queue = queueOf(input);
      const message = Input.message(input);
      return sent(
        message,
        queues.commit((send) => send(queue, message.body, message)),
      );
    },
    SendMessageBatch(input) {
      const queue = queueOf(input);
      const entries = Input.entries(input);
      Input.limitBatch(entries);
      return queues.commit((send) =>
        each(entries, (entry) => {
          const message = Input.message(entry);
          return sent(message, send(queue, message.body, message));
        }),
      );
    },
    ReceiveMessage: receive,
    DeleteMessage(input) {
      queueOf(input);
      remove(input);
      return {};
    },
    DeleteMessageBatch(input) {
      queueOf(input);
      return queues.commit(() => each(Input.entries(input), remove));
    },
    ChangeMessageVisibility(input) {
      changeVisibility(queueOf(input), input);
      return {};
    },
    ChangeMessageVisibilityBatch(input) {
      const queue = queueOf(input);
      return queues.commit(() => each(Input.entries(input), (entry) => changeVisibility(queue, entry)));
    },
    GetQueueAttributes(input) {
      const queue = queueOf(input);
      const all = Object.entries(attributesOf(queue));
      const names = Array.isArray(input["AttributeNames"]) ? input["AttributeNames"] : [];
      return { Attributes: Object.fromEntries(names.includes("All") ? all : all.filter(([name]) => names.includes(name))) };
    },
    PurgeQueue(input) {
      messages.purge(queueOf(input).name);
      return {};
    },
    /** Redrive, asked for as on AWS. */
    StartMessageMoveTask(input) {
      const queue = queues.topology().queueByArn.get(String(input["SourceArn"]));
      if (!queue) throw new ServiceError("com.amazonaws.sqs#ResourceNotFoundException", "The source queue does not exist.");
      return { TaskHandle: `${queue.name}.${queues.redrive(queue)}` };
    },
  };

  function attributesOf(queue: QueueNode): Record<string, string> {
    const counts = messages.counts(queue.name, clock.now());
    const to = queue.limit?.to && queues.topology().queues.get(queue.limit.to);
    return {
      QueueArn: queue.arn,
      ApproximateNumberOfMessages: String(counts.visible),
      ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
      ApproximateNumberOfMessagesDelayed: String(counts.delayed),
      VisibilityTimeout: String(queue.visibility / 1_000),
      DelaySeconds: String(queue.delay / 1_000),
      MessageRetentionPeriod: String(queue.retention / 1_000),
      MaximumMessageSize: String(Input.maxMessageBytes),
      ...(to ? { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: to.arn, maxReceiveCount: queue.limit?.receives }) } : {}),
    };
  }
}

function sent(message: Input.SentMessage, id: string) {
  const attributes = Object.keys(message.attributes).length > 0 ? { MD5OfMessageAttributes: Input.attributesMd5(message.attributes) } : {};
  return { MessageId: id, MD5OfMessageBody: hash("md5", message.body), ...attributes };
}

function received(message: Message, input: Values) {
  const names = [input["AttributeNames"], input["MessageSystemAttributeNames"]].flatMap((list) =>
    Array.isArray(list) ? (list as unknown[]) : [],
  );
  const system = Object.entries(systemAttributes(message)).filter(([name]) => names.includes("All") || names.includes(name));
  const attributes = Input.wantedAttributes(message.attributes, input);
  const some = Object.keys(attributes).length > 0;
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle(message),
    Body: message.body,
    MD5OfBody: hash("md5", message.body),
    ...(system.length > 0 ? { Attributes: Object.fromEntries(system) } : {}),
    ...(some ? { MessageAttributes: attributes, MD5OfMessageAttributes: Input.attributesMd5(attributes) } : {}),
  };
}

/** Runs a batch entry by entry; what is wrong with one does not touch its neighbors. */
function each(entries: Values[], run: (entry: Values) => object | void) {
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry["Id"], ...run(entry) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      Failed.push({ Id: entry["Id"], SenderFault: true, Code: error.code.split("#").at(-1), Message: error.message });
    }
  }
  return { Successful, Failed };
}
