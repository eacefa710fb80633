import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { createClient } from "@souk/core/dynamo/client";

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

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

/** A DynamoDB of its own on a file in memory, with the one table of `infra/table.ts`. */
export async function startEngine() {
  const folder = mkdtempSync(path.join(existsSync("/dev/shm") ? "/dev/shm" : os.tmpdir(), "souk-test-"));
  const port = await freePort();
  const child = spawn(binary(), ["serve", "--host", "127.0.0.1", "--port", String(port), "--db-path", path.join(folder, "table.db")], {
    stdio: "ignore",
  });
  const endpoint = `http://127.0.0.1:${port}`;
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
