/**
 * Runs one SST program on mocks and writes what it declared. A process of its own, since Pulumi and SST keep their state in it.
 * The request is the first argument, as JSON.
 */
import crypto from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Evaluation, Request } from "../evaluation.ts";
import { isProps, type Props } from "../json.ts";
import { startGoProcess } from "./go-process.ts";
import { installMocks } from "./monitor.ts";
import { plain } from "./plain.ts";

interface Program {
  config: { app(input: { stage: string }): Promise<Props> | Props; run: unknown };
  run(program: unknown): Promise<unknown>;
}
interface Pulumi {
  runtime: { runInPulumiStack(program: () => Promise<unknown>): Promise<unknown> };
}

const request = JSON.parse(process.argv[2] ?? "{}") as Request;
const platform = path.join(request.root, ".sst/platform");
const load = createRequire(path.join(platform, "package.json"));
const work = path.join(request.temp, "work");
mkdirSync(work, { recursive: true });
const evaluation: Evaluation = { app: {}, outputs: {}, resources: [], links: {}, builds: {}, errors: [] };

// Two evaluations must be equal: SST ends physical names in random bytes, and its builds are triggered by the time.
Object.assign(crypto, { randomBytes: (size: number) => Buffer.alloc(size, 1) });
Date.now = () => Date.UTC(2026, 0, 1);

const complain = (error: unknown) => void evaluation.errors.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
// An error inside an Output's `apply` rejects whatever depends on it.
process.on("unhandledRejection", complain);
process.on("uncaughtException", complain);
// Only the event loop knows when all nested Outputs have settled.
process.once("beforeExit", writeResult);

await prepareEnvironment();
const program = (await import(pathToFileURL(request.program).href)) as Program;
evaluation.app = appOf(await program.config.app({ stage: request.stage }));
Object.assign(globalThis, {
  $app: evaluation.app,
  $dev: false,
  $cli: {
    command: "deploy",
    rpc: process.env["SST_SERVER"],
    paths: { home: path.join(request.temp, "home"), root: request.siteRoot, work, platform },
    state: { version: {} },
  },
});
installMocks(load, request, evaluation);
try {
  const { runtime } = load("@pulumi/pulumi") as Pulumi;
  const outputs = plain(await runtime.runInPulumiStack(() => program.run(program.config.run)));
  evaluation.outputs = isProps(outputs) ? outputs : {};
} catch (error) {
  complain(error);
}

async function prepareEnvironment(): Promise<void> {
  const secrets = Object.entries(request.secrets).map(([name, value]) => [`SST_SECRET_${name}`, value]);
  Object.assign(process.env, {
    SST_SERVER: await startGoProcess(request, evaluation.builds),
    SST_AWS_REGION: request.region,
    AWS_REGION: request.region,
    SST_AWS_ACCESS_KEY_ID: "none",
    SST_AWS_SECRET_ACCESS_KEY: "none",
    SST_AWS_SESSION_TOKEN: "",
    ...Object.fromEntries(secrets),
  });
}

/** SST's defaults around what the program's `app` says. */
function appOf(given: Props): Props {
  const providers: Props = isProps(given["providers"]) ? { ...given["providers"] } : {};
  if (typeof given["home"] === "string" && given["home"] !== "local") providers[given["home"]] ??= {};
  return { removal: "retain", protect: false, ...given, providers, stage: request.stage };
}

function writeResult(): void {
  // One failure rejects dozens of Outputs: each message counts once, with its first stack.
  const byMessage = new Map(evaluation.errors.toReversed().map((error) => [error.split("\n")[0], error]));
  const text = JSON.stringify({ ...evaluation, errors: [...byMessage.values()].reverse() });
  writeFileSync(request.out, text.replaceAll(request.temp, "<temp>").replaceAll(request.root, "<root>"));
}
