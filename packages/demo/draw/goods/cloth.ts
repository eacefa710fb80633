import { lightOf, mix, shadeOf } from "../ink/color.ts";
import type { Drawing } from "../ink/drawing.ts";
import { curve, ellipse, line, n, rect, type Point } from "../ink/path.ts";
import { blur, group, inside, linear, moved, shape, stroke, type Pen } from "../ink/pen.ts";
import { between } from "../ink/random.ts";
import { metal, wood } from "../palette.ts";
import { threads } from "../parts/grain.ts";
import { paintPattern, type Pattern } from "../parts/pattern.ts";
import { tube } from "../parts/handle.ts";

const multiply = { style: "mix-blend-mode:multiply" };

/** Soft upright folds over hanging cloth. */
export function folds(pen: Pen, x: number, y: number, width: number, height: number, count: number, depth: number, color: string): string {
  const parts: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const at = x + (width * (i + between(pen.random, 0.25, 0.75))) / count;
    const sway = between(pen.random, -14, 14);
    const d = line(
      curve(
        [
          [at, y - 10],
          [at + sway * 0.4, y + height * 0.5],
          [at + sway, y + height + 20],
        ],
        10,
      ),
    );
    const w = between(pen.random, 14, 30);
    parts.push(stroke(d, mix("#8c83a0", color, 0.35), w, { opacity: depth, filter: blur(pen, 11), ...multiply }));
    parts.push(
      stroke(d, "#fff8e8", w * 0.7, {
        opacity: depth * 0.9,
        filter: blur(pen, 9),
        transform: `translate(${n(-w * 1.15)} 0)`,
        style: "mix-blend-mode:soft-light",
      }),
    );
  }
  return parts.join("");
}

export function wool(pen: Pen, outline: string, color: string): string {
  return shape(outline, threads(pen, color, 6, 0.3));
}

export interface Hung {
  readonly color: string;
  readonly pattern: Pattern;
  readonly width: number;
  readonly height: number;
  readonly fringe?: string;
}

/** A cloth over a rail, its back half peeping out below. */
export function hungCloth(pen: Pen, spec: Hung): string {
  const { width: w, height: h } = spec;
  const x = -w / 2;
  const hem = (dy: number): Point[] =>
    curve(
      [
        [x + w, dy],
        [x + w * 0.76, dy + 9],
        [x + w * 0.5, dy - 5],
        [x + w * 0.24, dy + 8],
        [x, dy - 2],
      ],
      12,
    );
  const front = line(
    [
      [x, -6],
      ...curve(
        [
          [x + 8, -18],
          [x + w * 0.5, -22],
          [x + w - 8, -18],
        ],
        6,
      ),
      [x + w, -6],
      ...hem(h),
    ],
    true,
  );
  const back = line([[x + 26, 0], [x + w + 20, 0], ...hem(h + 64).map(([px, py]): Point => [px + 22, py])], true);
  const paint = (outline: string, dark: number): string =>
    inside(
      pen,
      outline,
      shape(outline, dark > 0 ? shadeOf(spec.color, dark) : spec.color),
      group(dark > 0 ? { opacity: 0.55 } : {}, paintPattern(pen, spec.pattern, x - 10, -30, w + 60, h + 110)),
      wool(pen, outline, spec.color),
      folds(pen, x, 0, w, h, 5, 0.34, spec.color),
      shape(
        rect(x - 20, -30, w + 60, 90),
        linear(
          pen,
          [
            [0, "#fff8e8", 0.36],
            [0.3, "#fff8e8", 0],
            [1, "#6e6584", 0.1],
          ],
          0,
          0,
          0,
          1,
        ),
      ),
      shape(
        rect(x + w * 0.62, -30, w * 0.5, h + 120),
        linear(pen, [
          [0, "#6e6584", 0],
          [1, "#6e6584", 0.3],
        ]),
        multiply,
      ),
    );
  const strands = (list: readonly Point[], color: string): string => {
    const d = list
      .filter((_, i) => i % 1 === 0)
      .map(
        ([px, py]) =>
          `M${n(px)} ${n(py - 3)}q${n(between(pen.random, -5, 5))} 22 ${n(between(pen.random, -4, 4))} ${n(between(pen.random, 34, 46))}`,
      )
      .join("");
    return stroke(d, shadeOf(color, 0.12), 6) + stroke(d, color, 3.4);
  };
  const fringe = (dy: number, dx: number, tint: string): string =>
    spec.fringe
      ? strands(
          hem(dy).map(([px, py]): Point => [px + dx, py]),
          tint,
        )
      : "";
  return [
    fringe(h + 64, 22, shadeOf(spec.fringe ?? spec.color, 0.2)),
    paint(back, 0.2),
    shape(front, "#3e3450", { opacity: 0.3, filter: blur(pen, 9), transform: "translate(9 8)" }),
    fringe(h, 0, spec.fringe ?? spec.color),
    paint(front, 0),
  ].join("");
}

