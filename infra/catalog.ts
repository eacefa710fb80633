import { route } from "./api";
import { uploads, uploadsName } from "./bucket";
import { queueWithDeadLetter } from "./queue";
import { base, defaultShop } from "./shop";
import { grant, tableName } from "./table";

const { queue: importQueue } = queueWithDeadLetter("Import", { visibilityTimeout: "3 minutes" });
const importQueueUrl = new sst.Linkable("ImportJobs", { properties: { url: importQueue.url } });

const kinds = ["product", "handle", "category", "variant", "import", "stock", "adjustment"];
const files = (...actions: string[]) => ({ actions, resources: [$interpolate`${uploads.arn}/imports/*`] });
const jobs = { actions: ["sqs:SendMessage"], resources: [importQueue.arn] };

route(
  "catalog",
  new sst.aws.Function("CatalogApi", {
    handler: "packages/catalog/src/http.handler",
    link: base,
    permissions: [grant("write", ["product", "handle", "category", "variant", "idempotency"]), grant("read", ["shop"])],
  }),
);

// More specific than `catalog`: imports carry parsers and clients that shoppers' requests should not start with.
const imports = new sst.aws.Function("ImportApi", {
  handler: "packages/catalog/src/import-http.handler",
  link: [...base, uploadsName, importQueueUrl],
  permissions: [grant("write", ["import", "idempotency"]), grant("read", ["shop"]), files("s3:GetObject", "s3:PutObject"), jobs],
});
route("catalog/imports", imports);
route("catalog/uploads", imports);

/** An import's rows run here, a chunk a message: a request ends long before a large file does. */
importQueue.subscribe(
  {
    handler: "packages/catalog/src/consumer.handler",
    link: [tableName, defaultShop, uploadsName, importQueueUrl],
    permissions: [grant("write", kinds), grant("read", ["shop"]), files("s3:GetObject"), jobs],
    timeout: "30 seconds",
    live: false,
  } as sst.aws.FunctionArgs,
  { batch: { size: 1, partialResponses: true } },
);
