import { afterEach, expect, test } from "vitest";
import { loadProgram } from "../../src/program/load-program.ts";
import { config, createProject, loading } from "../fixture/project.ts";

let project: ReturnType<typeof createProject> | undefined;
afterEach(() => project?.remove());

/** Loads a program whose only file of infra is `shop.ts`. */
async function graphOf(infra: string, secrets: Record<string, string> = {}) {
  project = createProject({ "sst.config.ts": config("shop"), "infra/shop.ts": infra });
  const { graph } = await loadProgram({ ...loading, root: project.root, secrets });
  return graph;
}

test("a queue has SST's defaults, its dead letters and what a transform says", async () => {
  const { queues, mappings } = await graphOf(`
    const dead = new sst.aws.Queue("Dead", { transform: { queue: (args) => { args.messageRetentionSeconds = 1209600; } } });
    const work = new sst.aws.Queue("Work", { delay: "15 minutes", visibilityTimeout: "1 minute", dlq: { queue: dead.arn, retry: 5 } });
    work.subscribe({ handler: "src/work.handler", timeout: "10 seconds" }, { batch: { size: 7, window: "2 seconds", partialResponses: true } });
  `);
  expect(queues).toEqual([
    expect.objectContaining({ id: "Dead", name: "lab-dev-Dead", visibilitySeconds: 30, delaySeconds: 0, retentionSeconds: 1_209_600 }),
    expect.objectContaining({
      id: "Work",
      visibilitySeconds: 60,
      delaySeconds: 900,
      retentionSeconds: 345_600,
      deadLetter: { queueArn: "arn:aws:sqs:eu-central-1:000000000000:lab-dev-Dead", receives: 5 },
    }),
  ]);
  expect(mappings).toEqual([
    {
      id: "WorkSubscriber",
      functionId: "WorkSubscriber",
      source: { queueArn: "arn:aws:sqs:eu-central-1:000000000000:lab-dev-Work" },
      filters: [],
      batchSize: 7,
      windowSeconds: 2,
      partialResponses: true,
      bisect: false,
    },
  ]);
});

test("a table's stream subscription keeps filters and the mapping's transform", async () => {
  const { tables, mappings, functions } = await graphOf(`
    const table = new sst.aws.Dynamo("Table", {
      fields: { pk: "string", sk: "string" }, primaryIndex: { hashKey: "pk", rangeKey: "sk" }, ttl: "expiresAt", stream: "new-image",
    });
    const lost = new sst.aws.Queue("Lost");
    table.subscribe("Relay", "src/relay.handler", {
      filters: [{ eventName: ["INSERT"] }],
      transform: { eventSourceMapping: (args) => {
        args.startingPosition = "TRIM_HORIZON";
        args.bisectBatchOnFunctionError = true;
        args.destinationConfig = { onFailure: { destinationArn: lost.arn } };
      } },
    });
  `);
  expect(tables[0]).toMatchObject({ name: "lab-dev-Table", ttl: "expiresAt", stream: "new-image" });
  expect(functions["TableSubscriberRelay"]?.handler).toBe("src/relay.handler");
  expect(mappings[0]).toMatchObject({
    source: { tableId: "Table" },
    filters: [{ eventName: ["INSERT"] }],
    startingPosition: "TRIM_HORIZON",
    bisect: true,
    batchSize: 100,
    onFailureArn: "arn:aws:sqs:eu-central-1:000000000000:lab-dev-Lost",
  });
});

test("a bus has rules to functions and to queues, with the target's dead letters; a disabled rule is left out", async () => {
  const { rules } = await graphOf(`
    const bus = new sst.aws.Bus("Bus");
    const queue = new sst.aws.Queue("Queue");
    bus.subscribeQueue("Mail", queue, { pattern: { detailType: ["order.paid"] }, transform: { target: (args) => { args.deadLetterConfig = { arn: queue.arn }; } } });
    bus.subscribe("All", "src/all.handler");
    bus.subscribe("Off", "src/off.handler", { enabled: false });
  `);
  const queueArn = "arn:aws:sqs:eu-central-1:000000000000:lab-dev-Queue";
  expect(rules).toEqual([
    { id: "BusSubscriberMail", busId: "Bus", pattern: { "detail-type": ["order.paid"] }, target: { queueArn }, deadLetterArn: queueArn },
    { id: "BusSubscriberAll", busId: "Bus", pattern: { source: [{ prefix: "" }] }, target: { functionId: "BusSubscriberAll" } },
  ]);
});

test("routes lead to the function of an ARN, or to one made of a handler", async () => {
  const { routes, functions } = await graphOf(`
    const api = new sst.aws.ApiGatewayV2("Api", { cors: false });
    const orders = new sst.aws.Function("Orders", { handler: "src/orders.handler" });
    api.route("any /orders/{proxy+}", orders.arn);
    api.route("GET /health", "src/health.handler");
  `);
  expect(routes).toEqual([
    { apiId: "Api", key: "ANY /orders/{proxy+}", functionId: "Orders" },
    { apiId: "Api", key: "GET /health", functionId: "ApiRouteGEThealthHandler" },
  ]);
  expect(functions["ApiRouteGEThealthHandler"]?.handler).toBe("src/health.handler");
});

