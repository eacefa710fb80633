import { shadeOf } from "../ink/color.ts";
import type { Point } from "../ink/path.ts";
import { inside, shape, type Pen } from "../ink/pen.ts";
import { roundLight } from "../ink/shading.ts";
import { band, tubeRibs } from "../ink/sweep.ts";

export interface Tube {
  readonly art: string;
  readonly outline: string;
}

/** A bent rod, strap, spout or stem, lit as everything else. */
export function tube(pen: Pen, points: readonly Point[], radii: readonly number[], color: string, gloss = 0.5): Tube {
  const ribs = tubeRibs(points, radii);
  const outline = band(ribs, -1, 1);
  // The light falls from the top left, so a tube that runs left to right is lit on its upper side: flip where needed.
  const first = ribs[0];
  const last = ribs.at(-1);
  const flip = first && last && first.nx - first.ny * 0.8 + last.nx - last.ny * 0.8 < 0;
  const lit = flip ? ribs.map((rib) => ({ ...rib, nx: -rib.nx, ny: -rib.ny })) : ribs;
  const art = inside(pen, outline, shape(outline, color), roundLight(pen, lit, color, gloss));
  return { art, outline };
}

/** A C-shaped handle at the right of a body, from one height to another, standing out by `reach`. */
export function ear(pen: Pen, x: number, top: number, bottom: number, reach: number, thickness: number, color: string, bottomX = x): Tube {
  const mid = (top + bottom) / 2;
  const half = (top - bottom) / 2;
  const bend = (degrees: number): Point => {
    const angle = (degrees * Math.PI) / 180;
    const root = x + ((bottomX - x) * (degrees + 90)) / 180;
    return [
      root - 16 + (reach + 16) * Math.max(0, Math.cos(angle)) ** 0.72,
      -mid + half * Math.sign(Math.sin(angle)) * Math.abs(Math.sin(angle)) ** 0.9,
    ];
  };
  const points = Array.from({ length: 13 }, (_, i) => bend(-90 + i * 15));
  const ribs = tubeRibs(points, [thickness * 1.15, thickness, thickness * 0.92, thickness * 0.92, thickness, thickness * 1.1]);
  const outline = band(ribs, -1, 1);
  const art = inside(
    pen,
    outline,
    shape(outline, color),
    roundLight(
      pen,
      ribs.map((rib) => ({ ...rib, nx: -rib.nx, ny: -rib.ny })),
      color,
      0.35,
    ),
    shape(band(ribs, -1.2, -0.2), shadeOf(color), { opacity: 0.28 }),
  );
  return { art, outline };
}
