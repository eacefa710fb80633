import { at, curve, line, type Point } from "./path.ts";

/** A body swept along a center line: where the center is, which way is across, and how far out the skin lies. */
export interface Rib {
  readonly x: number;
  readonly y: number;
  readonly nx: number;
  readonly ny: number;
  readonly r: number;
}

/** The strip of skin between two places across (-1 the left edge, 1 the right edge), from one share of the length to another. */
export function band(ribs: readonly Rib[], from: number, to: number, start = 0, end = 1): string {
  const first = Math.round(start * (ribs.length - 1));
  const last = Math.round(end * (ribs.length - 1));
  const part = ribs.slice(first, last + 1);
  const side = (across: number): Point[] => part.map((rib) => [rib.x + rib.nx * rib.r * across, rib.y + rib.ny * rib.r * across]);
  return line([...side(from), ...side(to).reverse()], true);
}

/** Ribs along a smooth line, with the radius given at even shares of it. */
export function tubeRibs(points: readonly Point[], radii: readonly number[], steps = 12): Rib[] {
  const path = curve(points, steps);
  const widths = curve(
    radii.map((r, i): Point => [i / Math.max(1, radii.length - 1), r]),
    20,
  );
  return path.map(([x, y], i) => {
    const before = at(path, i - 1);
    const after = at(path, i + 1);
    const dx = after[0] - before[0];
    const dy = after[1] - before[1];
    const length = Math.hypot(dx, dy) || 1;
    const r = at(widths, Math.round((i / (path.length - 1)) * (widths.length - 1)))[1];
    return { x, y, nx: -dy / length, ny: dx / length, r };
  });
}
