import { Currency, defineError, typeIdPattern } from "@souk/core";
import * as z from "zod";

/** What an import says about a place in its file. */
export const Remark = z
  .strictObject({
    line: z.int().meta({ description: "Where the row begins, as an editor counts lines" }),
    column: z.string().meta({ description: "The column's name in the file; empty where the whole row is meant" }),
    reason: z.string(),
  })
  .meta({ id: "ImportRemark", example: { line: 14, column: "Variant Price", reason: '"19.999" has more decimals than EUR' } });
export type Remark = z.infer<typeof Remark>;

export const Report = z
  .strictObject({
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    errors: z.array(Remark).meta({ description: "What was not imported, and why; everything else was" }),
    warnings: z.array(Remark).meta({ description: "What was imported differently than the file says" }),
  })
  .meta({ id: "ImportReport" });
export type Report = z.infer<typeof Report>;

export const ImportId = z.string().regex(typeIdPattern("imp")).meta({ example: "imp_01h455vb4pex5vsknk084sn02q" });
export const UploadId = z.string().regex(typeIdPattern("upl")).meta({ example: "upl_01h455vb4pex5vsknk084sn02q" });

export const ImportStatus = z.enum(["queued", "running", "done", "failed"]);
export const Import = z
  .strictObject({
    importId: ImportId,
    status: ImportStatus,
    currency: Currency,
    stock: z.enum(["keep", "set"]),
    progress: z
      .strictObject({ done: z.int(), total: z.int().nullable() })
      .meta({ description: "Products; the total is null until the file was read" }),
    report: Report,
    createdAt: z.string(),
  })
  .meta({ id: "Import" });
export type Import = z.infer<typeof Import>;

/** `keep` leaves levels that exist alone, `set` makes them what the file says, as an adjustment. */
export const ImportOptions = z.strictObject({
  currency: Currency.optional().meta({ description: "Of `Variant Price`; the shop's first without one" }),
  stock: z.enum(["keep", "set"]).default("keep"),
});

export const Upload = z
  .strictObject({
    uploadId: UploadId,
    url: z.string(),
    fields: z.record(z.string(), z.string()),
    expiresAt: z.string(),
  })
  .meta({ id: "Upload", description: "Send the fields and then the file, named `file`, as a multipart form to the address" });
export type Upload = z.infer<typeof Upload>;

export const ImportNotFound = defineError({
  code: "catalog.import_not_found",
  kind: "not_found",
  message: "There is no such import, or it is older than 30 days.",
});
export const UploadNotFound = defineError({
  code: "catalog.upload_not_found",
  kind: "not_found",
  message: "Nothing was uploaded under this id.",
});
export const UnknownCurrency = defineError({
  code: "catalog.unknown_currency",
  kind: "rejected",
  message: "The shop does not sell in this currency.",
});

export const noReport = (): Report => ({ created: 0, updated: 0, unchanged: 0, errors: [], warnings: [] });

/** Longer reports are of no use to anybody, and an item holds 400 KB. */
const remarksAtMost = 500;

export function addReports(reports: Report[]): Report {
  const sum = (count: (report: Report) => number) => reports.reduce((total, report) => total + count(report), 0);
  const gather = (list: (report: Report) => Remark[]) =>
    reports
      .flatMap(list)
      .sort((a, b) => a.line - b.line)
      .slice(0, remarksAtMost);
  return {
    created: sum((report) => report.created),
    updated: sum((report) => report.updated),
    unchanged: sum((report) => report.unchanged),
    errors: gather((report) => report.errors),
    warnings: gather((report) => report.warnings),
  };
}
