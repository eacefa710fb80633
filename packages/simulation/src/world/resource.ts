/** What the relay is linked with. SST reads it once, when it is first loaded. */
process.env["SST_RESOURCE_EventBus"] = JSON.stringify({ name: "bus" });
process.env["SST_RESOURCE_RelayDeadLetterQueue"] = JSON.stringify({ url: "https://sqs.simulated/relay-dead-letter" });
process.env["SST_RESOURCE_App"] = JSON.stringify({ name: "souk", stage: "simulation" });
