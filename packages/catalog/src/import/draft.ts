import { Handle } from "../product.model.ts";
import { cell, type Columns, type Field } from "./column.ts";
import type { Row } from "./csv.ts";
import type { Remark } from "./import.model.ts";
import { type Picture, readPictures } from "./picture.ts";
import { slugOf } from "./slug.ts";
import { readVariants, type VariantDraft } from "./variant.ts";

/** A product as a file describes it. What the file has no column for is undefined, and stays as it is. */
export interface Draft {
  handle: string;
  line: number;
  title: string;
  /** As it stands there: whoever saves it makes it safe. */
  body: string | undefined;
  vendor: string | undefined;
  tags: string[] | undefined;
  /** As the file writes it, `A > B`. */
  category: string | undefined;
  status: "draft" | "active" | undefined;
  optionNames: string[];
  variants: VariantDraft[];
  pictures: Picture[] | undefined;
  errors: Remark[];
  warnings: Remark[];
  giftCard: boolean;
}

export interface Reading {
  columns: Columns;
  currency: string;
}

/** All rows of a handle are one product, wherever they stand in the file; it keeps the place of its first. */
export function groupRows(columns: Columns, rows: Row[]): { groups: Map<string, Row[]>; errors: Remark[] } {
  const groups = new Map<string, Row[]>();
  const errors: Remark[] = [];
  for (const row of rows) {
    const handle = handleOf(columns, row);
    const excess = row.cells.slice(columns.header.length).some((text) => text.trim() !== "");
    if (excess)
      errors.push({
        line: row.line,
        column: "",
        reason: "The row has more cells than the header: a comma in a cell needs quotes around it",
      });
    else if (handle === undefined)
      errors.push({ line: row.line, column: columns.nameOf("handle"), reason: "Without a handle the row belongs to no product" });
    else groups.set(handle, [...(groups.get(handle) ?? []), row]);
  }
  return { groups, errors };
}

function handleOf(columns: Columns, { cells }: Row): string | undefined {
  const given = (cell(columns, cells, "handle") || cell(columns, cells, "title")).toLowerCase();
  const handle = Handle.safeParse(given).success ? given : slugOf(given).slice(0, 200).replace(/-+$/, "");
  return handle === "" ? undefined : handle;
}

const truthy = (text: string) => /^(true|yes|1|y)$/i.test(text);
const falsy = (text: string) => /^(false|no|0|n)$/i.test(text);

export function readDraft(reading: Reading, handle: string, rows: Row[]): Draft {
  const { columns } = reading;
  // The first that says something counts for the product; blanks below it inherit.
  const first = (field: Field) => rows.map(({ cells }) => cell(columns, cells, field)).find((text) => text !== "") ?? "";
  const known = (...fields: Field[]) => fields.some((field) => columns.fields.has(field));
  const line = rows[0]?.line ?? 1;
  const tags = [
    ...new Set(
      first("tags")
        .split(",")
        .map((tag) => tag.trim())
        .filter((tag) => tag !== ""),
    ),
  ];
  const { optionNames, variants, remarks } = readVariants(reading, rows);
  const pictures = readPictures(columns, rows);
  return {
    handle,
    line,
    title: first("title"),
    body: known("body") ? first("body") : undefined,
    vendor: known("vendor") ? first("vendor") : undefined,
    tags: known("tags") ? tags.slice(0, 50) : undefined,
    category: known("type", "productCategory", "tags") ? first("type") || first("productCategory") || tags[0] || "Other" : undefined,
    status: known("published", "status") ? statusOf(first("published"), first("status")) : undefined,
    optionNames,
    variants,
    pictures: known("imageSrc") ? pictures.list : undefined,
    errors: remarks.errors,
    warnings: [
      ...remarks.warnings,
      ...pictures.warnings,
      ...(tags.length > 50 ? [{ line, column: columns.nameOf("tags"), reason: "Only the first 50 tags are kept" }] : []),
    ],
    giftCard: truthy(first("giftCard")),
  };
}

const statusOf = (published: string, status: string) =>
  falsy(published) || (status !== "" && status.toLowerCase() !== "active") ? "draft" : "active";
