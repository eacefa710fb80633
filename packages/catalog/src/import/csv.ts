import { CsvError, parse } from "csv-parse/sync";
import type { Remark } from "./import.model.ts";

export interface Row {
  /** Where it begins, as an editor counts. */
  line: number;
  cells: string[];
}

export interface Sheet {
  header: string[];
  rows: Row[];
  errors: Remark[];
}

/** A file with more broken quotes than this is broken as a whole. */
const resumptions = 20;

/**
 * Reads CSV text (RFC 4180, with `,`, `;` or tab). Cells may run over several lines. A row with broken quotes is reported, and reading
 * goes on with the next line, so that the rows after it are kept.
 */
export function readSheet(text: string): Sheet {
  // csv-parse counts a CRLF within quotes as two lines; editors and this count one.
  const lines = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const delimiter = delimiterOf(lines);
  const rows: Row[] = [];
  const errors: Remark[] = [];
  let start = 0;
  for (let turn = 0; turn <= resumptions; turn += 1) {
    const failure = readFrom(lines, start, delimiter, rows);
    if (!failure) break;
    errors.push(failure);
    start = failure.line;
  }
  const [header, ...rest] = rows;
  return {
    header: header?.cells.map((cell) => cell.trim()) ?? [],
    rows: rest.filter(({ cells }) => cells.some((cell) => cell.trim() !== "")),
    errors,
  };
}

/** Adds the rows after the first `skipped` lines; answers what ended the reading before the end. */
function readFrom(lines: string, skipped: number, delimiter: string, rows: Row[]): Remark | undefined {
  try {
    parse(afterLines(lines, skipped), {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], context) => {
        rows.push({ line: skipped + context.lines - breaksIn(cells), cells });
        return null;
      },
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = skipped + Number((error as CsvError & { lines?: number }).lines ?? 1);
    return { line, column: "", reason: "The quotes of this row are broken: a quote within a quoted cell is written twice" };
  }
}

const breaksIn = (cells: string[]) => cells.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);

function afterLines(text: string, count: number): string {
  let at = 0;
  for (let line = 0; line < count; line += 1) {
    const next = text.indexOf("\n", at);
    if (next < 0) return "";
    at = next + 1;
  }
  return text.slice(at);
}

/** Spreadsheets of some countries write semicolons: whichever the header has most of. */
function delimiterOf(text: string): string {
  const header = text.slice(0, text.indexOf("\n") + 1 || undefined);
  const counts = [",", ";", "\t"].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}
