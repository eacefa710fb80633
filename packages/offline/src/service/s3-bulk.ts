import type { Answer } from "./http.ts";
import type { Objects, StoredObject } from "./object.store.ts";
import { escapeXml, S3Error, unescapeXml, xml } from "./s3-xml.ts";

const maxKeys = 1_000;

/** ListObjectsV2. A continuation token is the last key of the page before, in base64. */
export function listObjects(bucket: string, query: URLSearchParams, objects: Objects): Answer {
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter") ?? "";
  const token = query.get("continuation-token");
  const after = token ? Buffer.from(token, "base64url").toString() : (query.get("start-after") ?? "");
  const limit = Number(query.get("max-keys") ?? maxKeys);
  if (!Number.isInteger(limit) || limit < 0) throw new S3Error(400, "InvalidArgument", "max-keys must be a whole number");
  const page = objects.list(bucket, prefix, delimiter, after, Math.min(limit, maxKeys));
  const encode = query.get("encoding-type") === "url" ? (key: string) => encodeURIComponent(key).replaceAll("%2F", "/") : escapeXml;
  const next =
    page.next === undefined ? "" : `<NextContinuationToken>${Buffer.from(page.next).toString("base64url")}</NextContinuationToken>`;
  return xml(
    "ListBucketResult",
    `<Name>${escapeXml(bucket)}</Name><Prefix>${encode(prefix)}</Prefix><MaxKeys>${limit}</MaxKeys>` +
      `<KeyCount>${page.objects.length + page.prefixes.length}</KeyCount><IsTruncated>${page.next !== undefined}</IsTruncated>${next}` +
      page.objects.map((object) => contents(object, encode)).join("") +
      page.prefixes.map((common) => `<CommonPrefixes><Prefix>${encode(common)}</Prefix></CommonPrefixes>`).join(""),
  );
}

function contents(object: StoredObject, encode: (key: string) => string): string {
  const modified = new Date(object.modifiedAt).toISOString();
  return (
    `<Contents><Key>${encode(object.key)}</Key><LastModified>${modified}</LastModified>` +
    `<ETag>&quot;${object.etag}&quot;</ETag><Size>${object.size}</Size><StorageClass>STANDARD</StorageClass></Contents>`
  );
}

export function deleteMany(bucket: string, body: Buffer, objects: Objects): Answer {
  const keys = [...body.toString().matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = ""]) => unescapeXml(key));
  if (keys.length === 0 || keys.length > maxKeys) throw new S3Error(400, "MalformedXML", `Between 1 and ${maxKeys} keys are needed`);
  for (const key of keys) objects.remove(bucket, key);
  return xml("DeleteResult", keys.map((key) => `<Deleted><Key>${escapeXml(key)}</Key></Deleted>`).join(""));
}