/** A wooden rail on two brass pegs, with cloth over it. */
export function onRail(pen: Pen, pieces: readonly { readonly x: number; readonly cloth: Hung }[], railHalf: number): Drawing {
  const peg = (x: number): string =>
    shape(ellipse(x, 0, 22, 22), shadeOf(metal.brass)) +
    shape(ellipse(x - 2, -2, 18, 18), metal.brass) +
    shape(ellipse(x - 6, -7, 6, 5), lightOf(metal.brass, 0.2));
  const rail = tube(
    pen,
    [
      [-railHalf, 0],
      [0, 0],
      [railHalf, 0],
    ],
    [17, 17, 17],
    wood.oak,
    0.2,
  );
  const cloths = pieces.map((piece) => moved(piece.x, 0, 1, hungCloth(pen, piece.cloth))).join("");
  const outline = rail.outline + pieces.map(({ x, cloth }) => rect(x - cloth.width / 2, 0, cloth.width + 20, cloth.height + 60)).join("");
  return { art: rail.art + cloths + peg(-railHalf + 6) + peg(railHalf - 6), outline };
}

export interface Cushion {
  readonly color: string;
  readonly pattern: Pattern;
  readonly piping: string;
  readonly width: number;
  readonly height: number;
}

export function cushion(pen: Pen, spec: Cushion): Drawing {
  const w = spec.width / 2;
  const h = spec.height / 2;
  const side: Point[] = [
    [-w, -h],
    [-w * 0.5, -h * 0.945],
    [0, -h * 0.93],
    [w * 0.5, -h * 0.945],
    [w, -h],
    [w * 0.945, -h * 0.5],
    [w * 0.93, 0],
    [w * 0.945, h * 0.5],
    [w, h],
    [w * 0.5, h * 0.955],
    [0, h * 0.945],
    [-w * 0.5, h * 0.955],
    [-w, h],
    [-w * 0.945, h * 0.5],
    [-w * 0.93, 0],
    [-w * 0.945, -h * 0.5],
    [-w, -h],
  ];
  const outline = line(curve(side, 8, [4, 8, 12]), true);
  const crease = (x: number, y: number, dx: number, dy: number): string =>
    stroke(
      line(
        curve(
          [
            [x, y],
            [x + dx * 0.5 + dy * 0.08, y + dy * 0.5],
            [x + dx, y + dy],
          ],
          8,
        ),
      ),
      "#8c83a0",
      16,
      { opacity: 0.4, filter: blur(pen, 9), ...multiply },
    );
  const art = [
    inside(
      pen,
      outline,
      shape(outline, spec.color),
      paintPattern(pen, spec.pattern, -w, -h, w * 2, h * 2),
      wool(pen, outline, spec.color),
      shape(ellipse(-w * 0.2, -h * 0.26, w * 0.6, h * 0.55), "#fff8e8", {
        opacity: 0.7,
        filter: blur(pen, 60),
        style: "mix-blend-mode:soft-light",
      }),
      stroke(outline, mix("#7a7090", spec.color, 0.3), 90, {
        opacity: 0.45,
        filter: blur(pen, 36),
        transform: "translate(-14 -18)",
        ...multiply,
      }),
      crease(-w, -h, w * 0.5, h * 0.44) +
        crease(w, -h, -w * 0.46, h * 0.42) +
        crease(w, h, -w * 0.5, -h * 0.46) +
        crease(-w, h, w * 0.44, -h * 0.4),
    ),
    stroke(outline, shadeOf(spec.piping, 0.16), 13),
    stroke(outline, spec.piping, 8, { transform: "translate(-1.5 -2)" }),
  ].join("");
  return {
    art: moved(0, -h * 0.96, 1, art),
    outline: rect(-w * 0.92, -h * 1.85, w * 1.84, h * 1.85, 50),
    contact: { rx: w * 0.8, ry: 26 },
  };
}

/** A pile of folded cloth: rolls of fabric edge over edge. */
export function foldedPile(
  pen: Pen,
  layers: readonly { readonly color: string; readonly pattern: Pattern }[],
  width: number,
  thick: number,
): Drawing {
  const w = width / 2;
  const parts: string[] = [];
  const outlines: string[] = [];
  layers.forEach((layer, i) => {
    const y = -i * (thick - 3);
    const jitter = between(pen.random, -9, 9);
    const slabs = [0, 1].map((half) => {
      const top = y - thick + half * (thick / 2);
      const d = `M${n(-w + jitter + 10)} ${n(top)}H${n(w + jitter - thick * 0.26)}a${n(thick * 0.25)} ${n(thick * 0.25)} 0 0 1 0 ${n(thick / 2)}H${n(-w + jitter + 10)}q-12 ${n(-thick * 0.25)} 0 ${n(-thick / 2)}Z`;
      outlines.push(d);
      const light = linear(
        pen,
        [
          [0, "#fff8e8", 0.4],
          [0.35, "#fff8e8", 0],
          [1, "#5e5674", 0.42],
        ],
        0,
        0,
        0,
        1,
      );
      return inside(
        pen,
        d,
        shape(d, layer.color),
        moved(jitter, top, 1, paintPattern(pen, layer.pattern, -w, -thick, width, thick * 2)),
        wool(pen, d, layer.color),
        shape(d, light),
        shape(
          rect(w * 0.55 + jitter, top, w * 0.5, thick),
          linear(pen, [
            [0, "#5e5674", 0],
            [1, "#5e5674", 0.4],
          ]),
          multiply,
        ),
      );
    });
    parts.push(slabs.reverse().join(""));
  });
  return { art: parts.join(""), outline: outlines.join(""), contact: { rx: w * 0.96, ry: 16 } };
}
