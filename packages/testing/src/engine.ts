import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { createClient } from "@souk/core/dynamo/client";
import { freePort } from "./port.ts";

const credentials = () => ({ accessKeyId: "local", secretAccessKey: "local" });

function binary(): string {
  const name = `@dynoxide/${os.platform()}-${os.arch()}`;
  const folder = path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  const found = ["bin/dynoxide", "dynoxide", "bin/dynoxide.exe", "dynoxide.exe"]
    .map((file) => path.join(folder, file))
    .find((file) => existsSync(file));
  if (!found) throw new Error(`${name} holds no engine`);
  return found;
}

/** An engine on a file. Whoever asks it first waits until it listens. */
async function serve(file: string) {
  const port = await freePort();
  const child = spawn(binary(), ["serve", "--host", "127.0.0.1", "--port", String(port), "--db-path", file], { stdio: "ignore" });
  return { child, endpoint: `http://127.0.0.1:${port}` };
}

/** Every item of the shop's table as a stage that was stopped has left it. */
export async function readTable(file: string): Promise<Record<string, unknown>[]> {
  const { child, endpoint } = await serve(file);
  const client = createClient({ endpoint, region: "eu-central-1", credentials, attempts: 8 });
  try {
    const { TableNames } = (await client.send({ operation: "ListTables", input: {} })) as { TableNames: string[] };
    const items: Record<string, unknown>[] = [];
    for (const TableName of TableNames) {
      let from: unknown;
      do {
        const page = await client.send({ operation: "Scan", input: { TableName, ...(from ? { ExclusiveStartKey: from } : {}) } });
        items.push(...(page["Items"] as Record<string, unknown>[]));
        from = page["LastEvaluatedKey"];
      } while (from);
    }
    return items;
  } finally {
    client.destroy();
    child.kill("SIGKILL");
  }
}

/** A DynamoDB of its own on a file in memory, with the one table of `infra/table.ts`. */
export async function startEngine() {
  const folder = mkdtempSync(path.join(existsSync("/dev/shm") ? "/dev/shm" : os.tmpdir(), "souk-test-"));
  const { child, endpoint } = await serve(path.join(folder, "table.db"));
  const capacity = { read: 0, write: 0 };
  const client = createClient({
    endpoint,
    region: "eu-central-1",
    credentials,
    attempts: 8,
    onCapacity: ({ read, write }) => {
      capacity.read += read;
      capacity.write += write;
    },
  });
  const string = (AttributeName: string) => ({ AttributeName, AttributeType: "S" });
  const keys = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: "HASH" },
    { AttributeName: range, KeyType: "RANGE" },
  ];
  const index = (name: string) => ({ IndexName: name, KeySchema: keys(`${name}pk`, `${name}sk`), Projection: { ProjectionType: "ALL" } });
  await client.send({
    operation: "CreateTable",
    input: {
      TableName: "souk",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["pk", "sk", "gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk"].map(string),
      KeySchema: keys("pk", "sk"),
      GlobalSecondaryIndexes: [index("gsi1"), index("gsi2")],
    },
  });
  return {
    endpoint,
    table: { name: "souk", client },
    /** Units consumed since the last reset, indexes in. */
    capacity,
    async stop() {
      client.destroy();
      child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
