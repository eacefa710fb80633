import { lightOf, mix, shadeOf } from "../ink/color.ts";
import type { Drawing } from "../ink/drawing.ts";
import { turnLathe, zone } from "../ink/lathe.ts";
import { ellipse, type Point } from "../ink/path.ts";
import { moved, shape, stroke, type Pen } from "../ink/pen.ts";
import { hoop, level, paintLathe, paintMouth } from "../ink/shading.ts";
import { glaze, metal } from "../palette.ts";
import { specks, throwingRings } from "../parts/glaze.ts";
import { tube } from "../parts/handle.ts";
import { blades, branch, coins } from "../parts/plant.ts";
import { SOIL, vase } from "./vases.ts";

export function plantPot(pen: Pen, color: string, plant: "pilea" | "blades"): Drawing {
  const tray = turnLathe([
    [168, 0],
    [186, 30],
    [190, 38],
  ]);
  const leaves = plant === "pilea" ? coins(pen, 0, 10, 15, 240, 56, "#6f8a5c") : blades(pen, 0, 16, 9, 450, 40, 210, "#6c8661");
  const pot = vase(pen, {
    color,
    gloss: 0.05,
    soil: true,
    lip: 15,
    profile: [
      [136, 0],
      [142, 8],
      [186, 250],
      [188, 252],
      [206, 254],
      [212, 330],
    ],
    flowers: leaves,
    decor: (body) => shape(zone(body, 238, 256), shadeOf(color, 0.24), { opacity: 0.5 }) + specks(pen, body, shadeOf(color, 0.2), 70),
  });
  const dish = paintLathe(pen, tray, { color, gloss: 0.05 }) + paintMouth(pen, tray, { color, inner: shadeOf(color, 0.1), lip: 10 });
  return {
    art: dish + moved(0, -22, 1, pot.art),
    outline: tray.outline + pot.outline + ellipse(0, -440, 170, 150),
    contact: { rx: 170, ry: 40 },
  };
}

export function hangingPlanter(pen: Pen, color: string): Drawing {
  const body = turnLathe([
    [40, 0],
    [96, 18],
    [170, 110],
    [186, 200],
    [180, 220],
  ]);
  const trail = (points: readonly Point[], leaves: number): string =>
    branch(pen, { points, leaves, length: 66, width: 40, color: "#73905f", spread: 62, start: 0.12 });
  const rope = (x: number): string =>
    stroke(`M${x} -216L0 -640`, "#b59468", 7) + stroke(`M${x} -216L0 -640`, lightOf("#b59468"), 2.5, { "stroke-dasharray": "7 9" });
  const front =
    trail(
      [
        [-150, -226],
        [-206, -150],
        [-196, 0],
        [-222, 140],
      ],
      17,
    ) +
    trail(
      [
        [60, -216],
        [96, -60],
        [76, 60],
        [98, 190],
      ],
      17,
    ) +
    trail(
      [
        [160, -226],
        [214, -150],
        [206, -40],
        [226, 40],
      ],
      12,
    ) +
    trail(
      [
        [-50, -216],
        [-70, -100],
        [-60, -20],
      ],
      9,
    );
  const crown = coins(pen, 0, -206, 11, 130, 40, "#73905f");
  const art =
    rope(0) +
    rope(-168) +
    rope(168) +
    stroke("M0 -640V-1300", "#b59468", 8) +
    shape(ellipse(0, -640, 15, 17), metal.brass) +
    paintLathe(pen, body, { color, gloss: 0.4, decor: throwingRings(body, color, 40, 200, 36) }) +
    paintMouth(pen, body, { color, inner: color, lip: 12, fill: level(pen, SOIL, 8) }) +
    crown +
    front;
  return { art, outline: body.outline };
}

export function footedPlanter(pen: Pen, color: string): Drawing {
  const fern = [-1, -0.62, -0.28, 0.1, 0.4, 0.72, 1]
    .map((side, i) =>
      branch(pen, {
        points: [
          [side * 20, 14],
          [side * 90, -140 - (1 - Math.abs(side)) * 120],
          [side * 220, -180 - (1 - Math.abs(side)) * 210 + Math.abs(side) * 80],
        ],
        leaves: 21,
        length: 60,
        width: 21,
        color: i % 2 ? "#6f8a5c" : "#86a06d",
        spread: 66,
        start: 0.16,
      }),
    )
    .join("");
  return vase(pen, {
    color,
    gloss: 0.4,
    soil: true,
    lip: 14,
    profile: [
      [118, 0],
      [114, 16],
      [82, 50],
      [90, 76],
      [170, 150],
      [206, 260],
      [210, 320],
    ],
    flowers: fern,
    decor: (body) => hoop(body, 292, 8, mix(color, glaze.salt, 0.6), 0.8),
  });
}

export function wateringCan(pen: Pen, color: string): Drawing {
  const body = turnLathe(
    [
      [190, 0],
      [198, 10],
      [172, 260],
      [168, 290],
      [156, 300],
    ],
    [3],
  );
  const spout = tube(
    pen,
    [
      [150, -50],
      [250, -130],
      [330, -300],
      [396, -390],
    ],
    [34, 24, 17, 14],
    color,
    0.6,
  );
  const rose = `M372 -420L436 -386L448 -420L404 -446Z`;
  const bow = tube(
    pen,
    [
      [60, -318],
      [20, -440],
      [-120, -470],
      [-240, -360],
      [-226, -200],
      [-186, -100],
    ],
    [12, 12, 12, 12, 12, 13],
    color,
    0.6,
  );
  const strut = stroke("M120 -268L296 -262", shadeOf(color, 0.1), 9);
  const art = [
    spout.art,
    strut,
    bow.art,
    paintLathe(pen, body, { color, gloss: 0.7, decor: hoop(body, 40, 6, lightOf(color), 0.5) + hoop(body, 250, 6, lightOf(color), 0.5) }),
    paintMouth(pen, body, { color, inner: shadeOf(color, 0.14), lip: 7 }),
    shape(rose, metal.brass),
    stroke("M372 -420L404 -446L448 -420", lightOf(metal.brass), 3),
  ].join("");
  return { art, outline: body.outline + spout.outline + bow.outline, contact: { rx: 192, ry: 45 } };
}
