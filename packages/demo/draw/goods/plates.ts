import { lightOf, shadeOf, tone } from "../ink/color.ts";
import type { Drawing } from "../ink/drawing.ts";
import { ellipse, line, curve, n } from "../ink/path.ts";
import { blur, inside, linear, moved, shape, stroke, type Pen } from "../ink/pen.ts";
import { between } from "../ink/random.ts";

export interface Plate {
  readonly color: string;
  readonly rim?: string;
  readonly r: number;
  readonly ry?: number;
  readonly art?: string;
}

/** A plate that leans on the wall and shows its face. */
export function plate(pen: Pen, spec: Plate): Drawing {
  const { r, color } = spec;
  const ry = spec.ry ?? r * 0.985;
  const cy = -ry;
  const face = ellipse(0, cy, r, ry);
  const well = ellipse(0, cy, r * 0.68, ry * 0.68);
  const flange = linear(
    pen,
    [
      [0, lightOf(color, 0.07)],
      [0.5, color],
      [1, shadeOf(color, 0.12)],
    ],
    0.1,
    0.05,
    0.9,
    0.95,
  );
  const floor = linear(
    pen,
    [
      [0, tone(color, -0.025)],
      [0.6, color],
      [1, lightOf(color, 0.03)],
    ],
    0.1,
    0.05,
    0.9,
    0.95,
  );
  const wall = linear(
    pen,
    [
      [0, shadeOf(color, 0.2)],
      [0.5, color],
      [1, lightOf(color, 0.1)],
    ],
    0.15,
    0.05,
    0.85,
    0.95,
  );
  const art = [
    inside(
      pen,
      face,
      shape(face, flange),
      spec.rim ? stroke(ellipse(0, cy, r - 9, ry - 9), spec.rim, 20) : "",
      shape(ellipse(0, cy, r * 0.715, ry * 0.715), wall),
      shape(well, floor),
      inside(pen, well, spec.art ?? ""),
      stroke(ellipse(-3, cy - 4, r * 0.9, ry * 0.9), "#fffaf0", 7, {
        opacity: 0.35,
        filter: blur(pen, 4),
        "stroke-dasharray": `${n(r * 0.9)} ${n(r * 6)}`,
        transform: `rotate(-168 0 ${n(cy)})`,
      }),
    ),
    stroke(ellipse(0, cy, r - 1.5, ry - 1.5), lightOf(color, 0.08), 3, { opacity: 0.6 }),
  ].join("");
  return { art, outline: face, contact: { rx: r * 0.3, ry: 10 } };
}

/** Glaze pooled in the middle of a plate, with rings and iron specks. */
export function pooled(pen: Pen, r: number, cy: number, color: string): string {
  const dots = Array.from({ length: 46 }, () => {
    const angle = between(pen.random, 0, 6.283);
    const far = Math.sqrt(pen.random()) * r * 0.66;
    const size = between(pen.random, 1.2, 3.4);
    return ellipse(Math.cos(angle) * far, cy + Math.sin(angle) * far, size, size);
  });
  return (
    stroke(ellipse(0, cy, r * 0.42, r * 0.41), shadeOf(color, 0.12), 3, { opacity: 0.35 }) +
    stroke(ellipse(0, cy, r * 0.2, r * 0.2), shadeOf(color, 0.12), 3, { opacity: 0.3 }) +
    shape(dots.join(""), "#5d4532", { opacity: 0.5 })
  );
}

/** A herring in brush strokes, its head to the left. */
export function herring(x: number, y: number, length: number, color: string, degrees = 0): string {
  const h = length * 0.13;
  const body = line(
    [
      ...curve(
        [
          [-length / 2, 0],
          [-length * 0.3, -h],
          [length * 0.1, -h * 0.92],
          [length * 0.36, -h * 0.22],
        ],
        10,
      ),
      ...curve(
        [
          [length * 0.36, h * 0.22],
          [length * 0.1, h],
          [-length * 0.3, h * 0.9],
          [-length / 2, 0],
        ],
        10,
      ),
    ],
    true,
  );
  const tail = `M${n(length * 0.34)} 0L${n(length * 0.52)} ${n(-h * 1.15)}Q${n(length * 0.45)} 0 ${n(length * 0.52)} ${n(h * 1.15)}Z`;
  const fins = `M${n(-length * 0.02)} ${n(-h * 0.95)}l${n(length * 0.1)} ${n(-h * 0.6)}l${n(length * 0.06)} ${n(h * 0.66)}ZM${n(-length * 0.06)} ${n(h * 0.92)}l${n(length * 0.09)} ${n(h * 0.5)}l${n(length * 0.05)} ${n(-h * 0.56)}Z`;
  const pale = lightOf(color, 0.34);
  const marks =
    stroke(`M${n(-length * 0.3)} ${n(-h * 0.75)}Q${n(-length * 0.24)} 0 ${n(-length * 0.3)} ${n(h * 0.7)}`, pale, length * 0.014) +
    stroke(`M${n(-length * 0.2)} 0H${n(length * 0.3)}`, pale, length * 0.01, {
      "stroke-dasharray": `${n(length * 0.03)} ${n(length * 0.03)}`,
    }) +
    stroke(
      `M${n(-length * 0.16)} ${n(-h * 0.45)}H${n(length * 0.18)}M${n(-length * 0.16)} ${n(h * 0.45)}H${n(length * 0.18)}`,
      pale,
      length * 0.008,
      { "stroke-dasharray": `${n(length * 0.02)} ${n(length * 0.04)}` },
    );
  return moved(
    x,
    y,
    1,
    shape(fins + tail, color) +
      shape(body, color) +
      marks +
      shape(ellipse(-length * 0.39, -h * 0.22, length * 0.016, length * 0.016), pale),
    degrees,
  );
}
