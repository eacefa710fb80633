import { lightOf } from "../ink/color.ts";
import { ellipse, n, rect } from "../ink/path.ts";
import { shape, stroke, type Pen } from "../ink/pen.ts";

export type Pattern =
  | { readonly kind: "plain" }
  | {
      readonly kind: "stripes";
      readonly colors: readonly string[];
      readonly gap: number;
      readonly width: number;
      readonly upright?: boolean;
    }
  | { readonly kind: "check"; readonly color: string; readonly second: string; readonly gap: number }
  | { readonly kind: "herringbone"; readonly color: string; readonly size: number }
  | { readonly kind: "waves"; readonly color: string; readonly gap: number }
  | { readonly kind: "dots"; readonly color: string; readonly gap: number };

/** Fills an area with a woven or printed pattern. */
export function paintPattern(_pen: Pen, pattern: Pattern, x: number, y: number, width: number, height: number): string {
  switch (pattern.kind) {
    case "plain":
      return "";
    case "stripes":
      return stripes(pattern, x, y, width, height);
    case "check":
      return check(pattern, x, y, width, height);
    case "herringbone":
      return herringbone(pattern, x, y, width, height);
    case "waves":
      return waves(pattern, x, y, width, height);
    case "dots":
      return dots(pattern, x, y, width, height);
  }
}

function stripes(pattern: Extract<Pattern, { kind: "stripes" }>, x: number, y: number, width: number, height: number): string {
  const along = pattern.upright ? width : height;
  const parts: string[] = [];
  for (let i = 0, at = pattern.gap / 2; at < along; i += 1, at += pattern.gap) {
    const color = pattern.colors[i % pattern.colors.length] ?? "#000000";
    parts.push(shape(pattern.upright ? rect(x + at, y, pattern.width, height) : rect(x, y + at, width, pattern.width), color));
  }
  return parts.join("");
}

function check(pattern: Extract<Pattern, { kind: "check" }>, x: number, y: number, width: number, height: number): string {
  const { gap } = pattern;
  const parts: string[] = [];
  for (let at = gap * 0.5; at < height; at += gap)
    parts.push(
      shape(rect(x, y + at, width, gap * 0.44), pattern.color, { opacity: 0.5 }) +
        shape(rect(x, y + at + gap * 0.66, width, gap * 0.07), pattern.second, { opacity: 0.85 }),
    );
  for (let at = gap * 0.5; at < width; at += gap)
    parts.push(
      shape(rect(x + at, y, gap * 0.44, height), pattern.color, { opacity: 0.5 }) +
        shape(rect(x + at + gap * 0.66, y, gap * 0.07, height), pattern.second, { opacity: 0.85 }),
    );
  return parts.join("");
}

function herringbone(pattern: Extract<Pattern, { kind: "herringbone" }>, x: number, y: number, width: number, height: number): string {
  const s = pattern.size;
  const rows: string[] = [];
  for (let top = 0; top < height + s; top += s * 0.42) {
    let d = `M${n(x)} ${n(y + top)}`;
    for (let i = 0; i * s < width; i += 1) d += `l${n(s)} ${n(i % 2 === 0 ? -s * 0.6 : s * 0.6)}`;
    rows.push(d);
  }
  return (
    stroke(rows.join(""), pattern.color, s * 0.16, { opacity: 0.75 }) +
    stroke(rows.join(""), lightOf(pattern.color), s * 0.04, { opacity: 0.3 })
  );
}

function waves(pattern: Extract<Pattern, { kind: "waves" }>, x: number, y: number, width: number, height: number): string {
  const g = pattern.gap;
  const parts: string[] = [];
  let odd = false;
  for (let top = g; top < height + g; top += g * 0.62) {
    odd = !odd;
    for (let at = odd ? -g : 0; at < width + g; at += g * 2) {
      for (const r of [0.96, 0.66, 0.36])
        parts.push(`M${n(x + at + g - g * r)} ${n(y + top)}A${n(g * r)} ${n(g * r)} 0 0 1 ${n(x + at + g + g * r)} ${n(y + top)}`);
    }
  }
  return stroke(parts.join(""), pattern.color, Math.max(3, g * 0.075), {
    "stroke-dasharray": `${n(g * 0.2)} ${n(g * 0.13)}`,
    opacity: 0.95,
  });
}

function dots(pattern: Extract<Pattern, { kind: "dots" }>, x: number, y: number, width: number, height: number): string {
  const g = pattern.gap;
  const parts: string[] = [];
  let odd = false;
  for (let top = g * 0.5; top < height; top += g * 0.8) {
    odd = !odd;
    for (let at = odd ? g * 0.5 : g; at < width; at += g) parts.push(ellipse(x + at, y + top, g * 0.13, g * 0.13));
  }
  return shape(parts.join(""), pattern.color);
}
