import { type Context, transact, TransactionRefused } from "@souk/core";
import { Shop } from "@souk/shop";
import { enqueue, readUpload } from "./bucket.ts";
import { addReports, noReport, type Remark } from "./import.model.ts";
import { importProduct } from "./import-product.ts";
import { findState, type Job, savingChunk, settingStatus } from "./import.store.ts";
import { chunksOf, type File, readFile } from "./read-file.ts";

/**
 * Imports one chunk of a file and queues the next; the last completes the report. A chunk that was done before only queues the next
 * again, and one that was interrupted is done again, which changes nothing that is already as the file says.
 */
export async function runChunk(system: Context, importId: string, index: number): Promise<void> {
  const state = await findState(system, importId);
  // Nobody waits for an import that has expired.
  if (!state) return;
  const ctx: Context = { ...system, actor: state.job.startedBy };
  const file = await readJob(ctx, state.job);
  const chunks = chunksOf(file.drafts);
  const last = index >= chunks.length - 1;
  if (!state.chunks.some((chunk) => chunk.index === index)) {
    const report = index === 0 ? { ...noReport(), errors: file.errors, warnings: file.warnings } : noReport();
    const done = [report];
    for (const draft of chunks[index] ?? []) done.push(await importProduct(ctx, draft, state.job.stock));
    const failed = file.drafts.length === 0 && file.errors.length > 0;
    await ifFirst(ctx, [
      savingChunk(ctx, importId, { index, products: chunks[index]?.length ?? 0, report: addReports(done) }),
      settingStatus(ctx, importId, failed ? "failed" : last ? "done" : "running", file.drafts.length),
    ]);
  }
  if (!last) await enqueue(ctx, { shopId: ctx.shopId, importId, chunk: index + 1 });
}

async function readJob(ctx: Context, { fileKey, currency }: Job): Promise<File> {
  const bytes = await readUpload(ctx, fileKey);
  try {
    const { currencies } = await Shop.get(ctx);
    return readFile(new TextDecoder("utf-8", { fatal: true }).decode(bytes), { currency, currencies });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { drafts: [], errors: [{ line: 1, column: "", reason: "The file is not UTF-8: save it as CSV UTF-8" }], warnings: [] };
  }
}

/** Of two workers with the same chunk the second leaves the record of the first. */
async function ifFirst(ctx: Context, writes: Parameters<typeof transact>[1]): Promise<void> {
  try {
    await transact(ctx, writes);
  } catch (error) {
    if (!(error instanceof TransactionRefused) || !error.failed("chunk")) throw error;
  }
}

/** Ends an import that fails again and again, so that nobody waits for it. */
export async function fail(ctx: Context, importId: string, index: number): Promise<void> {
  const reason: Remark = {
    line: 1,
    column: "",
    reason: "The import stopped for a reason of our own. What was imported stays; start it again.",
  };
  const state = await findState(ctx, importId);
  if (!state || state.status === "done" || state.status === "failed") return;
  const chunk = { index, products: 0, report: { ...noReport(), errors: [reason] } };
  await ifFirst(ctx, [savingChunk(ctx, importId, chunk), settingStatus(ctx, importId, "failed", state.total ?? 0)]);
}
