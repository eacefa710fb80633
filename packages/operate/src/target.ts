import { readFileSync } from "node:fs";
import path from "node:path";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, ListEventBusesCommand } from "@aws-sdk/client-eventbridge";
import { SQSClient } from "@aws-sdk/client-sqs";
import { oldestByMetric } from "./oldest.ts";

/** Something the caller can mend; its message says how, and no stack is shown. */
export class CommandError extends Error {}

/** A stage, as an operator reaches it: with rights on its queues, its table and its bus, past the API. */
export interface Target {
  /** What names of its resources begin with, "souk-production-". */
  prefix: string;
  sqs: SQSClient;
  events: EventBridgeClient;
  database: DynamoDBClient;
  tableName(): Promise<string>;
  busName(): Promise<string>;
  /** Seconds that the oldest message of a queue waits by now; not known in a queue that is empty. */
  oldest(queue: string): Promise<number | undefined>;
  close(): void;
}

export const region = "eu-central-1";

interface Ready {
  aws: string;
  dynamodb: string;
  console: string;
  pid: number;
}

/** A stage on AWS by its name, with the caller's own credentials; without one the offline stage that runs here. */
export function find({ stage, state = ".souk" }: { stage?: string | undefined; state?: string | undefined }): Target {
  return stage === undefined ? offline(state) : deployed(stage);
}

function clients(
  options: { region: string; endpoint?: string; credentials?: { accessKeyId: string; secretAccessKey: string } },
  database?: string,
) {
  const sqs = new SQSClient(options);
  const events = new EventBridgeClient(options);
  const dynamo = new DynamoDBClient({ ...options, ...(database ? { endpoint: database } : {}) });
  const close = () => [sqs, events, dynamo].forEach((client) => client.destroy());
  return { sqs, events, database: dynamo, close };
}

function offline(state: string): Target {
  const ready = readyFile(state);
  if (!ready) throw new CommandError('No stage is running here: start it with "npm run dev", or name one on AWS with --stage.');
  const made = clients(
    { region, endpoint: ready.aws, credentials: { accessKeyId: "offline", secretAccessKey: "offline" } },
    ready.dynamodb,
  );
  return {
    ...made,
    prefix: "souk-offline-",
    tableName: async () => "souk-offline-SoukTable",
    busName: async () => "souk-offline-Bus",
    async oldest(queue) {
      const messages = (await (await fetch(new URL(`/api/queues/${queue}/messages`, ready.console))).json()) as { sentAt: number }[];
      const { now } = (await (await fetch(new URL("/api/state", ready.console))).json()) as { now: string };
      return messages.length === 0 ? undefined : Math.round((Date.parse(now) - Math.min(...messages.map(({ sentAt }) => sentAt))) / 1000);
    },
  };
}

function deployed(stage: string): Target {
  const made = clients({ region });
  const watch = new CloudWatchClient({ region });
  const prefix = `souk-${stage}-`;
  return {
    ...made,
    prefix,
    async tableName() {
      for (let start: string | undefined; ;) {
        const page = await made.database.send(new ListTablesCommand(start ? { ExclusiveStartTableName: start } : {}));
        const found = page.TableNames?.find((name) => name.startsWith(`${prefix}SoukTable`));
        if (found) return found;
        start = page.LastEvaluatedTableName;
        if (!start)
          throw new CommandError(
            `There is no table ${prefix}SoukTable… in ${region}: is the stage deployed, and are these its account's credentials?`,
          );
      }
    },
    async busName() {
      const { EventBuses = [] } = await made.events.send(new ListEventBusesCommand({ NamePrefix: `${prefix}Bus` }));
      const name = EventBuses[0]?.Name;
      if (!name) throw new CommandError(`There is no bus ${prefix}Bus… in ${region}.`);
      return name;
    },
    oldest: (queue) => oldestByMetric(watch, queue),
    close() {
      made.close();
      watch.destroy();
    },
  };
}

/** The stage's ready file, when the process that wrote it is alive. */
function readyFile(state: string): Ready | undefined {
  try {
    const ready = JSON.parse(readFileSync(path.join(state, "ready.json"), "utf8")) as Ready;
    process.kill(ready.pid, 0);
    return ready;
  } catch {
    return undefined;
  }
}
