import type { Answer, Call } from "./http.ts";
import { type S3Parts, storeObject } from "./s3-object.ts";
import { verifyPolicy } from "./s3-signature.ts";
import { escapeXml, S3Error, xml } from "./s3-xml.ts";

type Fields = Map<string, string>;
interface Policy {
  expiration: string;
  conditions: (unknown[] | Record<string, unknown>)[];
}
/** Fields that no condition of the policy needs to name. */
const free = new Set(["policy", "x-amz-signature", "file"]);
const keptFields = ["content-type", "cache-control", "content-disposition", "content-encoding", "expires"];

const denied = (reason: string) => new S3Error(403, "AccessDenied", `Invalid according to Policy: ${reason}`);

/**
 * An upload by a browser's form under a signed policy.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export async function postObject(bucket: string, call: Call, parts: S3Parts): Promise<Answer> {
  const { fields, file } = await readForm(call);
  fields.set("bucket", bucket);
  const encoded = required(fields, "policy");
  verifyPolicy(encoded, required(fields, "x-amz-credential"), required(fields, "x-amz-signature"), parts.credentials);
  const policy = JSON.parse(Buffer.from(encoded, "base64").toString()) as Policy;
  if (!(Date.parse(policy.expiration) > parts.clock.now())) throw denied("Policy expired.");
  checkConditions(policy, fields, file.size);
  const key = required(fields, "key").replaceAll("${filename}", file.name);
  const headers = [...fields].filter(([name]) => keptFields.includes(name) || name.startsWith("x-amz-meta-"));
  const object = storeObject({ bucket, key }, Buffer.from(await file.arrayBuffer()), Object.fromEntries(headers), parts);
  return success(fields, `/${bucket}/${key}`, `"${object.etag}"`);
}

async function readForm(call: Call): Promise<{ fields: Fields; file: File }> {
  const type = String(call.headers["content-type"]);
  const form = await new Response(new Uint8Array(call.body), { headers: { "content-type": type } }).formData().catch((cause: unknown) => {
    throw new S3Error(
      400,
      "MalformedPOSTRequest",
      `The body of your POST request is not well-formed multipart/form-data: ${String(cause)}`,
    );
  });
  const fields: Fields = new Map();
  for (const [name, value] of form) {
    if (typeof value !== "string") return { fields, file: value };
    fields.set(name.toLowerCase(), value);
  }
  throw new S3Error(400, "InvalidArgument", "POST requires exactly one file upload per request.");
}

function required(fields: Fields, name: string): string {
  const value = fields.get(name);
  if (value === undefined) throw new S3Error(403, "AccessDenied", `Bucket POST must contain a field named '${name}'.`);
  return value;
}

function checkConditions({ conditions }: Policy, fields: Fields, size: number): void {
  const named = new Set<string>();
  for (const condition of conditions.flatMap(normalize)) {
    const [kind, name, wanted] = condition;
    if (kind === "content-length-range") {
      if (size < Number(name)) throw new S3Error(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
      if (size > Number(wanted)) throw new S3Error(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
      continue;
    }
    const field = String(name).replace(/^\$/, "").toLowerCase();
    const value = fields.get(field) ?? "";
    named.add(field);
    const met = kind === "eq" ? value === wanted : kind === "starts-with" && value.startsWith(String(wanted));
    if (!met) throw denied(`Policy Condition failed: ${JSON.stringify(condition)}`);
  }
  const extra = [...fields.keys()].filter(
    (field) => !named.has(field) && !free.has(field) && field !== "bucket" && !field.startsWith("x-ignore-"),
  );
  if (extra.length > 0) throw denied(`Extra input fields: ${extra.join(", ")}`);
}

/** `{ key: "a" }` says the same as `["eq", "$key", "a"]`. */
function normalize(condition: Policy["conditions"][number]): unknown[][] {
  if (Array.isArray(condition)) return [condition];
  return Object.entries(condition).map(([name, value]) => ["eq", `$${name}`, value]);
}

function success(fields: Fields, location: string, etag: string): Answer {
  const redirect = fields.get("success_action_redirect");
  if (redirect) return { status: 303, headers: { location: redirect, etag } };
  if (fields.get("success_action_status") !== "201")
    return { status: fields.get("success_action_status") === "200" ? 200 : 204, headers: { etag } };
  return xml("PostResponse", `<Location>${escapeXml(location)}</Location><ETag>${escapeXml(etag)}</ETag>`, 201);
}
