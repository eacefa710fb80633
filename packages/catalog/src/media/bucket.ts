import { createHash } from "node:crypto";
import { type Context, text } from "@souk/core";
import { putObject } from "@souk/core/aws/object";
import type { Image } from "./image.ts";

/** Stores a picture under its content's name and answers its path on the shop's site. Doing it again changes nothing. */
export async function saveImage(ctx: Context, { bytes, extension, contentType }: Image): Promise<string> {
  const key = `media/${ctx.shopId}/${createHash("sha256").update(bytes).digest("hex")}.${extension}`;
  const place = { bucket: text(ctx.link("MediaBucket"), "name"), key };
  await putObject(place, bytes, { "content-type": contentType, "cache-control": "public,max-age=31536000,immutable" });
  return `/${key}`;
}
