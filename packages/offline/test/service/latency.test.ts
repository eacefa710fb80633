import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { afterEach, expect, test } from "vitest";
import { arn, drain, mapping, openStage, queue, type Stage } from "./stage.ts";

const bus = { id: "Bus", name: "souk-bus", arn: "arn:aws:events:eu-central-1:000000000000:event-bus/souk-bus" };
const rule = (name: string) => ({ id: `${name}Rule`, busId: "Bus", pattern: { source: ["souk.order"] }, target: { queueArn: arn(name) } });

let stage: Stage;
afterEach(() => stage.close());
const put = (id: string, time: Date) =>
  stage.eventBridge.send(
    new PutEventsCommand({
      Entries: [{ EventBusName: "souk-bus", Source: "souk.order", DetailType: "order.paid", Detail: JSON.stringify({ id }), Time: time }],
    }),
  );

test("an event is done when the last of its consumers is, and a consumer that failed is not", async () => {
  let mailed = 0;
  let failures = 1;
  stage = await openStage({
    graph: {
      buses: [bus],
      queues: [queue("mail"), queue("search"), queue("hold", { delaySeconds: 900 })],
      rules: [rule("mail"), rule("search"), rule("hold")],
      mappings: [mapping("mail", "Mail"), mapping("search", "Search")],
    },
    handlers: {
      Mail: () => void (mailed = stage.clock.now()),
      Search: () => {
        failures -= 1;
        if (failures >= 0) throw new Error("not yet");
      },
    },
  });
  const at = new Date(stage.clock.now() - 40);
  await put("evt_1", at);
  await drain(stage);
  const [latency, ...others] = stage.services.latencies();
  expect(others).toEqual([]);
  // The one that waits for a quarter of an hour is no consumer that anybody waits for.
  expect(latency).toMatchObject({ id: "evt_1", detailType: "order.paid", consumers: 2 });
  expect(Math.abs((latency?.at ?? 0) - at.getTime())).toBeLessThanOrEqual(1);
  expect(latency?.takenAt).toBeGreaterThanOrEqual(latency?.at ?? Number.POSITIVE_INFINITY);
  // The second try came a second later by the stage's clock.
  expect(latency?.doneAt).toBeGreaterThanOrEqual(mailed + 500);
});

test("an event whose message is parked is none that is done", async () => {
  stage = await openStage({
    graph: {
      buses: [bus],
      queues: [queue("mail", { deadLetter: { queueArn: arn("dead"), receives: 2 } }), queue("dead")],
      rules: [rule("mail")],
      mappings: [mapping("mail", "Mail")],
    },
    handlers: { Mail: () => Promise.reject(new Error("never")) },
  });
  await put("evt_1", new Date());
  await drain(stage);
  expect(stage.services.messages("dead")).toHaveLength(1);
  expect(stage.services.latencies()).toEqual([]);
});
