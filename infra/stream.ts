import type { deadLetterQueue } from "./dead-letter";
import { physicalName } from "./stage";
import { table } from "./table";
import { watched } from "./watched";

interface StreamConsumer {
  /** Its physical name's last part: short, since SST cuts a long name at the end that deploy roles go by. */
  name: string;
  handler: string;
  /** Which records wake it: whatever else is written costs it nothing. */
  filters: NonNullable<sst.aws.DynamoSubscriberArgs["filters"]>;
  /** Takes positions of batches, within the stream, that it could not handle. */
  deadLetter: ReturnType<typeof deadLetterQueue>;
  link: unknown[];
  permissions: Exclude<sst.aws.FunctionArgs["permissions"], undefined>;
}

/** A function that reads the table's stream, in order of each partition. A batch that fails is halved, and repeated from where it failed. */
export function streamConsumer(id: string, { name, handler, filters, deadLetter, link, permissions }: StreamConsumer) {
  // Known before it exists, so that its alarm can name it.
  const physical = physicalName(name);
  watched.streams.push({ name, metricName: $util.output(physical) });
  table.subscribe(
    id,
    {
      handler,
      name: physical,
      link,
      permissions: [...(permissions as []), { actions: ["sqs:SendMessage"], resources: [deadLetter.arn] }],
      timeout: "30 seconds",
      // As with other consumers: in `sst dev` a stub that nobody is connected to would lose what it gets.
      live: false,
    } as sst.aws.FunctionArgs,
    {
      filters,
      transform: {
        eventSourceMapping: (args) => {
          // LATEST, the default, loses what is written while the mapping is created or changed.
          args.startingPosition = "TRIM_HORIZON";
          args.batchSize = 100;
          args.functionResponseTypes = ["ReportBatchItemFailures"];
          args.bisectBatchOnFunctionError = true;
          args.maximumRetryAttempts = 50;
          args.destinationConfig = { onFailure: { destinationArn: deadLetter.arn } };
        },
      },
    },
  );
}
