import type { Remark } from "./import.model.ts";
import { findColumns } from "./column.ts";
import { readSheet } from "./csv.ts";
import { type Draft, groupRows, readDraft } from "./draft.ts";

export interface File {
  drafts: Draft[];
  /** Of the file as a whole and of rows that belong to no product. */
  errors: Remark[];
  warnings: Remark[];
}

/** Reads a Shopify product export into drafts, in the order of their first rows. */
export function readFile(text: string, { currency, currencies }: { currency: string; currencies: string[] }): File {
  const sheet = readSheet(text);
  const { columns, warnings } = findColumns(sheet.header, currencies);
  if (!columns.fields.has("handle") && !columns.fields.has("title")) {
    return {
      drafts: [],
      errors: [{ line: 1, column: "", reason: 'The first line names no column "Handle" or "Title": is this a product export?' }],
      warnings: [],
    };
  }
  const { groups, errors } = groupRows(columns, sheet.rows);
  const drafts = [...groups].map(([handle, rows]) => readDraft({ columns, currency }, handle, rows));
  return { drafts, errors: [...sheet.errors, ...errors], warnings };
}

const productsAtOnce = 50;
/** So many that a chunk ends well before its function's time does. */
const variantsAtOnce = 400;

/** Always the same chunks of the same file: a message that comes twice means the same products. */
export function chunksOf(drafts: Draft[]): Draft[][] {
  const chunks: Draft[][] = [];
  let variants = 0;
  for (const draft of drafts) {
    const last = chunks.at(-1);
    variants += draft.variants.length;
    if (last && last.length < productsAtOnce && variants <= variantsAtOnce) last.push(draft);
    else {
      chunks.push([draft]);
      variants = draft.variants.length;
    }
  }
  return chunks;
}
