import { standing } from "../ink/standing.ts";
import { lightOf, shadeOf } from "../ink/color.ts";
import type { Drawing } from "../ink/drawing.ts";
import { turnLathe, zone, type Lathe } from "../ink/lathe.ts";
import { curve, ellipse, line, rect, turn, type Point } from "../ink/path.ts";
import { blur, inside, linear, moved, shape, stroke, type Pen } from "../ink/pen.ts";
import { hoop, level, paintLathe, paintMouth } from "../ink/shading.ts";
import { glaze, metal, wood } from "../palette.ts";
import { bareFoot, dipped, specks, throwingRings } from "../parts/glaze.ts";
import { woodGrain } from "../parts/grain.ts";
import { tube } from "../parts/handle.ts";

export function storageJar(pen: Pen, color: string, tall: number): Drawing {
  const body = turnLathe([
    [150, 0],
    [168, 14],
    [178, tall * 0.4],
    [172, tall - 30],
    [156, tall],
  ]);
  const cork = turnLathe([
    [146, 0],
    [158, 62],
    [154, 70],
  ]);
  const knob = turnLathe([
    [20, 0],
    [34, 30],
    [24, 50],
    [0, 54],
  ]);
  const label =
    shape(rect(-62, -tall * 0.56, 124, 72, 8), glaze.salt, { opacity: 0.92 }) +
    stroke(rect(-54, -tall * 0.56 + 8, 108, 56, 5), shadeOf(color, 0.2), 2.5);
  const art = [
    paintLathe(pen, body, {
      color,
      gloss: 0.6,
      decor: throwingRings(body, color, 30, tall - 20, 48) + bareFoot(body, glaze.clay, 20) + specks(pen, body, "#4c3b30", 50) + label,
    }),
    paintMouth(pen, body, { color, inner: shadeOf(color), lip: 8 }),
    moved(
      0,
      -tall + 12,
      1,
      paintLathe(pen, cork, { color: wood.cork, gloss: 0, decor: specks(pen, cork, shadeOf(wood.cork, 0.3), 120, 4, 64) }) +
        paintMouth(pen, cork, { color: wood.cork, inner: wood.cork, lip: 4, fill: level(pen, lightOf(wood.cork, 0.03), 0) }),
    ),
    moved(0, -tall - 60, 1, paintLathe(pen, knob, { color: wood.oak, gloss: 0.2 })),
  ].join("");
  return standing(art, body, rect(-140, -tall - 70, 280, 90, 20));
}

export function mills(pen: Pen, color: string, second: string): Drawing {
  const mill = (tint: string, s: number): { art: string; body: Lathe } => {
    const profile: readonly Point[] = [
      [86, 0],
      [90, 12],
      [78, 60],
      [58, 150],
      [52, 210],
      [70, 270],
      [74, 284],
      [52, 300],
      [70, 340],
      [64, 390],
      [34, 420],
      [0, 430],
    ];
    const body = turnLathe(profile.map(([r, up]): Point => [r * s, up * s]));
    const art =
      paintLathe(pen, body, {
        color: tint,
        gloss: 0.5,
        decor: woodGrain(pen, -110, -520, 220, 560, tint) + hoop(body, 290 * s, 5, shadeOf(tint, 0.3), 0.8),
      }) +
      moved(
        0,
        -424 * s,
        s,
        paintLathe(
          pen,
          turnLathe([
            [10, 0],
            [10, 8],
            [24, 20],
            [22, 38],
            [0, 44],
          ]),
          { color: metal.brass, gloss: 1 },
        ),
      );
    return { art, body };
  };
  const tall = mill(color, 1.3);
  const small = mill(second, 1.0);
  const ground = shape(ellipse(170, 28, 100, 24), "#41364a", { opacity: 0.4, filter: blur(pen, 9) });
  return {
    art: moved(-80, -20, 1, tall.art) + ground + moved(140, 26, 1, small.art),
    outline: tall.body.outline,
    contact: { rx: 116, ry: 27, dx: -80 },
  };
}

export function castPot(pen: Pen, color: string): Drawing {
  const body = turnLathe([
    [230, 0],
    [250, 14],
    [274, 110],
    [278, 230],
  ]);
  const lid = turnLathe(
    [
      [286, 0],
      [286, 14],
      [240, 56],
      [120, 84],
      [0, 90],
    ],
    [1],
  );
  const knob = turnLathe([
    [22, 0],
    [20, 14],
    [44, 34],
    [36, 50],
    [0, 56],
  ]);
  const lug = (side: 1 | -1): string =>
    tube(
      pen,
      [
        [side * 262, -176],
        [side * 330, -186],
        [side * 346, -160],
        [side * 326, -134],
        [side * 264, -132],
      ],
      [14, 15, 15, 15, 14],
      color,
      0.6,
    ).art;
  const art = [
    lug(-1),
    lug(1),
    paintLathe(pen, body, {
      color,
      gloss: 0.9,
      decor: shape(zone(body, -30, 60), shadeOf(color, 0.2), { opacity: 0.5, filter: blur(pen, 24) }),
    }),
    moved(
      0,
      -228,
      1,
      shape(ellipse(0, 6, 284, 52), shadeOf(color, 0.34), { opacity: 0.7 }) +
        paintLathe(pen, lid, { color, gloss: 0.9, decor: hoop(lid, 10, 6, lightOf(color), 0.5) }),
    ),
    moved(0, -316, 1, paintLathe(pen, knob, { color: metal.brass, gloss: 1 })),
  ].join("");
  return standing(art, body, rect(-284, -300, 568, 100, 50));
}

export function saltPig(pen: Pen, color: string): Drawing {
  const body = turnLathe([
    [130, 0],
    [146, 12],
    [176, 110],
    [166, 220],
    [112, 304],
    [62, 342],
    [24, 354],
    [0, 356],
  ]);
  const mouth = turn(
    curve(
      [
        [-96, 0],
        [-70, -66],
        [0, -88],
        [70, -66],
        [96, 0],
        [62, 54],
        [0, 70],
        [-62, 54],
        [-96, 0],
      ],
      8,
    ),
    -6,
    34,
    -190,
  );
  const ring = line(mouth, true);
  const salt = shape(ellipse(34, -140, 92, 40), "#fbf7ee") + shape(ellipse(60, -146, 60, 26), "#ffffff");
  const art = [
    paintLathe(pen, body, {
      color: glaze.salt,
      gloss: 0.5,
      decor: specks(pen, body, "#6b4c33", 90) + dipped(pen, body, color, 150, 56) + bareFoot(body, glaze.clay, 20),
    }),
    stroke(ring, lightOf(color, 0.06), 24),
    inside(
      pen,
      ring,
      shape(
        ring,
        linear(
          pen,
          [
            [0, shadeOf(color, 0.46)],
            [1, shadeOf(color, 0.22)],
          ],
          0,
          0,
          1,
          1,
        ),
      ),
      salt,
    ),
    stroke(ring, shadeOf(color, 0.2), 3, { opacity: 0.6 }),
  ].join("");
  const spoon = tube(
    pen,
    [
      [60, -166],
      [110, -230],
      [168, -286],
    ],
    [13, 9, 12],
    wood.oak,
    0.2,
  );
  return standing(art + spoon.art, body);
}
