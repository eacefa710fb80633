import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type Context, text } from "@souk/core";

/** A file of 50,000 rows; what is larger is better split. */
export const fileBytes = 20 * 1024 * 1024;
const uploadSeconds = 900;

let storage: S3Client | undefined;
let queue: SQSClient | undefined;
// Bucket names in the path, not the host: the same addresses work on AWS and on any other endpoint.
const s3 = () => (storage ??= new S3Client({ forcePathStyle: true, maxAttempts: 3 }));
const sqs = () => (queue ??= new SQSClient({ maxAttempts: 3 }));

const bucket = (ctx: Context) => text(ctx.link("UploadBucket"), "name");

/** Below the shop's own folder: an id of another shop's upload finds nothing. */
export const fileKeyOf = (ctx: Context, id: string): string => `imports/${ctx.shopId}/${id}.csv`;

export async function saveFile(ctx: Context, key: string, content: string): Promise<void> {
  await s3().send(new PutObjectCommand({ Bucket: bucket(ctx), Key: key, Body: content, ContentType: "text/csv" }));
}

/** Without the right to list, S3 says "forbidden" of what is not there. */
const isAbsent = (error: unknown) => error instanceof S3ServiceException && [403, 404].includes(error.$metadata.httpStatusCode ?? 0);

export async function hasFile(ctx: Context, key: string): Promise<boolean> {
  try {
    await s3().send(new HeadObjectCommand({ Bucket: bucket(ctx), Key: key }));
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

export async function readUpload(ctx: Context, key: string): Promise<Uint8Array> {
  const { Body } = await s3().send(new GetObjectCommand({ Bucket: bucket(ctx), Key: key }));
  return (await Body?.transformToByteArray()) ?? new Uint8Array();
}

/** A form that puts one file of at most 20 MB at exactly this place, for a quarter of an hour. */
export async function presign(ctx: Context, key: string): Promise<{ url: string; fields: Record<string, string>; seconds: number }> {
  const form = await createPresignedPost(s3(), {
    Bucket: bucket(ctx),
    Key: key,
    Expires: uploadSeconds,
    Conditions: [["content-length-range", 1, fileBytes]],
  });
  return { ...form, seconds: uploadSeconds };
}

export interface Message {
  shopId: string;
  importId: string;
  chunk: number;
}

export async function enqueue(ctx: Context, message: Message): Promise<void> {
  await sqs().send(new SendMessageCommand({ QueueUrl: text(ctx.link("ImportJobs"), "url"), MessageBody: JSON.stringify(message) }));
}

/** Has the pictures of a product fetched that changed in nothing: the queue of `media-consumer.ts`. */
export async function requestMedia(ctx: Context, productId: string): Promise<void> {
  const MessageBody = JSON.stringify({ shopId: ctx.shopId, productId });
  await sqs().send(new SendMessageCommand({ QueueUrl: text(ctx.link("MediaJobs"), "url"), MessageBody }));
}
