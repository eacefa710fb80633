import { hash } from "node:crypto";
import type { Clock } from "../contract.ts";
import type { Objects, StoredObject } from "./object.store.ts";
import type { Credentials } from "./s3-signature.ts";
import { S3Error } from "./s3-xml.ts";
import type { Topology } from "./topology.ts";

export interface S3Parts {
  objects: Objects;
  clock: Clock;
  credentials: Credentials;
  topology: () => Topology;
}
/** One object's address. */
export interface Place {
  bucket: string;
  key: string;
}

export function storeObject({ bucket, key }: Place, content: Buffer, headers: Record<string, string>, parts: S3Parts): StoredObject {
  if (Buffer.byteLength(key) > 1_024) throw new S3Error(400, "KeyTooLongError", "Your key is too long");
  const object = { bucket, key, size: content.length, etag: hash("md5", content), modifiedAt: parts.clock.now(), headers };
  parts.objects.put(object, content);
  return object;
}
