import type { Line } from "./order.model.ts";

/**
 * A line as a row of the detail's list: names are not said with every line, so that the detail of a usual order stays within 1 KB, which
 * is two write units instead of four.
 */
export type PackedLine = [
  sku: string,
  productId: string,
  handle: string,
  title: string,
  variant: string,
  options: Record<string, string>,
  quantity: number,
  unitPrice: number,
  net: number,
  tax: number,
  gross: number,
  tracked: boolean,
  media?: string | null,
  adjustments?: Line["adjustments"],
];

export function packLine(line: Line): PackedLine {
  const { sku, productId, handle, title, variant, options, quantity, unitPrice, net, tax, gross, tracked, media, adjustments } = line;
  const usual = [sku, productId, handle, title, variant, options, quantity, unitPrice, net, tax, gross, tracked] as const;
  if (adjustments.length > 0) return [...usual, media ?? null, adjustments];
  return media === undefined ? [...usual] : [...usual, media];
}

/** Orders of before lines were packed have them as they are. */
export function unpackLine(line: PackedLine | Line): Line {
  if (!Array.isArray(line)) return line;
  const [sku, productId, handle, title, variant, options, quantity, unitPrice, net, tax, gross, tracked, media, adjustments = []] = line;
  const known = { sku, productId, handle, title, variant, options, quantity, unitPrice, net, tax, gross, tracked, adjustments };
  return media === undefined || media === null ? known : { ...known, media };
}
