import { requireSignature, type Answer, type Call } from "./http.ts";
import type { StoredObject } from "./object.store.ts";
import { bodyOf } from "./s3-body.ts";
import { deleteMany, listObjects } from "./s3-bulk.ts";
import { type Place, type S3Parts, storeObject } from "./s3-object.ts";
import { postObject } from "./s3-post.ts";
import { verifyPresigned } from "./s3-signature.ts";
import { S3Error, xml } from "./s3-xml.ts";
import { ServiceError } from "./service-error.ts";

const keptHeaders = ["content-type", "cache-control", "content-disposition", "content-encoding", "content-language", "expires"];
const cors = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, HEAD, PUT, POST, DELETE",
  "access-control-allow-headers": "*",
  "access-control-expose-headers": "ETag",
};

/**
 * S3 with paths as `/bucket/key`: put, get, head, delete, copy, list, and uploads signed beforehand, which are verified.
 * Objects can be read by anyone on this machine; everything else is signed. No multipart uploads, versions or ACLs.
 */
export function createS3(parts: S3Parts): (call: Call) => Promise<Answer> {
  return async (call) => {
    try {
      const answer = await route(call, parts);
      return call.headers.origin ? { ...answer, headers: { ...cors, ...answer.headers } } : answer;
    } catch (error) {
      if (error instanceof S3Error)
        return { ...error.answer(), headers: { "content-type": "application/xml", ...(call.headers.origin ? cors : {}) } };
      if (error instanceof ServiceError) return new S3Error(403, "AccessDenied", error.message).answer();
      throw error;
    }
  };
}

async function route(call: Call, parts: S3Parts): Promise<Answer> {
  const place = placeOf(call);
  if (!parts.topology().buckets.has(place.bucket)) throw new S3Error(404, "NoSuchBucket", "The specified bucket does not exist");
  if (call.method === "OPTIONS") return { status: 200, headers: cors };
  if (call.method === "POST" && call.headers["content-type"]?.startsWith("multipart/form-data"))
    return postObject(place.bucket, call, parts);
  authorize(call, parts);
  if (call.query.has("uploads") || call.query.has("uploadId"))
    throw new S3Error(501, "NotImplemented", "Multipart uploads are not imitated offline.");
  if (place.key === "") return onBucket(place.bucket, call, parts);
  switch (call.method) {
    case "PUT":
      return call.headers["x-amz-copy-source"] ? copy(place, call, parts) : put(place, call, parts);
    case "GET":
    case "HEAD":
      return get(place, call, parts);
    case "DELETE":
      parts.objects.remove(place.bucket, place.key);
      return { status: 204 };
    default:
      throw new S3Error(405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
  }
}

function placeOf(call: Call): Place {
  const [, bucket = "", ...key] = call.path.split("/");
  try {
    return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key.join("/")) };
  } catch {
    throw new S3Error(400, "InvalidURI", "Couldn't parse the specified URI.");
  }
}

function authorize(call: Call, { clock, credentials }: S3Parts): void {
  if (call.query.has("X-Amz-Signature")) return verifyPresigned(call, credentials, clock.now());
  if (call.method !== "GET" && call.method !== "HEAD") requireSignature(call);
}

function onBucket(bucket: string, call: Call, parts: S3Parts): Answer {
  if (call.method === "HEAD") return { status: 200 };
  if (call.method === "GET" && call.query.get("list-type") === "2") return listObjects(bucket, call.query, parts.objects);
  if (call.method === "POST" && call.query.has("delete")) return deleteMany(bucket, call.body, parts.objects);
  throw new S3Error(501, "NotImplemented", "This operation on a bucket is not imitated offline.");
}

function put(place: Place, call: Call, parts: S3Parts): Answer {
  const present = parts.objects.head(place.bucket, place.key);
  const ifMatch = call.headers["if-match"];
  if ((call.headers["if-none-match"] === "*" && present) || (ifMatch && ifMatch !== quoted(present)))
    throw new S3Error(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
  const object = storeObject(place, bodyOf(call), headersOf(call), parts);
  return { status: 200, headers: { etag: `"${object.etag}"` } };
}

function headersOf({ headers }: Call): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]) => {
    if (typeof value !== "string" || !(keptHeaders.includes(name) || name.startsWith("x-amz-meta-"))) return [];
    // The SDKs' framing of a streamed body is not part of the object.
    const kept = name === "content-encoding" ? value.replace(/\baws-chunked\b,?\s*/, "") : value;
    return kept ? [[name, kept]] : [];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}

function copy(place: Place, call: Call, parts: S3Parts): Answer {
  const [bucket = "", ...rest] = decodeURIComponent(String(call.headers["x-amz-copy-source"])).replace(/^\//, "").split("/");
  const key = rest.join("/");
  const source = parts.objects.head(bucket, key);
  if (!source) throw new S3Error(404, "NoSuchKey", "The specified key does not exist.");
  const headers = call.headers["x-amz-metadata-directive"] === "REPLACE" ? headersOf(call) : source.headers;
  const object = storeObject(place, parts.objects.body(bucket, key), headers, parts);
  const modified = new Date(object.modifiedAt).toISOString();
  return xml("CopyObjectResult", `<ETag>&quot;${object.etag}&quot;</ETag><LastModified>${modified}</LastModified>`);
}

function get({ bucket, key }: Place, call: Call, { objects }: S3Parts): Answer {
  const object = objects.head(bucket, key);
  if (!object) throw new S3Error(404, "NoSuchKey", "The specified key does not exist.");
  const headers: Record<string, string> = {
    "content-type": "application/octet-stream",
    ...object.headers,
    ...answerOverrides(call.query),
    etag: `"${object.etag}"`,
    "last-modified": new Date(object.modifiedAt).toUTCString(),
    "accept-ranges": "bytes",
  };
  if (call.headers["if-none-match"] === quoted(object)) return { status: 304, headers };
  if (call.method === "HEAD") return { status: 200, headers: { ...headers, "content-length": String(object.size) } };
  const range = rangeOf(call.headers.range, object.size);
  const body = objects.body(bucket, key);
  if (!range) return { status: 200, headers, body };
  const { start, end } = range;
  return {
    status: 206,
    headers: { ...headers, "content-range": `bytes ${start}-${end}/${object.size}` },
    body: body.subarray(start, end + 1),
  };
}

/** `response-content-type` and its like, which a signed link may carry. */
function answerOverrides(query: URLSearchParams): Record<string, string> {
  if (!query.has("X-Amz-Signature")) return {};
  const entries = [...query]
    .filter(([name]) => name.startsWith("response-"))
    .map(([name, value]) => [name.slice("response-".length), value]);
  return Object.fromEntries(entries) as Record<string, string>;
}

function rangeOf(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (from === "" && to === "") return undefined;
  const start = from === "" ? Math.max(size - Number(to), 0) : Number(from);
  const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (start > end) throw new S3Error(416, "InvalidRange", "The requested range is not satisfiable");
  return { start, end };
}

const quoted = (object: StoredObject | undefined) => object && `"${object.etag}"`;
