import { lightOf, shadeOf } from "../ink/color.ts";
import { curve, ellipse, line, n, type Point } from "../ink/path.ts";
import { shape, stroke, tag, type Pen } from "../ink/pen.ts";
import { between } from "../ink/random.ts";

/** Wood: long lines that wander together, parted by a knot or two. Drawn over an area, to be clipped by the thing. */
export function woodGrain(pen: Pen, x: number, y: number, width: number, height: number, color: string, upright = true): string {
  const along = upright ? height : width;
  const across = upright ? width : height;
  const knot = { at: between(pen.random, 0.3, 0.7) * along, off: between(pen.random, 0.25, 0.75) * across };
  const lines: string[] = [];
  const phase = between(pen.random, 0, 6);
  for (let offset = -20; offset < across + 20; offset += between(pen.random, 11, 21)) {
    const points: Point[] = [];
    for (let i = 0; i <= 16; i += 1) {
      const t = (i / 16) * along;
      const away = offset - knot.off;
      const push = Math.sign(away) * 26 * Math.exp(-((away / 46) ** 2)) * Math.exp(-(((t - knot.at) / 90) ** 2));
      const wander = Math.sin(t / 150 + phase + offset / 130) * 7 + Math.sin(t / 61 + offset / 40) * 2.2;
      const side = offset + wander + push;
      points.push(upright ? [x + side, y + t] : [x + t, y + side]);
    }
    const tone = pen.random() > 0.35 ? shadeOf(color, 0.16) : lightOf(color, 0.07);
    lines.push(stroke(line(curve(points, 4)), tone, between(pen.random, 1.4, 5), { opacity: between(pen.random, 0.22, 0.5) }));
  }
  const kx = upright ? x + knot.off : x + knot.at;
  const ky = upright ? y + knot.at : y + knot.off;
  return lines.join("") + shape(ellipse(kx, ky, upright ? 6 : 12, upright ? 12 : 6), shadeOf(color, 0.24), { opacity: 0.55 });
}

/** A cloth's threads as a fine grid. */
export function threads(pen: Pen, color: string, gap = 7, opacity = 0.22): string {
  const dark = shadeOf(color, 0.24);
  const light = lightOf(color, 0.12);
  return pen.define(`t${color}${gap}${opacity}`, (id) =>
    tag(
      "pattern",
      { id, width: gap, height: gap, patternUnits: "userSpaceOnUse" },
      stroke(`M0 ${n(gap * 0.3)}H${gap}`, dark, gap * 0.18, { opacity }),
      stroke(`M${n(gap * 0.3)} 0V${gap}`, dark, gap * 0.14, { opacity: opacity * 0.8 }),
      stroke(`M0 ${n(gap * 0.8)}H${gap}`, light, gap * 0.14, { opacity }),
    ),
  );
}
