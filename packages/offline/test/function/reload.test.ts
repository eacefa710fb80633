import { afterEach, expect, test } from "vitest";
import { createLab, functionNode, graphWith, until } from "../fixture/lab.ts";

let lab: ReturnType<typeof createLab> | undefined;
afterEach(() => lab?.close());

const answering = (text: string) =>
  `import { word } from "./word.ts";\nexport const handler = async () => word + ${JSON.stringify(text)};\n`;

test("a saved edit answers anew, in the handler and in what it imports", async () => {
  lab = createLab({ "src/main.ts": answering("1"), "src/word.ts": 'export const word = "a";' }, graphWith([functionNode("Main")]));
  const { functions, project } = lab;
  const answer = async () => {
    const result = await functions.invoke("Main", {});
    return result.ok ? result.payload : result.error.message;
  };
  expect(await answer()).toBe("a1");
  project.write("src/main.ts", answering("2"));
  await until(answer, (text) => text === "a2");
  project.write("src/word.ts", 'export const word = "b";');
  await until(answer, (text) => text === "b2");
});

test("an edit touches only functions whose code it is", async () => {
  const files = {
    "src/main.ts": answering("1"),
    "src/word.ts": 'export const word = "a";',
    "src/other.ts": "let calls = 0;\nexport const handler = async () => ++calls;",
  };
  lab = createLab(files, graphWith([functionNode("Main"), functionNode("Other", { handler: "src/other.handler" })]));
  const { functions, project } = lab;
  expect(await functions.invoke("Main", {})).toEqual({ ok: true, payload: "a1" });
  expect(await functions.invoke("Other", {})).toEqual({ ok: true, payload: 1 });
  project.write("src/word.ts", 'export const word = "b";');
  await until(
    () => functions.invoke("Main", {}),
    (result) => result.ok && result.payload === "b1",
  );
  expect(await functions.invoke("Other", {})).toEqual({ ok: true, payload: 2 });
});

test("a broken build answers with one sentence, said once, until it is mended", async () => {
  lab = createLab({ "src/main.ts": answering("1"), "src/word.ts": 'export const word = "a";' }, graphWith([functionNode("Main")]));
  const { functions, project, said } = lab;
  await functions.invoke("Main", {});
  project.write("src/main.ts", "export const handler = async () => {\n  const;\n};\n");
  const broken = await until(
    () => functions.invoke("Main", {}),
    (result) => !result.ok,
  );
  const sentence = 'src/main.ts:2:8: Expected identifier but found ";"';
  expect(broken).toEqual({ ok: false, error: { type: "Init", name: "BuildError", message: sentence } });
  await functions.invoke("Main", {});
  expect(said.filter((line) => line === sentence)).toHaveLength(1);
  project.write("src/main.ts", answering("3"));
  await until(
    () => functions.invoke("Main", {}),
    (result) => result.ok && result.payload === "a3",
  );
});

test("a handler without a file says so, and works once it is there", async () => {
  lab = createLab({ "src/word.ts": 'export const word = "a";' }, graphWith([functionNode("Main")]));
  const { functions, project } = lab;
  expect(await functions.invoke("Main", {})).toMatchObject({
    ok: false,
    error: { name: "BuildError", message: "src/main.ts: the handler of Main has no file." },
  });
  project.write("src/main.ts", answering("1"));
  await until(
    () => functions.invoke("Main", {}),
    (result) => result.ok && result.payload === "a1",
  );
});

test("plugins of the bundle take part, as on AWS", async () => {
  const plugin = `export default [{ name: "word", setup(build) { build.onLoad({ filter: /word\\.ts$/ }, () => ({ contents: 'export const word = "plugged "', loader: "js" })); } }];`;
  const nodejs = { format: "esm", plugins: "infra/bundle.mjs" };
  lab = createLab(
    { "src/main.ts": answering("1"), "src/word.ts": 'export const word = "a";', "infra/bundle.mjs": plugin },
    graphWith([functionNode("Main", { nodejs })]),
  );
  expect(await lab.functions.invoke("Main", {})).toEqual({ ok: true, payload: "plugged 1" });
});

test("a reload gives the function the environment of the new graph", async () => {
  const node = functionNode("Main", { environment: { WORD: "old" } });
  lab = createLab({ "src/main.ts": "export const handler = async () => process.env.WORD;" }, graphWith([node]));
  expect(await lab.functions.invoke("Main", {})).toEqual({ ok: true, payload: "old" });
  node.environment = { WORD: "new" };
  lab.functions.reload();
  expect(await lab.functions.invoke("Main", {})).toEqual({ ok: true, payload: "new" });
});
