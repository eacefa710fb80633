import { route } from "./api";
import { media, mediaName, uploads, uploadsName } from "./bucket";
import { consumer } from "./consumer";
import { queueWithDeadLetter } from "./queue";
import { base, callers, defaultShop } from "./shop";
import { grant, tableName } from "./table";

const { queue: importQueue } = queueWithDeadLetter("Import", { visibilityTimeout: "3 minutes" });
const importQueueUrl = new sst.Linkable("ImportJobs", { properties: { url: importQueue.url } });

const kinds = ["product", "handle", "category", "variant", "import", "stock", "adjustment"];
const files = (...actions: string[]) => ({ actions, resources: [$interpolate`${uploads.arn}/imports/*`] });
const send = (...queues: sst.aws.Queue[]) => ({ actions: ["sqs:SendMessage"], resources: queues.map(({ arn }) => arn) });

route(
  "catalog",
  new sst.aws.Function("CatalogApi", {
    handler: "packages/catalog/src/http.handler",
    link: base,
    permissions: [...callers, grant("write", ["product", "handle", "category", "variant", "idempotency"]), grant("read", ["shop"])],
  }),
);

// More specific than `catalog`: imports carry parsers and clients that shoppers' requests should not start with.
const imports = new sst.aws.Function("ImportApi", {
  handler: "packages/catalog/src/import-http.handler",
  link: [...base, uploadsName, importQueueUrl],
  permissions: [
    ...callers,
    grant("write", ["import", "idempotency"]),
    grant("read", ["shop"]),
    files("s3:GetObject", "s3:PutObject"),
    send(importQueue),
  ],
});
route("catalog/imports", imports);
route("catalog/uploads", imports);

/** Fetches pictures that a product shows from elsewhere. Ten at once: a large import must not take the account's whole concurrency. */
const mediaQueue = consumer("Media", {
  handler: "packages/catalog/src/media-consumer.handler",
  events: ["product.created", "product.updated"],
  link: [tableName, defaultShop, mediaName],
  permissions: [
    grant("write", ["product", "category", "variant", "media", "inbox"]),
    { actions: ["s3:PutObject"], resources: [$interpolate`${media.arn}/media/*`] },
  ],
  slow: { atOnce: 10 },
});
const mediaQueueUrl = new sst.Linkable("MediaJobs", { properties: { url: mediaQueue.url } });

/** An import's rows run here, a chunk a message: a request ends long before a large file does. */
importQueue.subscribe(
  {
    handler: "packages/catalog/src/consumer.handler",
    link: [tableName, defaultShop, uploadsName, importQueueUrl, mediaQueueUrl],
    permissions: [grant("write", kinds), grant("read", ["shop"]), files("s3:GetObject"), send(importQueue, mediaQueue)],
    timeout: "30 seconds",
    live: false,
  } as sst.aws.FunctionArgs,
  { batch: { size: 1, partialResponses: true } },
);
