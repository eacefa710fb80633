import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const recorder = pathToFileURL(path.resolve(import.meta.dirname, "../src/access/record.ts")).href;
const folder = mkdtempSync(path.join(os.tmpdir(), "souk-record-"));
const server = createServer((_request, response) => response.end("{}"));
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** A worker that asks AWS for an item, as a function of the stage or as another worker of the process. */
async function seenOf(name: string | undefined): Promise<unknown[]> {
  const log = path.join(folder, `${name ?? "none"}.jsonl`);
  const script = path.join(folder, "worker.cjs");
  writeFileSync(
    script,
    `const body = JSON.stringify({ TableName: "souk-offline-SoukTable", Key: { pk: { S: "demo#cart#cart_1" } } });
    const headers = { "x-amz-target": "DynamoDB_20120810.GetItem" };
    const once = () => require("node:http").request(process.env.TO, { method: "POST", headers }).end(body);
    once(); once();`,
  );
  const to = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = JSON.stringify({ TO: to, ...(name ? { AWS_LAMBDA_FUNCTION_NAME: name } : {}) });
  const program = `import { Worker } from "node:worker_threads"; new Worker(${JSON.stringify(script)}, { execArgv: [], env: ${env} });`;
  const args = ["--import", recorder, "--input-type=module", "-e", program];
  const child = spawn(process.execPath, args, { env: { ...process.env, SOUK_ACCESS_LOG: log } });
  await new Promise((resolve) => child.once("close", resolve));
  try {
    const lines = readFileSync(log, "utf8").trim().split("\n");
    return lines.map((line) => JSON.parse(line) as unknown);
  } catch {
    return [];
  }
}

test("what a function's worker asks of AWS is noted once, with its function and the kind of item", async () =>
  expect(await seenOf("souk-offline-CartApi")).toEqual([
    { functionName: "souk-offline-CartApi", action: "dynamodb:GetItem", resource: "souk-offline-SoukTable", key: "x#cart#x" },
  ]));

test("another worker of the process is nobody's function", async () => expect(await seenOf(undefined)).toEqual([]));
