import { afterEach, expect, test } from "vitest";
import { loadProgram } from "../../src/program/load-program.ts";
import { ProgramError } from "../../src/program/program-error.ts";
import { config, createProject, loading } from "../fixture/project.ts";

let project: ReturnType<typeof createProject> | undefined;
afterEach(() => project?.remove());

async function mistakeIn(infra: string): Promise<string> {
  project = createProject({ "sst.config.ts": config("shop"), "infra/shop.ts": infra });
  const error = await loadProgram({ ...loading, root: project.root }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ProgramError);
  expect((error as ProgramError).files).toContain(`${project.root}/infra/shop.ts`);
  return (error as ProgramError).message;
}

const table = `const table = new sst.aws.Dynamo("Table", { fields: { pk: "string" }, primaryIndex: { hashKey: "pk" } });`;

test.each([
  ["a syntax error", `const a = ;`, `infra/shop.ts:1: Unexpected ";".`],
  ["an import of nothing", `import "./nowhere";`, `infra/shop.ts:1: Could not resolve "./nowhere".`],
  ["an unknown component", `\nnew sst.aws.Realtime("Live", {});`, `infra/shop.ts:2: The offline stage does not know sst.aws.Realtime.`],
  [
    "an unknown raw resource",
    `new aws.cloudwatch.EventRule("Rule", {});`,
    `infra/shop.ts:1: The offline stage does not know aws.cloudwatch.EventRule.`,
  ],
  ["an unknown part of SST", `new sst.cloudflare.Worker("W", {});`, `infra/shop.ts:1: The offline stage does not know sst.cloudflare.`],
  [
    "an unknown argument",
    `new sst.aws.Queue("Q", { color: "red" });`,
    `infra/shop.ts:1: The offline stage does not know the argument "color" of sst.aws.Queue.`,
  ],
  [
    "an undefined link",
    `\n\nnew sst.aws.Function("F", { handler: "a.b", link: [undefined] });`,
    `infra/shop.ts:3: "F" links something undefined (number 1 of its links): is it exported, and declared before it is used?`,
  ],
  [
    "a duplicate name",
    `new sst.aws.Queue("Same");\nnew sst.aws.Bus("same");`,
    `infra/shop.ts:2: The name "same" is not unique: another component has it (upper and lower case are the same).`,
  ],
  ["a reserved name", `new sst.aws.Queue("App");`, `infra/shop.ts:1: The name "App" is reserved: give the sst.aws.Queue another.`],
  [
    "a second consumer",
    `const q = new sst.aws.Queue("Q");\nq.subscribe("a.b");\nq.subscribe("a.c");`,
    `infra/shop.ts:3: The queue "Q" has a second subscriber: SQS gives each message to one only.`,
  ],
  [
    "a table without a stream",
    `${table}\ntable.subscribe("Relay", "a.b");`,
    `infra/shop.ts:2: "Relay" cannot subscribe to "Table": the table has no stream.`,
  ],
  [
    "a route of no form",
    `new sst.aws.ApiGatewayV2("Api", { cors: false }).route("/orders", "a.b");`,
    `infra/shop.ts:1: "/orders" is not a route: write "METHOD /path", or "$default".`,
  ],
  [
    "a duration of no form",
    `new sst.aws.Queue("Q", { delay: "5 fortnights" });`,
    `infra/shop.ts:1: "5 fortnights" is not a duration; write it as "30 seconds", "5 minutes", "1 hour" or "14 days".`,
  ],
  ["a secret without value", `new sst.Secret("Key");`, `infra/shop.ts:1: The secret "Key" has neither a value nor a placeholder.`],
  [
    "an Output in a text",
    `const q = new sst.aws.Queue("Q");\nnew sst.Linkable("L", { properties: { a: "x" + q.url } });`,
    `infra/shop.ts:2: An Output is not a text yet: join it with $interpolate, or read it in .apply().`,
  ],
  [
    "an error of its own",
    `const stage: any = undefined;\nconsole.log(stage.name);`,
    `infra/shop.ts:2: Cannot read properties of undefined (reading 'name').`,
  ],
])("%s ends in one sentence that names file and line", async (_what, infra, sentence) => {
  expect(await mistakeIn(infra)).toBe(sentence);
});
