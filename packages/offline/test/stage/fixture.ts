import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startStage, type Stage, type StageOptions } from "../../src/index.ts";

const config = `export default $config({
  app: () => ({ name: "tiny", home: "aws" }),
  async run() { await import("./infra/all"); },
});`;

export const infra = `
const table = new sst.aws.Dynamo("Notes", { fields: { pk: "string" }, primaryIndex: { hashKey: "pk" }, stream: "new-and-old-images" });
const dead = new sst.aws.Queue("Dead");
const jobs = new sst.aws.Queue("Jobs", { visibilityTimeout: "1 second", dlq: { queue: dead.arn, retry: 1 } });
jobs.subscribe("src/handler.job");
const link = [new sst.Linkable("Table", { properties: { name: table.name } }), new sst.Linkable("JobsUrl", { properties: { url: jobs.url } }), new sst.Secret("Signing")];
const api = new sst.aws.ApiGatewayV2("Api", { cors: false });
const http = new sst.aws.Function("Http", { handler: "src/handler.http", link });
api.route("ANY /v1/{proxy+}", http.arn);
new sst.aws.Router("Router", { routes: { "/v1": api.url } });
table.subscribe("Reader", "src/handler.stream", { transform: { eventSourceMapping: (args) => { args.startingPosition = "TRIM_HORIZON"; } } });
`;

const handler = `
const call = (service, target, body) => fetch(service, {
  method: "POST", body: JSON.stringify(body),
  headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": target, "x-amz-date": "20260101T000000Z",
    authorization: "AWS4-HMAC-SHA256 Credential=offline/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0" },
});
const resource = (name) => JSON.parse(process.env["SST_RESOURCE_" + name] ?? "null");
export async function http(event) {
  const body = JSON.parse(event.body ?? "{}");
  if (event.rawPath === "/v1/host") return { statusCode: 200, body: event.headers["x-forwarded-host"] };
  if (event.rawPath === "/v1/kept") return { statusCode: 200, body: "kept", headers: { "cache-control": "public, max-age=30, stale-while-revalidate=30" } };
  if (event.rawPath === "/v1/secret") return { statusCode: 200, body: resource("Signing").value };
  if (event.rawPath === "/v1/job") await call(process.env.AWS_ENDPOINT_URL, "AmazonSQS.SendMessage", { QueueUrl: resource("JobsUrl").url, MessageBody: "poison" });
  if (event.rawPath === "/v1/note") await call(process.env.AWS_ENDPOINT_URL_DYNAMODB, "DynamoDB_20120810.PutItem", { TableName: resource("Table").name, Item: { pk: { S: body.text } } });
  return { statusCode: 201, body: "" };
}
export async function stream(event) {
  for (const record of event.Records) console.log("saw " + record.dynamodb.Keys.pk.S);
}
export async function job(event) {
  throw new Error("This job is poison");
}
`;

const folders = new Set<string>();
const stages = new Set<Stage>();

/** A whole program in a folder of its own. */
export function newProgram(): string {
  const root = mkdtempSync(join(tmpdir(), "souk-stage-"));
  folders.add(root);
  for (const folder of ["infra", "src"]) mkdirSync(join(root, folder));
  writeFileSync(join(root, "package.json"), '{"type":"module"}');
  writeFileSync(join(root, "sst.config.ts"), config);
  writeFileSync(join(root, "infra/all.ts"), infra);
  writeFileSync(join(root, "src/handler.ts"), handler);
  return root;
}

export async function start(options: Partial<StageOptions> = {}): Promise<Stage> {
  const stage = await startStage({ root: newProgram(), port: 0, seed: "none", ...options });
  stages.add(stage);
  return stage;
}

export async function closeAll(): Promise<void> {
  for (const stage of stages) await stage.close();
  stages.clear();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
}

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 600; turn += 1) {
    if (await condition()) return;
    await sleep(25);
  }
  throw new Error("What was waited for did not happen");
}

/** A port that is taken as long as the test runs. */
export async function takePort(): Promise<{ port: number; release: () => void }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { port: typeof address === "object" && address !== null ? address.port : 0, release: () => void server.close() };
}
