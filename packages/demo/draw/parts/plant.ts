import { lightOf, mix, shadeOf } from "../ink/color.ts";
import { at, curve, ellipse, line, turn, type Point } from "../ink/path.ts";
import { group, shape, stroke, type Pen } from "../ink/pen.ts";
import { between } from "../ink/random.ts";

/** A leaf from its stalk at the origin, pointing along the angle (0 is right, -90 up). */
export function leaf(x: number, y: number, length: number, width: number, degrees: number, color: string): string {
  const half = (sign: number): Point[] =>
    curve(
      [
        [0, 0],
        [length * 0.28, sign * width * 0.42],
        [length * 0.62, sign * width * 0.4],
        [length, 0],
      ],
      8,
    );
  const upper = turn(half(-1), degrees, x, y);
  const lower = turn(half(1), degrees, x, y);
  const vein = turn(
    [
      [0, 0],
      [length * 0.9, 0],
    ],
    degrees,
    x,
    y,
  );
  const lit = Math.cos(((degrees + 135) * Math.PI) / 180) > -0.2;
  return [
    shape(line([...upper, ...lower.reverse()], true), shadeOf(color, 0.12)),
    shape(line([...upper, ...[...vein].reverse()], true), lit ? lightOf(color, 0.04) : color),
    stroke(line(vein), shadeOf(color, 0.2), Math.max(1, width * 0.05), { opacity: 0.5 }),
  ].join("");
}

export interface Branch {
  readonly points: readonly Point[];
  readonly leaves: number;
  readonly length: number;
  readonly width: number;
  readonly color: string;
  readonly spread?: number;
  readonly start?: number;
  readonly stem?: string;
}

/** A stem with leaves in turn on both sides, smaller towards the tip. */
export function branch(pen: Pen, spec: Branch): string {
  const path = curve(spec.points, 20);
  const leaves: string[] = [];
  const start = spec.start ?? 0.2;
  for (let i = 0; i < spec.leaves; i += 1) {
    const share = start + ((1 - start) * i) / Math.max(1, spec.leaves - 1);
    const index = Math.round(share * (path.length - 1));
    const [x, y] = at(path, index);
    const [ax, ay] = at(path, index - 2);
    const heading = (Math.atan2(y - ay, x - ax) * 180) / Math.PI;
    const last = i === spec.leaves - 1;
    const side = last ? 0 : (i % 2 === 0 ? 1 : -1) * ((spec.spread ?? 50) + between(pen.random, -10, 10));
    const size = (1.08 - share * 0.42) * between(pen.random, 0.88, 1.08);
    const color = mix(spec.color, i % 3 === 0 ? lightOf(spec.color) : shadeOf(spec.color, 0.1), between(pen.random, 0.1, 0.6));
    leaves.push(leaf(x, y, spec.length * size, spec.width * size, heading + side, color));
  }
  return stroke(line(path), spec.stem ?? shadeOf(spec.color, 0.18), 5) + leaves.join("");
}

/** Many upright blades that fan out from one place. */
export function blades(pen: Pen, x: number, y: number, count: number, height: number, width: number, fan: number, color: string): string {
  const order = Array.from({ length: count }, (_, i) => (i / Math.max(1, count - 1)) * 2 - 1).sort((a, b) => Math.abs(b) - Math.abs(a));
  return order
    .map((share) => {
      const tall = height * (1 - Math.abs(share) * 0.35) * between(pen.random, 0.85, 1.05);
      const lean = share * fan;
      const tip: Point = [x + lean, y - tall];
      const root = x + share * width * 2.2;
      const left = curve([[root - width / 2, y], [root + lean * 0.25 - width * 0.62, y - tall * 0.5], tip], 10);
      const right = curve([[root + width / 2, y], [root + lean * 0.25 + width * 0.62, y - tall * 0.5], tip], 10);
      const middle = curve([[root, y], [root + lean * 0.25, y - tall * 0.5], tip], 10);
      const base = mix(color, shadeOf(color), between(pen.random, 0, 0.5));
      return (
        shape(line([...left, ...[...middle].reverse()], true), lightOf(base, 0.05)) +
        shape(line([...right, ...[...middle].reverse()], true), shadeOf(base, 0.08))
      );
    })
    .join("");
}

/** Round leaves on thin stalks, as a pilea has them. */
export function coins(pen: Pen, x: number, y: number, count: number, reach: number, size: number, color: string): string {
  const parts: { readonly depth: number; readonly art: string }[] = [];
  for (let i = 0; i < count; i += 1) {
    const angle = ((-172 + (164 * i) / (count - 1)) * Math.PI) / 180;
    const far = reach * between(pen.random, 0.5, 1.05);
    const cx = x + Math.cos(angle) * far * 0.9;
    const cy = y - 20 + Math.sin(angle) * far;
    const r = size * between(pen.random, 0.75, 1.1);
    const tone = mix(color, pen.random() > 0.5 ? lightOf(color) : shadeOf(color, 0.16), between(pen.random, 0.1, 0.7));
    const stalk = stroke(
      line(
        curve(
          [
            [x, y],
            [(x + cx) / 2, (y + cy) / 2 - 18],
            [cx, cy],
          ],
          8,
        ),
      ),
      shadeOf(color, 0.16),
      4,
    );
    const disc =
      shape(ellipse(cx, cy, r, r * 0.9), tone) +
      shape(
        `M${cx - r} ${cy}A${r} ${r * 0.9} 0 0 1 ${cx + r * 0.5} ${cy - r * 0.78}Q${cx + r * 0.1} ${cy - r * 0.1} ${cx - r} ${cy}Z`,
        lightOf(tone, 0.06),
        { opacity: 0.8 },
      ) +
      shape(ellipse(cx, cy, r * 0.12, r * 0.11), lightOf(tone, 0.16));
    parts.push({ depth: cy, art: stalk + disc });
  }
  return parts
    .sort((a, b) => a.depth - b.depth)
    .map((part) => part.art)
    .join("");
}

/** A tulip on its stem with one long leaf. */
export function tulip(points: readonly Point[], color: string, size: number): string {
  const path = curve(points, 14);
  const [x, y] = at(path, path.length - 1);
  const [bx, by] = at(path, path.length - 3);
  const heading = (Math.atan2(y - by, x - bx) * 180) / Math.PI + 90;
  const petal = (dx: number, wide: number, tone: string): string => {
    const points: Point[] = [
      ...curve(
        [
          [dx, size * 0.12],
          [dx - wide, -size * 0.4],
          [dx - wide * 0.4, -size * 0.9],
          [dx, -size * 1.08],
        ],
        8,
      ),
      ...curve(
        [
          [dx, -size * 1.08],
          [dx + wide * 0.4, -size * 0.9],
          [dx + wide, -size * 0.4],
          [dx, size * 0.12],
        ],
        8,
      ),
    ];
    return shape(line(turn(points, heading, x, y), true), tone);
  };
  return group(
    {},
    stroke(line(path), "#7d9160", 8),
    petal(-size * 0.26, size * 0.3, shadeOf(color, 0.1)),
    petal(size * 0.26, size * 0.3, shadeOf(color, 0.16)),
    petal(0, size * 0.36, color),
    petal(-size * 0.08, size * 0.16, lightOf(color, 0.06)),
  );
}
