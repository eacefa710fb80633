import { createHash } from "node:crypto";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type Context, text } from "@souk/core";
import type { Image } from "./image.ts";

let storage: S3Client | undefined;
// The bucket's name in the path: the same addresses work on AWS and on any other endpoint.
const s3 = () => (storage ??= new S3Client({ forcePathStyle: true, maxAttempts: 3 }));

/** Stores a picture under its content's name and answers its path on the shop's site. Doing it again changes nothing. */
export async function saveImage(ctx: Context, { bytes, extension, contentType }: Image): Promise<string> {
  const key = `media/${ctx.shopId}/${createHash("sha256").update(bytes).digest("hex")}.${extension}`;
  const Bucket = text(ctx.link("MediaBucket"), "name");
  const CacheControl = "public,max-age=31536000,immutable";
  await s3().send(new PutObjectCommand({ Bucket, Key: key, Body: bytes, ContentType: contentType, CacheControl }));
  return `/${key}`;
}
