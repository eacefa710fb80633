import { Media } from "../product.model.ts";
import { cell, type Columns } from "./column.ts";
import type { Row } from "./csv.ts";
import type { Remark } from "./import.model.ts";

export interface Picture {
  src: string;
  alt: string;
}

const picturesAtMost = 100;

/** The pictures of a product in the order of their positions. An address that cannot be one is left out with a warning, never an error. */
export function readPictures(columns: Columns, rows: Row[]): { list: Picture[]; warnings: Remark[] } {
  const warnings: Remark[] = [];
  const found: (Picture & { position: number })[] = [];
  for (const { line, cells } of rows) {
    const given = cell(columns, cells, "imageSrc");
    if (given === "") continue;
    const src = addressOf(given);
    if (src === undefined)
      warnings.push({
        line,
        column: columns.nameOf("imageSrc"),
        reason: `"${given.slice(0, 80)}" is no https address and no path: left out`,
      });
    else if (!found.some((picture) => picture.src === src)) {
      const position = Number.parseInt(cell(columns, cells, "imagePosition"), 10);
      found.push({
        src,
        alt: cell(columns, cells, "imageAlt").slice(0, 500),
        position: Number.isNaN(position) ? found.length + 1 : position,
      });
    }
  }
  if (found.length > picturesAtMost) {
    warnings.push({
      line: rows[0]?.line ?? 1,
      column: columns.nameOf("imageSrc"),
      reason: `Only the first ${picturesAtMost} pictures are kept`,
    });
  }
  const list = found.sort((a, b) => a.position - b.position).map(({ src, alt }) => ({ src, alt }));
  return { list: list.slice(0, picturesAtMost), warnings };
}

/** An https address or a path of the shop; plain http is asked for as https when the time comes. */
export function addressOf(given: string): string | undefined {
  const src = given.replace(/^http:\/\//i, "https://").replace(/ /g, "%20");
  return Media.safeParse({ src, alt: "" }).success ? src : undefined;
}
