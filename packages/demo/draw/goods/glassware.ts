import type { Drawing } from "../ink/drawing.ts";
import { turnLathe } from "../ink/lathe.ts";
import { rect } from "../ink/path.ts";
import { moved, type Pen } from "../ink/pen.ts";
import { level, paintLathe, paintMouth } from "../ink/shading.ts";
import { glaze, wood } from "../palette.ts";
import { paintGlass } from "../parts/glass.ts";
import { woodGrain } from "../parts/grain.ts";
import { ear } from "../parts/handle.ts";
import { COFFEE } from "./cups.ts";
import { standing } from "../ink/standing.ts";

export function dripper(pen: Pen): Drawing {
  const flask = turnLathe([
    [150, 0],
    [164, 10],
    [170, 60],
    [140, 170],
    [74, 270],
    [70, 300],
    [104, 372],
  ]);
  const cone = turnLathe([
    [40, 0],
    [60, 24],
    [150, 170],
    [156, 186],
  ]);
  const saucer = turnLathe([
    [112, 0],
    [116, 12],
  ]);
  const handle = ear(pen, 112, 124, 34, 84, 15, glaze.deep, 70);
  const art = [
    paintGlass(pen, flask, { tint: "#b9d3cf", liquid: { color: COFFEE, up: 96, opacity: 0.88 } }),
    moved(
      0,
      -372,
      1,
      paintLathe(pen, saucer, { color: glaze.deep, gloss: 0.6 }) +
        paintMouth(pen, saucer, { color: glaze.deep, inner: glaze.deep, lip: 4 }),
    ),
    moved(
      0,
      -376,
      1,
      handle.art +
        paintLathe(pen, cone, { color: glaze.deep, gloss: 0.7 }) +
        paintMouth(pen, cone, { color: glaze.deep, inner: "#e9ddc6", lip: 8, fill: level(pen, COFFEE, 12) }),
    ),
    collar(pen, 72, 284),
  ].join("");
  return standing(art, flask, rect(-150, -560, 300, 190, 30));
}

function collar(pen: Pen, r: number, up: number): string {
  const ring = turnLathe([
    [r + 8, 0],
    [r + 4, 24],
    [r + 8, 48],
  ]);
  return moved(
    0,
    -up + 24,
    1,
    paintLathe(pen, ring, { color: wood.oak, gloss: 0.2, decor: woodGrain(pen, -100, -60, 200, 80, wood.oak, false) }),
  );
}

export function carafe(pen: Pen, tint: string): Drawing {
  const body = turnLathe([
    [118, 0],
    [130, 10],
    [138, 90],
    [128, 220],
    [70, 330],
    [60, 380],
    [66, 460],
  ]);
  const cap = turnLathe(
    [
      [82, 0],
      [84, 90],
      [78, 104],
      [0, 108],
    ],
    [2],
  );
  const art =
    paintGlass(pen, body, { tint, liquid: { color: "#bcd6d6", up: 240, opacity: 0.4 } }) +
    moved(0, -418, 1, paintGlass(pen, cap, { tint }));
  return standing(art, body);
}
