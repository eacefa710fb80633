import { bus, busName } from "./bus";
import { deadLetterQueue } from "./dead-letter";
import { streamConsumer } from "./stream";

/** Positions of batches that could not be relayed, and whole entries that the bus refused for their content. */
const deadLetter = deadLetterQueue("RelayDeadLetter");
const deadLetterUrl = new sst.Linkable("RelayDeadLetterQueue", { properties: { url: deadLetter.url } });

// Event rows go to the bus, in order of each aggregate: only a new one wakes the function.
streamConsumer("Relay", {
  name: "relay",
  handler: "packages/core/src/relay.handler",
  filters: [{ eventName: ["INSERT"], dynamodb: { NewImage: { sk: { S: [{ prefix: "$event#" }] } } } }],
  deadLetter,
  link: [busName, deadLetterUrl],
  permissions: [{ actions: ["events:PutEvents"], resources: [bus.arn] }],
});
