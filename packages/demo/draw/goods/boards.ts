import { lightOf, shadeOf } from "../ink/color.ts";
import type { Drawing } from "../ink/drawing.ts";
import { curve, ellipse, line, type Point } from "../ink/path.ts";
import { inside, linear, moved, shape, stroke, type Pen } from "../ink/pen.ts";
import { woodGrain } from "../parts/grain.ts";

/** A flat piece of wood seen from the front, with the thickness of its edge at the left and below. */
export function slab(pen: Pen, outline: string, color: string, box: readonly [number, number, number, number], hole = ""): string {
  const [x, y, width, height] = box;
  const light = linear(
    pen,
    [
      [0, lightOf(color, 0.07)],
      [0.5, color, 0],
      [1, shadeOf(color, 0.16)],
    ],
    0,
    0,
    1,
    1,
  );
  return [
    moved(-9, 7, 1, shape(outline, shadeOf(color, 0.26))),
    inside(pen, outline, shape(outline, color), woodGrain(pen, x, y, width, height, color), shape(outline, light, { opacity: 0.8 })),
    stroke(outline, lightOf(color, 0.1), 3, { opacity: 0.55 }),
    hole,
  ].join("");
}

export function board(pen: Pen, color: string, kind: "paddle" | "round"): Drawing {
  if (kind === "round") {
    const arc = Array.from({ length: 49 }, (_, i): Point => [
      270 * Math.sin(((10 + i * 7.083) * Math.PI) / 180),
      -270 - 270 * Math.cos(((10 + i * 7.083) * Math.PI) / 180),
    ]);
    const disc = line(
      [
        [44, -560],
        ...arc,
        [-44, -560],
        ...curve(
          [
            [-44, -560],
            [-44, -680],
            [-22, -704],
            [22, -704],
            [44, -680],
            [44, -560],
          ],
          8,
        ),
      ],
      true,
    );
    const hole =
      shape(ellipse(0, -652, 19, 19), shadeOf(color, 0.4)) + stroke(ellipse(0, -652, 19, 19), lightOf(color), 2.5, { opacity: 0.5 });
    return { art: slab(pen, disc, color, [-290, -720, 580, 740], hole), outline: disc, contact: { rx: 90, ry: 10 } };
  }
  const w = 215;
  const h = 480;
  const body = line(
    [
      ...curve(
        [
          [-w, -30],
          [-w + 4, -h + 40],
          [-w + 60, -h],
          [-58, -h - 40],
          [-46, -h - 90],
        ],
        10,
      ),
      ...curve(
        [
          [-46, -h - 90],
          [-46, -h - 210],
          [0, -h - 250],
          [46, -h - 210],
          [46, -h - 90],
        ],
        10,
      ),
      ...curve(
        [
          [46, -h - 90],
          [58, -h - 40],
          [w - 60, -h],
          [w - 4, -h + 40],
          [w, -30],
        ],
        10,
      ),
      [w - 12, -4],
      [w - 40, 0],
      [-w + 40, 0],
      [-w + 12, -4],
    ],
    true,
  );
  const hole =
    shape(ellipse(0, -h - 186, 20, 22), shadeOf(color, 0.4)) + stroke(ellipse(0, -h - 186, 20, 22), lightOf(color), 2.5, { opacity: 0.5 });
  return { art: slab(pen, body, color, [-w - 10, -h - 260, 2 * w + 20, h + 280], hole), outline: body, contact: { rx: w, ry: 10 } };
}
