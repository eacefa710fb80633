import { api } from "./api";
import { queueWithDeadLetter } from "./queue";

/** Signs the sandbox's webhooks and its API calls. It moves no money, so every stage may know it. */
export const sandboxSecret = new sst.Secret("SandboxSecret");

/** The provider's own books: never the shop's table, so that tests can compare the two. */
const ledger = new sst.aws.Dynamo("SandboxLedger", {
  fields: { pk: "string", sk: "string" },
  primaryIndex: { hashKey: "pk", rangeKey: "sk" },
});
const ledgerName = new sst.Linkable("SandboxTable", { properties: { name: ledger.name } });

const { queue: webhooks } = queueWithDeadLetter("SandboxWebhook", { visibilityTimeout: "1 minute", receives: 10 });
const webhooksUrl = new sst.Linkable("SandboxWebhooks", { properties: { url: webhooks.url } });

const access = { actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"], resources: [ledger.arn] };

/** The provider: an API for the shop and a page for the shopper's bank. Public by decision, as a real provider is. */
const provider = new sst.aws.Function("SandboxProvider", {
  handler: "packages/sandbox/src/http.handler",
  url: true,
  link: [sandboxSecret, ledgerName, webhooksUrl],
  permissions: [access, { actions: ["sqs:SendMessage"], resources: [webhooks.arn] }],
});
export const sandbox = new sst.Linkable("Sandbox", { properties: { url: provider.url } });

/** Delivers webhooks as a provider does: signed, again and again until they are taken. */
webhooks.subscribe(
  {
    handler: "packages/sandbox/src/consumer.handler",
    link: [sandboxSecret],
    environment: { WEBHOOK_URL: $interpolate`${api.url}/v1/payments/webhooks/sandbox` },
    live: false,
  } as sst.aws.FunctionArgs,
  { batch: { size: 1, partialResponses: true } },
);