test("defaults of functions reach those declared after them, subscribers too", async () => {
  const { functions } = await graphOf(`
    new sst.aws.Function("Before", { handler: "src/a.handler" });
    $transform(sst.aws.Function, (args) => { args.timeout ??= "10 seconds"; args.memory ??= "512 MB"; });
    new sst.aws.Function("After", { handler: "src/b.handler" });
    new sst.aws.Queue("Work").subscribe("src/c.handler");
    new sst.aws.Queue("Long").subscribe({ handler: "src/d.handler", timeout: "15 minutes" });
  `);
  const seconds = Object.fromEntries(Object.values(functions).map((node) => [node.id, [node.timeoutSeconds, node.memoryMb]]));
  expect(seconds).toEqual({ Before: [20, 1024], After: [10, 512], WorkSubscriber: [10, 512], LongSubscriber: [900, 512] });
});

test("links say what SST's Resource says, and a wrapped component says it anew", async () => {
  const { links, functions } = await graphOf(
    `
    sst.Linkable.wrap(sst.aws.Dynamo, (table) => ({
      properties: { tableName: table.name },
      include: [sst.aws.permission({ actions: ["dynamodb:GetItem"], resources: [table.arn] })],
    }));
    const table = new sst.aws.Dynamo("Table", { fields: { pk: "string" }, primaryIndex: { hashKey: "pk" } });
    const key = new sst.Secret("Key", "unset");
    const url = new sst.Linkable("Where", { properties: { url: $interpolate\`\${table.name}/x\`, count: 2 } });
    const bus = new sst.aws.Bus("Bus");
    new sst.aws.Function("Public", { handler: "src/a.handler", url: true, link: [table, key, url, bus] });
  `,
    { Key: "secret-value" },
  );
  expect(links).toEqual({
    Table: { tableName: "lab-dev-Table", type: "sst.aws.Dynamo" },
    Key: { value: "secret-value", type: "sst.sst.Secret" },
    Where: { url: "lab-dev-Table/x", count: 2, type: "sst.sst.Linkable" },
    Bus: { name: "lab-dev-Bus", arn: "arn:aws:events:eu-central-1:000000000000:event-bus/lab-dev-Bus", type: "sst.aws.Bus" },
    Public: { name: "lab-dev-Public", url: "http://function.test/Public/", type: "sst.aws.Function" },
  });
  expect(functions["Public"]?.links).toEqual(["Table", "Key", "Where", "Bus"]);
  expect(functions["Public"]?.permissions[0]).toEqual({
    actions: ["dynamodb:GetItem"],
    resources: ["arn:aws:dynamodb:eu-central-1:000000000000:table/lab-dev-Table"],
  });
});

test("schedules, sites, routers, mail and buckets are recorded", async () => {
  const graph = await graphOf(`
    new sst.aws.CronV2("Nightly", { schedule: "cron(0 3 * * ? *)", timezone: "Europe/Berlin", function: "src/night.handler", event: { job: "n" } });
    new sst.aws.Cron("Tick", { schedule: "rate(5 minutes)", function: "src/tick.handler", enabled: false });
    const router = new sst.aws.Router("Router", { transform: { cachePolicy: (args) => {
      const key = args.parametersInCacheKeyAndForwardedToOrigin;
      args.parametersInCacheKeyAndForwardedToOrigin = $output(key).apply((was) => ({
        ...was, headersConfig: { headerBehavior: "whitelist", headers: { items: [...was.headersConfig.headers.items, "Authorization"] } },
      }));
    } } });
    router.route("/v1", "http://api.test", { rewrite: { regex: "^/v1", to: "" } });
    const mail = new sst.aws.Email("Mail", { sender: "a@lab.example" });
    router.routeBucket("/files", new sst.aws.Bucket("Files", { access: "cloudfront" }));
    new sst.aws.SolidStart("Web", { path: "packages/web", link: [mail], environment: { A: "1" }, router: { instance: router } });
    new aws.cloudwatch.MetricAlarm("Alarm", { namespace: "x" });
  `);
  expect(graph.crons).toEqual([
    {
      id: "Nightly",
      schedule: "cron(0 3 * * ? *)",
      functionId: "NightlyHandler",
      enabled: true,
      timezone: "Europe/Berlin",
      event: { job: "n" },
    },
    { id: "Tick", schedule: "rate(5 minutes)", functionId: "TickHandler", enabled: false },
  ]);
  expect(graph.sites).toEqual([{ id: "Web", path: "packages/web", links: ["Mail"], environment: { A: "1" }, routerId: "Router" }]);
  expect(graph.routers).toEqual([
    {
      id: "Router",
      keyHeaders: ["authorization"],
      routes: [
        { pattern: "/v1", url: "http://api.test", rewrite: { regex: "^/v1", to: "" } },
        { pattern: "/files", url: "http://storage.test/lab-dev-files", bucket: true },
      ],
    },
  ]);
  expect(graph.emails).toEqual([{ id: "Mail", sender: "a@lab.example" }]);
  expect(graph.buckets).toEqual([{ id: "Files", name: "lab-dev-files" }]);
});

test("an edit counts at the next load, and its globals are gone afterwards", async () => {
  project = createProject({ "sst.config.ts": config("shop"), "infra/shop.ts": `new sst.aws.Queue("One");` });
  const first = await loadProgram({ ...loading, root: project.root });
  project.write("infra/shop.ts", `new sst.aws.Queue("Two");`);
  const second = await loadProgram({ ...loading, root: project.root });
  expect([first.graph.queues[0]?.id, second.graph.queues[0]?.id]).toEqual(["One", "Two"]);
  expect(second.files).toEqual(expect.arrayContaining([`${project.root}/sst.config.ts`, `${project.root}/infra/shop.ts`]));
  expect("sst" in globalThis || "$app" in globalThis).toBe(false);
});
