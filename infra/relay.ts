import { bus, busName } from "./bus";
import { deadLetterQueue } from "./dead-letter";
import { physicalName } from "./stage";
import { table } from "./table";
import { watched } from "./watched";

/** Positions of batches that could not be relayed, and whole entries that the bus refused for their content. */
export const relayDeadLetter = deadLetterQueue("RelayDeadLetter");
const relayDeadLetterUrl = new sst.Linkable("RelayDeadLetterQueue", { properties: { url: relayDeadLetter.url } });

/** Known before it exists, so that its alarm can name it. */
export const relayName = physicalName("relay");
watched.streams.push({ name: "relay", metricName: $util.output(relayName) });

/** Event rows go from the table's stream to the bus, in order of each aggregate. */
table.subscribe(
  "Relay",
  {
    handler: "packages/core/src/relay.handler",
    name: relayName,
    link: [busName, relayDeadLetterUrl],
    permissions: [
      { actions: ["events:PutEvents"], resources: [bus.arn] },
      { actions: ["sqs:SendMessage"], resources: [relayDeadLetter.arn] },
    ],
    timeout: "30 seconds",
  },
  {
    // Only new event rows wake the function: other writes cost nothing here.
    filters: [{ eventName: ["INSERT"], dynamodb: { NewImage: { sk: { S: [{ prefix: "$event#" }] } } } }],
    transform: {
      eventSourceMapping: (args) => {
        // LATEST, the default, loses what is written while the mapping is created or changed.
        args.startingPosition = "TRIM_HORIZON";
        args.batchSize = 100;
        args.functionResponseTypes = ["ReportBatchItemFailures"];
        args.bisectBatchOnFunctionError = true;
        args.maximumRetryAttempts = 50;
        args.destinationConfig = { onFailure: { destinationArn: relayDeadLetter.arn } };
      },
    },
  },
);
