import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { DeleteItemCommand, DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
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

const main = path.resolve(import.meta.dirname, "../../operate/src/main.ts");
/** The operator's command, against this stage. */
async function operate(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...args, "--state", stage.state]);
  return stdout;
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

  expect(await operate("queues", "list")).toMatch(/^NotificationDeadLetter +1 +0 +0 +\d+ s {3}redrive it/m);
  expect(await operate("queues", "redrive", "Notification")).toContain("About 1 of NotificationDeadLetter go back to NotificationQueue.");
  expect((await queue("NotificationDeadLetter")).visible).toBe(0);
  expect(await operate("queues", "redrive", "Notification")).toContain("NotificationDeadLetter is empty.");
});

test("events that are put on the bus again are acted on by whoever has lost what they did, and by nobody else", async () => {
  const since = new Date(Date.now() - 3_600_000).toISOString();
  // Its own clock was moved ahead.
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const span = ["--since", since, "--until", until, "--type", "order.paid"];
  const mails = async () => (await stage.mails()).length;
  const [mailed, seen] = [await mails(), (await stage.events()).length];

  expect(await operate("events", "republish", ...span, "--dry-run")).toContain("1 events would go");
  expect((await stage.events()).length).toBe(seen);

  expect(await operate("events", "republish", ...span)).toContain("1 events went to the bus.");
  await expect.poll(async () => (await stage.events()).length).toBe(seen + 1);
  await stage.settled();
  expect(await mails()).toBe(mailed);

  // As after a table was restored to a moment before the mail.
  await forgetMails();
  await operate("events", "republish", ...span);
  await expect.poll(mails).toBe(mailed + 1);

  // A replay reaches one consumer, and one that does things outside of the shop lets it pass.
  await forgetMails();
  expect(await operate("events", "republish", ...span, "--to", "Notification", "--generation", "2")).toContain("went to Notification.");
  await expect.poll(() => ignored()).toBe(1);
  await stage.settled();
  expect(await mails()).toBe(mailed + 1);
});

/** Lines by which a consumer says that it let a replay pass. */
async function ignored(): Promise<number> {
  const { invocations } = await stage.control<{ invocations: { logs: string[] }[] }>("/api/state");
  return invocations.flatMap(({ logs }) => logs).filter((line) => line.includes("replay ignored")).length;
}

async function forgetMails(): Promise<void> {
  const credentials = { accessKeyId: "offline", secretAccessKey: "offline" };
  const client = new DynamoDBClient({ endpoint: stage.dynamodb, region: "eu-central-1", credentials });
  const TableName = "souk-offline-SoukTable";
  const { Items = [] } = await client.send(
    new ScanCommand({ TableName, FilterExpression: "sk = :mail", ExpressionAttributeValues: { ":mail": { S: "mail" } } }),
  );
  expect(Items.length).toBeGreaterThan(0);
  for (const { pk, sk } of Items) if (pk && sk) await client.send(new DeleteItemCommand({ TableName, Key: { pk, sk } }));
  client.destroy();
}
