import { type Context, text } from "@souk/core";
import { getObject, hasObject, postForm, putObject } from "@souk/core/aws/object";
import { sendMessage } from "@souk/core/aws/queue";

/** A file of 50,000 rows; what is larger is better split. */
export const fileBytes = 20 * 1024 * 1024;
const uploadSeconds = 900;

const placeOf = (ctx: Context, key: string) => ({ bucket: text(ctx.link("UploadBucket"), "name"), key });

/** Below the shop's own folder: an id of another shop's upload finds nothing. */
export const fileKeyOf = (ctx: Context, id: string): string => `imports/${ctx.shopId}/${id}.csv`;

export const saveFile = (ctx: Context, key: string, content: string): Promise<void> =>
  putObject(placeOf(ctx, key), content, { "content-type": "text/csv" });

export const hasFile = (ctx: Context, key: string): Promise<boolean> => hasObject(placeOf(ctx, key));

export const readUpload = (ctx: Context, key: string): Promise<Uint8Array> => getObject(placeOf(ctx, key));

/** A form that puts one file of at most 20 MB at exactly this place, for a quarter of an hour. */
export const presign = (ctx: Context, key: string): { url: string; fields: Record<string, string>; seconds: number } => ({
  ...postForm(placeOf(ctx, key), { mostBytes: fileBytes, seconds: uploadSeconds }),
  seconds: uploadSeconds,
});

export interface Message {
  shopId: string;
  importId: string;
  chunk: number;
}

export const enqueue = (ctx: Context, message: Message): Promise<void> => sendMessage(text(ctx.link("ImportJobs"), "url"), message);

/** Has the pictures of a product fetched that changed in nothing: the queue of `media-consumer.ts`. */
export const requestMedia = (ctx: Context, productId: string): Promise<void> =>
  sendMessage(text(ctx.link("MediaJobs"), "url"), { shopId: ctx.shopId, productId });
