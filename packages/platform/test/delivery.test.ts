import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { bundleHashes, digestOfAll } from "../src/delivery/bundle-hash.ts";
import { changeBetween, markdownOf } from "../src/delivery/change.ts";
import { leftBehind } from "../src/delivery/left-behind.ts";
import { evaluate, Graph, secrets } from "../src/index.ts";

const root = path.resolve(import.meta.dirname, "../../..");

describe("bundles that are compared before they are deployed", () => {
  test("every function of every delivered stage has its hash, and the same sources have the same", async () => {
    const hashes = await bundleHashes(root);
    expect(Object.keys(hashes)).toEqual(expect.arrayContaining(["packages/order/src/http.handler", "packages/sandbox/src/http.handler"]));
    expect(new Set(Object.values(hashes)).size).toBe(Object.keys(hashes).length);
    const order = "packages/order/src/http.handler";
    expect(await bundleHashes(root, [order])).toEqual({ [order]: hashes[order] });
  }, 60_000);

  test("one bundle that differs is another digest", () => {
    const digest = (a: string) => digestOfAll(root, { "a.handler": a, "b.handler": "2" }).digest;
    expect(digest("1")).toBe(digest("1"));
    expect(digest("3")).not.toBe(digest("1"));
  });
});

describe("what a pull request's infrastructure adds", () => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await evaluate({ root, stage: "pr-7", secrets, sites: ["packages/web"] });
  }, 120_000);

  test("nothing, when nothing changed", () => {
    expect(markdownOf(changeBetween(graph, graph))).toMatch(/^Infrastructure: no change\. Idle cost .* → \$\d/);
  });

  test("names what is new, what goes and what changes, with the inputs that differ", () => {
    const { evaluation } = graph;
    const queue = evaluation.resources.find(({ type }) => type === "aws:sqs/queue:Queue");
    if (!queue) throw new Error("The stage has no queue.");
    const before = evaluation.resources.filter((resource) => resource !== queue);
    const after = evaluation.resources
      .filter(({ name, type }) => !(type === "aws:lambda/function:Function" && name === "CartApiFunction"))
      .map((resource) =>
        resource.name === "OrderApiFunction" ? { ...resource, inputs: { ...resource.inputs, memorySize: 4096 } } : resource,
      );
    const change = changeBetween(new Graph({ ...evaluation, resources: before }), new Graph({ ...evaluation, resources: after }));
    expect(change).toMatchObject({
      added: [`Queue ${queue.name}`],
      removed: ["Function CartApiFunction"],
      changed: [{ resource: "Function OrderApiFunction", inputs: ["memorySize"] }],
    });
    expect(markdownOf(change)).toContain(`1 added, 1 removed, 1 changed`);
  });
});

describe("stages left behind", () => {
  test("are those of pull requests that are not open, and never another", () => {
    const keys = ["app/souk/pr-7.json", "app/souk/pr-8.json", "app/souk/production.json", "app/souk/pr-x.json", "lock/souk/pr-9.json"];
    expect(leftBehind(keys, [{ number: 8 }])).toEqual(["pr-7"]);
  });

  test("are none where no state is", () => expect(leftBehind(null, [])).toEqual([]));
});
