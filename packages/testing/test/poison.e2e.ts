import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { confirm, fillCart, place, quote, sell, type Stage, startStage } from "@souk/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
  await sell(stage, { sku: "NEIGHBOR", quantity: 20 });
});
afterAll(async () => stage?.stop());

interface Queue {
  id: string;
  name: string;
  url: string;
  visible: number;
  inFlight: number;
}
const queue = async (id: string) => {
  const { queues } = await stage.control<{ queues: Queue[] }>("/api/state");
  const found = queues.find((entry) => entry.id === id);
  if (!found) throw new Error(`no queue ${id}: ${queues.map((entry) => entry.id).join(", ")}`);
  return found;
};

/** Sends to a queue as any program would. */
async function sendMessage(name: string, body: string): Promise<void> {
  const credentials = { accessKeyId: "offline", secretAccessKey: "offline" };
  const client = new SQSClient({ endpoint: stage.aws, region: "eu-central-1", credentials });
  await client.send(new SendMessageCommand({ QueueUrl: new URL(`/000000000000/${name}`, stage.aws).href, MessageBody: body }));
  client.destroy();
}

test("a poison event lies in its dead-letter queue after five tries, its neighbors were handled, and a redrive brings it back", async () => {
  const { name } = await queue("NotificationQueue");
  await sendMessage(name, '{"detail":{"specversion":"1.0"}}');
  const basket = await fillCart(stage.api, [{ sku: "NEIGHBOR", quantity: 1 }]);
  const { body } = await place(stage.api, basket, await quote(stage.api, basket));
  expect((await confirm(stage.api, body, "pm_card_visa")).status).toBe(200);

  const deadline = performance.now() + 40_000;
  while ((await queue("NotificationDeadLetter")).visible === 0 && performance.now() < deadline) {
    // Retries wait longer each time; the stage's clock can be moved.
    await stage.control("/api/clock/advance", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"milliseconds":5000}',
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const dead = await queue("NotificationDeadLetter");
  expect(dead.visible).toBe(1);
  const messages = await stage.control<{ receives: number; lastError?: string }[]>(`/api/queues/${dead.name}/messages`);
  expect(messages).toMatchObject([{ receives: 5 }]);

  await stage.settled();
  expect((await stage.mails()).filter((mail) => mail.text.includes(body.orderId))).toHaveLength(1);

  const { moved } = await stage.control<{ moved: number }>(`/api/queues/${dead.name}/redrive`, { method: "POST" });
  expect(moved).toBe(1);
  expect((await queue("NotificationDeadLetter")).visible).toBe(0);
});
