import { writeSync } from "node:fs";
import { createClock } from "../../src/clock.ts";
import { createServices } from "../../src/service/index.ts";
import { arn, fakeFunctions, functionNode, graph, mapping, queue } from "./stage.ts";

/** A process that sends until it is killed: it writes the number of each message once sending has returned. */
const file = process.argv[2] ?? "";
const log = { info() {}, warn() {}, error() {} };
const functions = fakeFunctions({ Stuck: () => new Promise(() => {}) });
const services = await createServices({ file, port: 0, clock: createClock(), functions, faults: () => ({}), random: Math.random, log });
const program = {
  queues: [queue("order"), queue("stuck")],
  mappings: [mapping("stuck", "Stuck")],
  functions: { Stuck: functionNode("Stuck") },
};
services.apply(graph(program));
services.rows.put("stream:Table", { sequence: "42" });
services.send(arn("stuck"), "held");
while (services.messages("stuck")[0]?.receives !== 1) await new Promise((resolve) => setTimeout(resolve, 1));
for (let number = 0; ; number++) {
  services.send(arn("order"), String(number));
  writeSync(1, `${number}\n`);
  if (number % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
}
