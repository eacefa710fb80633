import { exponentOf, parseAmount } from "@souk/core";
import { Sku } from "../product.model.ts";
import { cell, type Columns, type Field } from "./column.ts";
import type { Row } from "./csv.ts";
import type { Reading } from "./draft.ts";
import type { Remark } from "./import.model.ts";
import { addressOf } from "./picture.ts";

/** A variant as a row describes it. What the file has no column for is undefined, and stays as it is. */
export interface VariantDraft {
  line: number;
  /** Its value of each option, in order. */
  choice: string[];
  sku: string;
  prices: Record<string, number>;
  /** Null takes the price of that currency away. */
  compareAt: Record<string, number | null>;
  tracked: boolean | undefined;
  /** What to stock; absent where the file has no say. */
  quantity: number | undefined;
  grams: number | undefined;
  barcode: string | undefined;
  picture: string | undefined;
  /** Something in the row is wrong: what is known under its SKU or choice stays as it is. */
  rejected: boolean;
}

interface Remarks {
  errors: Remark[];
  warnings: Remark[];
}

const optionFields: { name: Field; value: Field }[] = [
  { name: "option1Name", value: "option1Value" },
  { name: "option2Name", value: "option2Value" },
  { name: "option3Name", value: "option3Value" },
];

const variantsAtMost = 100;

/** The rows with a price or an option value: the others are pictures. */
export function readVariants(reading: Reading, rows: Row[]): { optionNames: string[]; variants: VariantDraft[]; remarks: Remarks } {
  const { columns } = reading;
  const sold = rows.filter(({ cells }) => hasPrice(columns, cells) || optionFields.some(({ value }) => cell(columns, cells, value) !== ""));
  const used = usedOptions(columns, sold);
  const remarks: Remarks = { errors: [], warnings: [] };
  const variants: VariantDraft[] = [];
  let above: Above = { choice: [], prices: {}, compareAt: {} };
  for (const row of sold) {
    const problems: Remark[] = [];
    const read = readVariant(reading, row, used, above, { errors: problems, warnings: remarks.warnings });
    const twin = variants.find((other) => JSON.stringify(other.choice) === JSON.stringify(read.choice));
    if (twin)
      problems.push({
        line: row.line,
        column: columns.nameOf(used[0]?.value ?? "price"),
        reason: `The same variant as in line ${twin.line}`,
      });
    if (variants.length >= variantsAtMost)
      problems.push({ line: row.line, column: "", reason: `A product has at most ${variantsAtMost} variants` });
    above = read;
    remarks.errors.push(...problems);
    if (!twin) variants.push({ ...read, rejected: problems.length > 0 });
  }
  return { optionNames: used.map(({ title }) => title), variants, remarks };
}

/** "Title" with nothing but "Default Title" is how the format says that there are no options. */
function usedOptions(columns: Columns, rows: Row[]): { value: Field; title: string }[] {
  return optionFields.flatMap(({ name, value }, index) => {
    const given = rows.map(({ cells }) => cell(columns, cells, value)).filter((text) => text !== "");
    const title = rows.map(({ cells }) => cell(columns, cells, name)).find((text) => text !== "") ?? `Option ${index + 1}`;
    const none = given.every((text) => title.toLowerCase() === "title" && text.toLowerCase() === "default title");
    return none ? [] : [{ value, title: title.slice(0, 60) }];
  });
}

const hasPrice = (columns: Columns, cells: string[]) =>
  cell(columns, cells, "price") !== "" || [...columns.prices.values()].some((index) => (cells[index]?.trim() ?? "") !== "");

/** What a blank cell of the next row inherits. */
type Above = Pick<VariantDraft, "choice" | "prices" | "compareAt">;

