import { permits } from "@souk/core";
import { type Api, defineRoute, Forbidden, Invalid, outside, TooLarge, Unsupported } from "@souk/core/http";
import * as z from "zod";
import * as Service from "../import/import.ts";
import * as Import from "../import/import.model.ts";

const bodyBytes = 1_048_576;

const startImport = defineRoute({
  method: "post",
  path: "/v1/catalog/imports",
  operationId: "startImport",
  summary: "Import a Shopify product export",
  description:
    "The file is the body, of at most 1 MB, or was uploaded before and is named. The answer comes at once; the import goes on behind it. " +
    "Beside Shopify's columns, `Variant Price USD` and `Variant Compare At Price USD` give prices in further currencies of the shop. " +
    "`stock=set` asks for the permission `stock.adjust` as well.",
  tags: ["Catalog"],
  callers: ["staff", "service"],
  permission: "catalog.write",
  errors: [Import.UnknownCurrency, Import.UploadNotFound, TooLarge, Unsupported],
  idempotency: "required",
  request: {
    query: Import.ImportOptions,
    // Not marked as required: a required body would be parsed as JSON whatever its type.
    body: {
      content: {
        "text/csv": { schema: z.string().meta({ example: "Handle,Title,Type,Variant Price\nblue-mug,Blue mug,Mugs,14.90\n" }) },
        "application/json": { schema: z.strictObject({ uploadId: Import.UploadId }) },
      },
    },
  },
  responses: { 202: { description: "Queued", content: { "application/json": { schema: Import.Import } } } },
});

const getImport = defineRoute({
  method: "get",
  path: "/v1/catalog/imports/{importId}",
  cache: "none",
  operationId: "getImport",
  summary: "Follow an import",
  tags: ["Catalog"],
  callers: ["staff", "service"],
  permission: "catalog.read",
  errors: [Import.ImportNotFound],
  request: { params: z.strictObject({ importId: Import.ImportId }) },
  responses: { 200: { description: "The import with its report so far", content: { "application/json": { schema: Import.Import } } } },
});

const createUpload = defineRoute({
  method: "post",
  path: "/v1/catalog/uploads",
  operationId: "createUpload",
  summary: "Make room for a file of up to 20 MB",
  tags: ["Catalog"],
  callers: ["staff", "service"],
  permission: "catalog.write",
  responses: { 201: { description: "Where and how to send the file", content: { "application/json": { schema: Import.Upload } } } },
});

export const addImports = (app: Api) =>
  app
    .openapi(startImport, async (c) => {
      const options = c.req.valid("query");
      // Setting levels is what an adjustment does, and asks for the same right; `keep` touches none that is there.
      if (options.stock === "set" && !permits(c.get("ctx").actor, "stock.adjust")) throw Forbidden({ permission: "stock.adjust" });
      const type = c.req.header("content-type") ?? "";
      const source = /^text\/csv\b/i.test(type) ? { csv: await c.req.text() } : undefined;
      if (!source && !/^application\/json\b/i.test(type)) throw Unsupported({ accepted: ["text/csv", "application/json"] });
      if (source?.csv.trim() === "") throw Invalid({ in: "body", issues: [{ path: "", message: "The file is empty" }] });
      if (source && Buffer.byteLength(source.csv) > bodyBytes) throw TooLarge({ limitBytes: bodyBytes });
      const input = { ...(source ?? { uploadId: (c.req.valid("json") as { uploadId: string }).uploadId }), ...options };
      return c.json(await outside(c, input, async (ctx, claimId) => Service.start(ctx, input, claimId)), 202);
    })
    .openapi(getImport, async (c) => {
      const { importId } = c.req.valid("param");
      return c.json(await Service.get(c.get("ctx"), importId), 200);
    })
    .openapi(createUpload, async (c) => c.json(await Service.upload(c.get("ctx")), 201));
