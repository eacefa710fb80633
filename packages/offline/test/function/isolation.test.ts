import { afterEach, expect, test } from "vitest";
import { createLab, functionNode, graphWith } from "../fixture/lab.ts";

let lab: ReturnType<typeof createLab> | undefined;
afterEach(() => lab?.close());

const links = { Table: { name: "lab-dev-Table", type: "sst.aws.Dynamo" }, Secret: { value: "s3cret", type: "sst.sst.Secret" } };
const reader = `import { Resource } from "sst";\nexport const handler = async ({ name }: { name: "App" }) => Resource[name];\n`;

test("a function reads what it links", async () => {
  lab = createLab({ "src/main.ts": reader }, graphWith([functionNode("Reader", { links: ["Table"] })], { links }));
  expect(await lab.functions.invoke("Reader", { name: "Table" })).toEqual({ ok: true, payload: links.Table });
  expect(await lab.functions.invoke("Reader", { name: "App" })).toEqual({ ok: true, payload: { name: "lab", stage: "dev" } });
});

test("a function that uses a resource it does not link fails with SST's own sentence", async () => {
  lab = createLab(
    { "src/main.ts": reader },
    graphWith([functionNode("Reader", { links: ["Table"] }), functionNode("Other", { links: ["Secret"] })], { links }),
  );
  expect(await lab.functions.invoke("Other", { name: "Secret" })).toMatchObject({ ok: true });
  expect(await lab.functions.invoke("Reader", { name: "Secret" })).toMatchObject({
    ok: false,
    error: { type: "Unhandled", message: '"Secret" is not linked in your sst.config.ts to lab-dev-Reader' },
  });
});

test("a function's environment is its own: nothing of this process, nothing of another function", async () => {
  const nodes = [functionNode("Main", { environment: { MINE: "1" } }), functionNode("Other", { environment: { THEIRS: "1" } })];
  const files = { "src/main.ts": "export const handler = async () => process.env;" };
  lab = createLab(files, graphWith(nodes, { links }), { environment: (id) => ({ AWS_ENDPOINT_URL: `http://127.0.0.1:1/${id}` }) });
  const result = await lab.functions.invoke("Main", {});
  expect(result).toMatchObject({
    ok: true,
    payload: {
      MINE: "1",
      AWS_REGION: "eu-central-1",
      AWS_LAMBDA_FUNCTION_NAME: "lab-dev-Main",
      AWS_ENDPOINT_URL: "http://127.0.0.1:1/Main",
    },
  });
  const names = result.ok ? Object.keys(result.payload as object) : [];
  expect(names.filter((name) => !/^(AWS_|_HANDLER$|LANG$|TZ$|MINE$|SST_RESOURCE_App$)/.test(name))).toEqual([]);
});

test("module state belongs to one function, though two share a bundle", async () => {
  const files = { "src/main.ts": "let calls = 0;\nexport const handler = async () => ++calls;" };
  lab = createLab(files, graphWith([functionNode("One"), functionNode("Two")]));
  const { functions } = lab;
  const payloads = [];
  for (const id of ["One", "One", "Two"]) payloads.push(await functions.invoke(id, {}));
  expect(payloads.map((result) => result.ok && result.payload)).toEqual([1, 2, 1]);
});

test("events and answers go through JSON", async () => {
  const files = {
    "src/main.ts": "export const handler = async (event: object) => ({ keys: Object.keys(event), at: new Date(0), gone: undefined });",
  };
  lab = createLab(files, graphWith([functionNode("Main")]));
  expect(await lab.functions.invoke("Main", { a: 1, b: undefined })).toEqual({
    ok: true,
    payload: { keys: ["a"], at: "1970-01-01T00:00:00.000Z" },
  });
});

test("the handler lives by the stage's clock", async () => {
  const files = {
    "src/main.ts":
      "export const handler = async () => [Date.now(), new Date().getTime(), new Date(5).getTime(), new Date() instanceof Date];",
  };
  lab = createLab(files, graphWith([functionNode("Main")]));
  await lab.functions.invoke("Main", {});
  lab.clock.advance(86_400_000);
  const before = lab.clock.now();
  const result = await lab.functions.invoke("Main", {});
  const [now = 0, date = 0, fixed, isDate] = result.ok ? (result.payload as number[]) : [];
  expect(now).toBeGreaterThanOrEqual(before - 1);
  expect(date - now).toBeLessThan(1000);
  expect([fixed, isDate]).toEqual([5, true]);
});