function readVariant(
  reading: Reading,
  { line, cells }: Row,
  used: { value: Field; title: string }[],
  above: Above,
  { errors, warnings }: Remarks,
): VariantDraft {
  const { columns } = reading;
  const text = (field: Field) => cell(columns, cells, field);
  const fail = (column: string, reason: string) => void errors.push({ line, column, reason });
  const warn = (field: Field, reason: string) => void warnings.push({ line, column: columns.nameOf(field), reason });
  const known = (field: Field) => columns.fields.has(field);

  const choice = used.map(({ value }, index) => text(value) || (above.choice[index] ?? ""));
  used.forEach(({ value }, index) => {
    if (choice[index] === "") fail(columns.nameOf(value), "The option has no value");
    else if ((choice[index] ?? "").length > 100) fail(columns.nameOf(value), "An option's value has at most 100 characters");
  });
  const { prices, compareAt } = hasPrice(columns, cells) ? readPrices(reading, cells, fail) : above;
  if (Object.keys(prices).length === 0 && errors.length === 0) fail(columns.nameOf("price"), "The variant has no price");
  const sku = text("sku");
  if (sku !== "" && !Sku.safeParse(sku).success)
    fail(columns.nameOf("sku"), "A SKU has at most 64 characters and no comma or double space");
  const stock = readStock({ quantity: text("quantity"), tracker: text("tracker") });
  if (stock.problem) fail(columns.nameOf("quantity"), stock.problem);
  if (stock.remark) warn("quantity", stock.remark);
  if (/^(continue|true|yes)$/i.test(text("policy")))
    warn("policy", "Selling what is not there is not done here: it sells until its stock is empty");
  const picture = text("variantImage") === "" ? undefined : addressOf(text("variantImage"));
  if (text("variantImage") !== "" && picture === undefined) warn("variantImage", "No https address and no path: left out");
  const grams = Number(text("grams") || Number.NaN);
  return {
    line,
    choice,
    sku,
    prices,
    compareAt,
    tracked: known("quantity") || known("tracker") ? stock.quantity !== undefined : undefined,
    quantity: stock.quantity,
    grams: Number.isFinite(grams) && grams > 0 ? Math.min(10_000_000, Math.round(grams)) : undefined,
    barcode: text("barcode").replace(/^'/, "").slice(0, 60) || undefined,
    picture,
    rejected: false,
  };
}

/** A quantity is tracked stock, and so is a tracker, with none yet. Both blank: it cannot sell out. */
function readStock({ quantity, tracker }: { quantity: string; tracker: string }): { quantity?: number; problem?: string; remark?: string } {
  if (quantity === "") return tracker === "" ? {} : { quantity: 0 };
  if (!/^-?\d{1,9}(\.0+)?$/.test(quantity)) return { problem: `"${quantity.slice(0, 40)}" is no whole number` };
  const count = Math.trunc(Number(quantity));
  return count < 0 ? { quantity: 0, remark: `${count} was read as 0` } : { quantity: count };
}

type Fail = (column: string, reason: string) => void;

/** `Variant Price` is in the import's currency, `Variant Price USD` in its own. */
function readPrices(
  { columns, currency }: Reading,
  cells: string[],
  fail: Fail,
): { prices: Record<string, number>; compareAt: Record<string, number | null> } {
  const at = (field: Field): [string, number][] => [[currency, columns.fields.get(field) ?? -1]];
  const read = (list: [string, number][]) =>
    list.flatMap(([code, index]) => {
      const given = cells[index]?.trim() ?? "";
      return given === "" ? [] : [[code, readPrice(given, code, (reason) => fail(columns.header[index] ?? "", reason))] as const];
    });
  const prices = read([...at("price"), ...columns.prices]);
  const compared = read([...at("compareAt"), ...columns.compareAt]);
  // A blank or zero in a column that is there means that it did not cost more before.
  const cleared = [...(columns.fields.has("compareAt") ? [currency] : []), ...columns.compareAt.keys()].map(
    (code) => [code, null] as const,
  );
  return {
    prices: Object.fromEntries(prices),
    compareAt: Object.fromEntries([...cleared, ...compared.filter(([, amount]) => amount > 0)]),
  };
}

function readPrice(given: string, currency: string, fail: (reason: string) => void): number {
  const amount = parseAmount(given, currency);
  const shown = `"${given.slice(0, 40)}"`;
  if (amount !== undefined && amount >= 0 && amount <= 1_000_000_000) return amount;
  if (amount !== undefined) fail(amount < 0 ? `${shown} is negative` : `${shown} is more than can be`);
  else if (/^\d+\.\d+$/.test(given)) fail(`${shown} has more decimals than ${currency}, which has ${exponentOf(currency)}`);
  else fail(`${shown} is no price: digits, and a point before the decimals`);
  return 0;
}
