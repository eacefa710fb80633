import { type Context, instant } from "@souk/core";
import { Shop } from "@souk/shop";
import { enqueue, fileKeyOf, hasFile, presign, saveFile } from "./bucket.ts";
import { addReports, type Import, ImportNotFound, noReport, type Upload, UnknownCurrency, UploadNotFound } from "./import.model.ts";
import { findState, type Job, saveJob, type State } from "./import.store.ts";

type Source = { csv: string; uploadId?: undefined } | { uploadId: string; csv?: undefined };
export type Start = Source & { currency?: string | undefined; stock: Import["stock"] };

/** Makes room for a file that is too large for a request. */
export async function upload(ctx: Context): Promise<Upload> {
  const uploadId = ctx.id("upl");
  const { url, fields, seconds } = await presign(ctx, fileKeyOf(ctx, uploadId));
  return { uploadId, url, fields, expiresAt: new Date(ctx.now().getTime() + seconds * 1000).toISOString() };
}

/**
 * Stores the file and queues its import, whose id follows from the claim of the request: doing it again does the same.
 * Throws `catalog.unknown_currency`, `catalog.upload_not_found`.
 */
export async function start(ctx: Context, input: Start, claimId: string): Promise<Import> {
  const importId = claimId.replace(/^[a-z]+_/, "imp_");
  const currency = await currencyOf(ctx, input.currency);
  const fileKey = fileKeyOf(ctx, input.uploadId ?? importId);
  if (input.csv !== undefined) await saveFile(ctx, fileKey, input.csv);
  else if (!(await hasFile(ctx, fileKey))) throw UploadNotFound({ uploadId: input.uploadId });
  const job: Job = { importId, currency, stock: input.stock, fileKey, startedBy: ctx.actor, createdAt: instant(ctx) };
  await saveJob(ctx, job);
  await enqueue(ctx, { shopId: ctx.shopId, importId, chunk: 0 });
  return toImport({ job, status: "queued", total: null, chunks: [] });
}

async function currencyOf(ctx: Context, given: string | undefined): Promise<string> {
  const { currencies } = await Shop.get(ctx);
  const currency = given ?? currencies[0];
  if (currency === undefined || !currencies.includes(currency)) throw UnknownCurrency({ currencies });
  return currency;
}

/** How far it is, and its report so far. Throws `catalog.import_not_found`. */
export async function get(ctx: Context, importId: string): Promise<Import> {
  const state = await findState(ctx, importId);
  if (!state) throw ImportNotFound({ importId });
  return toImport(state);
}

function toImport({ job, status, total, chunks }: State): Import {
  const { importId, currency, stock, createdAt } = job;
  const done = chunks.reduce((sum, { products }) => sum + products, 0);
  return {
    importId,
    status,
    currency,
    stock,
    progress: { done, total },
    report: addReports([noReport(), ...chunks.map(({ report }) => report)]),
    createdAt,
  };
}
