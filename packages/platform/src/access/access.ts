import { isProps, listAt, type Props, textAt } from "../json.ts";

/** One thing that a function was seen to do: an action as IAM names it, on what, and for the table on which kind of item. */
export interface Access {
  action: string;
  /** Name of the table, queue, bus or bucket; the whole ARN is the stage's matter. */
  resource: string;
  /** For items: their partition key, with an `x` for each part but the kind, as "x#order#x". */
  key?: string;
}

export interface Call {
  method: string;
  path: string;
  target: unknown;
  authorization: unknown;
  body: string;
}

/** What a request to AWS asks for, in IAM's terms. Nothing for a request to somebody else. */
export function accessesOf({ method, path, target, authorization, body }: Call): Access[] {
  if (typeof target === "string") {
    const [service = "", operation = ""] = target.split(".");
    const input = JSON.parse(body) as Props;
    if (service.startsWith("DynamoDB_")) return items(operation, input);
    if (service === "AmazonSQS")
      return [{ action: `sqs:${operation}`, resource: (textAt(input, "QueueUrl") ?? "").split("/").at(-1) ?? "" }];
    if (service === "AWSEvents")
      return listAt(input, "Entries").map((entry) => ({ action: `events:${operation}`, resource: textAt(entry, "EventBusName") ?? "" }));
    return [{ action: `${service}:${operation}`, resource: "" }];
  }
  if (path.startsWith("/v2/email/outbound-emails"))
    return [{ action: "ses:SendEmail", resource: addressIn(textAt(JSON.parse(body), "FromEmailAddress") ?? "") }];
  return typeof authorization === "string" && authorization.includes("/s3/") ? objects(method, path) : [];
}

/** "Souk <orders@souk.example>" */
const addressIn = (from: string) => /<(.+)>/.exec(from)?.[1] ?? from;

const objectActions: Record<string, string> = {
  GET: "s3:GetObject",
  HEAD: "s3:GetObject",
  PUT: "s3:PutObject",
  POST: "s3:PutObject",
  DELETE: "s3:DeleteObject",
};

function objects(method: string, path: string): Access[] {
  const [, bucket = "", ...key] = (path.split("?")[0] ?? "").split("/");
  return [{ action: objectActions[method] ?? `s3:${method}`, resource: [bucket, ...key.slice(0, 1)].join("/") }];
}

/** Actions of a transaction's parts; DynamoDB asks for those of the single operations. */
const parts: Record<string, string> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
  Get: "GetItem",
};

function items(operation: string, input: Props): Access[] {
  if (operation.startsWith("Transact"))
    return listAt(input, "TransactItems").flatMap((entry) =>
      Object.entries(isProps(entry) ? entry : {}).map(([part, action]) => item(parts[part] ?? part, isProps(action) ? action : {})),
    );
  if (operation === "BatchGetItem")
    return Object.entries(isProps(input["RequestItems"]) ? input["RequestItems"] : {}).flatMap(([TableName, request]) =>
      listAt(request, "Keys").map((Key) => item(operation, { TableName, Key })),
    );
  return [item(operation, input)];
}

function item(operation: string, input: Props): Access {
  const table = textAt(input, "TableName") ?? "";
  const index = textAt(input, "IndexName");
  return { action: `dynamodb:${operation}`, resource: index ? `${table}/index/${index}` : table, ...shapeOf(leadingKey(input)) };
}

/** The value of the partition key: of the item, of its key, or of a query's condition. */
function leadingKey(input: Props): string | undefined {
  const direct = textAt(input, "Item.pk.S") ?? textAt(input, "Key.pk.S");
  if (direct !== undefined) return direct;
  const condition = textAt(input, "KeyConditionExpression") ?? "";
  const [, placeholder = ""] = /=\s*(:\w+)/.exec(condition) ?? [];
  const values = input["ExpressionAttributeValues"];
  return isProps(values) ? textAt(values[placeholder], "S") : undefined;
}

/** "demo#order#order_1" is an item of the kind `order`: "x#order#x". Which of them is not told. */
function shapeOf(key: string | undefined): { key?: string } {
  if (key === undefined) return {};
  return {
    key: key
      .split("#")
      .map((part, index) => (index === 1 && /^[a-z-]+$/.test(part) ? part : "x"))
      .join("#"),
  };
}
