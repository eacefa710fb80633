import { standing } from "../ink/standing.ts";
import { lightOf, mix, shadeOf } from "../ink/color.ts";
import type { Drawing } from "../ink/drawing.ts";
import { turnLathe } from "../ink/lathe.ts";
import { curve, ellipse, type Point } from "../ink/path.ts";
import { moved, shape, type Pen } from "../ink/pen.ts";
import { hoop, level, paintLathe, paintMouth } from "../ink/shading.ts";
import { glaze, metal, wood } from "../palette.ts";
import { bareFoot, dipped, specks, throwingRings } from "../parts/glaze.ts";
import { ear, tube } from "../parts/handle.ts";

export function teapot(pen: Pen, color: string): Drawing {
  const body = turnLathe([
    [120, 0],
    [138, 14],
    [214, 90],
    [232, 180],
    [190, 270],
    [112, 312],
  ]);
  const lid = turnLathe(
    [
      [112, 0],
      [108, 12],
      [60, 40],
      [22, 52],
      [16, 62],
      [34, 82],
      [26, 104],
      [0, 112],
    ],
    [],
  );
  const spout = tube(
    pen,
    [
      [170, -128],
      [266, -168],
      [306, -256],
      [352, -322],
    ],
    [58, 38, 25, 20],
    color,
    0.5,
  );
  const grip = tube(
    pen,
    [
      [-150, -262],
      [-280, -304],
      [-344, -214],
      [-300, -120],
      [-196, -96],
    ],
    [20, 19, 18, 18, 20],
    color,
    0.4,
  );
  const art = [
    grip.art,
    spout.art,
    shape(ellipse(352, -324, 19, 8), shadeOf(color, 0.4), { transform: "rotate(28 352 -324)" }),
    paintLathe(pen, body, {
      color,
      gloss: 0.7,
      decor: throwingRings(body, color, 40, 290, 52) + specks(pen, body, "#4c3b30", 60) + bareFoot(body, glaze.clay, 16),
    }),
    moved(0, -306, 1, shape(ellipse(0, 2, 118, 26), shadeOf(color, 0.3), { opacity: 0.6 }) + paintLathe(pen, lid, { color, gloss: 0.7 })),
  ].join("");
  return standing(art, body, spout.outline + grip.outline);
}

export function kettle(pen: Pen, color: string): Drawing {
  const body = turnLathe([
    [186, 0],
    [204, 16],
    [210, 60],
    [180, 200],
    [128, 282],
    [104, 296],
  ]);
  const lid = turnLathe([
    [104, 0],
    [100, 14],
    [50, 34],
    [14, 38],
    [14, 54],
    [30, 70],
    [22, 90],
    [0, 96],
  ]);
  const spout = tube(
    pen,
    [
      [150, -110],
      [262, -140],
      [300, -220],
      [372, -300],
    ],
    [44, 30, 20, 15],
    color,
    0.8,
  );
  const bow = curve(
    [
      [-150, -250],
      [-160, -400],
      [0, -486],
      [160, -400],
      [150, -250],
    ],
    12,
  );
  const hoopIron = tube(pen, bow, [9, 9, 9, 9, 9], metal.iron, 0.4);
  const grip = tube(
    pen,
    [
      [-92, -464],
      [0, -487],
      [92, -464],
    ],
    [19, 22, 19],
    wood.oak,
    0.2,
  );
  const art = [
    spout.art,
    paintLathe(pen, body, { color, gloss: 1, decor: hoop(body, 22, 12, shadeOf(color, 0.3), 0.7) }),
    moved(0, -292, 1, paintLathe(pen, lid, { color, gloss: 1 })),
    moved(0, -292, 1, shape(ellipse(0, 1, 107, 22), shadeOf(color, 0.3), { opacity: 0 })),
    hoopIron.art,
    grip.art,
  ].join("");
  return standing(art, body, spout.outline + hoopIron.outline);
}

export function pitcher(pen: Pen, color: string, clay: string): Drawing {
  const profile: readonly Point[] = [
    [140, 0],
    [156, 14],
    [190, 130],
    [176, 270],
    [122, 400],
    [112, 450],
    [130, 520],
  ];
  const body = turnLathe(profile);
  const handle = tube(
    pen,
    [
      [-108, -476],
      [-230, -470],
      [-262, -340],
      [-176, -196],
    ],
    [22, 21, 20, 22],
    color,
    0.4,
  );
  const art = [
    handle.art,
    paintLathe(pen, body, {
      color: clay,
      gloss: 0.6,
      decor: throwingRings(body, clay, 40, 300, 54) + dipped(pen, body, color, 190, 80) + bareFoot(body, glaze.clay, 20),
    }),
    paintMouth(pen, body, { color, inner: color, lip: 9 }),
    shape("M88 -502C124 -512 154 -532 178 -556C172 -520 140 -474 112 -436C112 -462 104 -486 88 -502Z", mix(color, shadeOf(color), 0.5)),
    shape("M96 -533C124 -552 154 -558 178 -556C154 -530 124 -512 88 -502C112 -512 116 -522 96 -533Z", lightOf(color, 0.03)),
  ].join("");
  return standing(art, body, handle.outline);
}

export function milkJug(pen: Pen, color: string): Drawing {
  const body = turnLathe([
    [96, 0],
    [110, 12],
    [132, 90],
    [112, 190],
    [104, 230],
    [118, 268],
  ]);
  const handle = ear(pen, 104, 226, 70, 96, 16, color, 130);
  const art = [
    handle.art,
    paintLathe(pen, body, { color, gloss: 0.7, decor: bareFoot(body, glaze.clay, 14) }),
    paintMouth(pen, body, { color, inner: glaze.salt, lip: 8, fill: level(pen, "#fbf5ea", 14) }),
    shape(
      "M-80 -250C-112 -258 -140 -276 -162 -300C-156 -268 -128 -228 -104 -200C-102 -222 -94 -238 -80 -250Z",
      mix(color, lightOf(color), 0.4),
    ),
    shape("M-88 -284C-114 -298 -140 -302 -162 -300C-140 -276 -112 -258 -80 -250C-102 -260 -106 -274 -88 -284Z", shadeOf(color, 0.1)),
  ].join("");
  return standing(art, body, handle.outline);
}

export function oilBottle(pen: Pen, color: string): Drawing {
  const body = turnLathe([
    [104, 0],
    [118, 12],
    [124, 120],
    [112, 220],
    [50, 300],
    [36, 350],
    [36, 400],
    [46, 414],
  ]);
  const cork = turnLathe([
    [30, 0],
    [34, 40],
  ]);
  const spout = tube(
    pen,
    [
      [0, -36],
      [0, -70],
      [22, -104],
      [46, -122],
    ],
    [9, 8, 7, 6],
    metal.steel,
    0.8,
  );
  const handle = ear(pen, 40, 382, 238, 70, 13, color, 104);
  const art = [
    handle.art,
    paintLathe(pen, body, {
      color: glaze.salt,
      gloss: 0.7,
      decor: specks(pen, body, "#6b4c33", 60) + dipped(pen, body, color, 140, 70) + bareFoot(body, glaze.clay, 16),
    }),
    paintMouth(pen, body, { color, inner: color, lip: 8 }),
    moved(
      0,
      -404,
      1,
      spout.art +
        paintLathe(pen, cork, { color: wood.cork, gloss: 0 }) +
        paintMouth(pen, cork, { color: wood.cork, inner: wood.cork, lip: 3 }) +
        spout.art,
    ),
  ].join("");
  return standing(art, body, handle.outline);
}
