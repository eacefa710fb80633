import { lightOf, shadeOf } from "../ink/color.ts";
import type { Drawing } from "../ink/drawing.ts";
import { turnLathe, zone, type Lathe } from "../ink/lathe.ts";
import { ellipse, line, curve, type Point } from "../ink/path.ts";
import { blur, moved, shape, stroke, type Pen } from "../ink/pen.ts";
import { hoop, level, paintLathe, paintMouth } from "../ink/shading.ts";
import { band } from "../ink/sweep.ts";
import { glaze } from "../palette.ts";
import { bareFoot, dipped, specks, throwingRings } from "../parts/glaze.ts";
import { tube } from "../parts/handle.ts";
import { branch } from "../parts/plant.ts";

export const SOIL = "#4a3a31";

interface Vase {
  readonly color: string;
  readonly profile: readonly Point[];
  readonly gloss?: number;
  readonly lip?: number;
  readonly inner?: string;
  readonly decor?: (body: Lathe) => string;
  readonly flowers?: string;
  readonly back?: string;
  readonly backOutline?: string;
  readonly soil?: boolean;
}

export function vase(pen: Pen, spec: Vase): Drawing {
  const body = turnLathe(spec.profile);
  const fill = spec.soil ? { fill: level(pen, SOIL, 12) } : {};
  const mouth = paintMouth(pen, body, { color: spec.color, inner: spec.inner ?? spec.color, lip: spec.lip ?? 8, ...fill });
  const art = [
    spec.back ?? "",
    paintLathe(pen, body, { color: spec.color, gloss: spec.gloss ?? 0.5, decor: spec.decor?.(body) ?? "" }),
    mouth,
    spec.flowers ? moved(0, -body.height, 1, spec.flowers) : "",
    spec.flowers ? nearLip(body, spec) : "",
  ].join("");
  const foot = body.radius(0);
  return { art, outline: body.outline + (spec.backOutline ?? ""), contact: { rx: foot, ry: foot * body.flatness(0) } };
}

/** The near edge of the mouth once more, over the stems that come out of it. */
function nearLip(body: Lathe, spec: Vase): string {
  const rx = body.radius(body.height);
  const ry = rx * body.flatness(body.height);
  const lip = spec.lip ?? 8;
  const cy = -body.height;
  const d = `M${-rx} ${cy}A${rx} ${ry} 0 0 0 ${rx} ${cy}L${rx - lip} ${cy}A${rx - lip} ${ry - lip * 0.2} 0 0 1 ${-rx + lip} ${cy}Z`;
  return shape(d, lightOf(spec.color, 0.05));
}

export function bottleVase(pen: Pen, color: string): Drawing {
  const olive =
    branch(pen, {
      points: [
        [0, 20],
        [16, -110],
        [70, -240],
        [128, -330],
      ],
      leaves: 15,
      length: 92,
      width: 34,
      color: "#7c8f66",
      spread: 46,
    }) +
    branch(pen, {
      points: [
        [-4, 20],
        [-30, -90],
        [-110, -210],
      ],
      leaves: 10,
      length: 84,
      width: 32,
      color: "#7c8f66",
      spread: 46,
    });
  return vase(pen, {
    color,
    profile: [
      [116, 0],
      [132, 12],
      [168, 110],
      [150, 230],
      [62, 320],
      [40, 400],
      [44, 470],
      [56, 484],
    ],
    flowers: olive,
    decor: (body) => throwingRings(body, color, 30, 300, 44) + specks(pen, body, "#4c3b30", 70) + bareFoot(body, glaze.clay, 14),
  });
}

export function amphora(pen: Pen, color: string): Drawing {
  const left = tube(
    pen,
    [
      [-70, -520],
      [-180, -520],
      [-206, -420],
      [-172, -346],
    ],
    [18, 18, 17, 20],
    color,
    0.3,
  );
  const right = tube(
    pen,
    [
      [70, -520],
      [180, -520],
      [206, -420],
      [172, -346],
    ],
    [18, 18, 17, 20],
    color,
    0.3,
  );
  return vase(pen, {
    color,
    gloss: 0.15,
    profile: [
      [92, 0],
      [104, 14],
      [190, 200],
      [206, 300],
      [150, 410],
      [78, 460],
      [70, 520],
      [96, 572],
    ],
    back: left.art + right.art,
    backOutline: left.outline + right.outline,
    decor: (body) =>
      throwingRings(body, color, 40, 400, 38) + hoop(body, 330, 5, shadeOf(color, 0.2), 0.7) + hoop(body, 346, 5, shadeOf(color, 0.2), 0.7),
  });
}

export function moonVase(pen: Pen, color: string, band2: string): Drawing {
  return vase(pen, {
    color,
    profile: [
      [92, 0],
      [108, 12],
      [208, 110],
      [236, 210],
      [206, 316],
      [110, 400],
      [70, 420],
      [74, 446],
    ],
    gloss: 0.45,
    decor: (body) =>
      shape(
        zone(body, -20, 214, undefined, (deg) => Math.sin(deg / 26) * 20),
        band2,
      ) + specks(pen, body, "#4c3b30", 120),
  });
}

export function budVases(pen: Pen, colors: readonly [string, string, string]): Drawing {
  const tall = vase(pen, {
    color: colors[0],
    profile: [
      [58, 0],
      [70, 12],
      [84, 90],
      [60, 190],
      [26, 260],
      [24, 330],
      [34, 344],
    ],
    lip: 6,
    flowers: branch(pen, {
      points: [
        [0, 16],
        [-6, -80],
        [-30, -190],
      ],
      leaves: 9,
      length: 70,
      width: 26,
      color: "#8a9b72",
    }),
  });
  const round = vase(pen, {
    color: colors[1],
    profile: [
      [60, 0],
      [72, 10],
      [104, 80],
      [74, 150],
      [24, 178],
      [24, 214],
      [34, 228],
    ],
    lip: 6,
    decor: (body) => dipped(pen, body, lightOf(colors[1], 0.1), 110, 40),
  });
  const slim = vase(pen, {
    color: colors[2],
    profile: [
      [66, 0],
      [72, 8],
      [54, 80],
      [30, 160],
      [26, 220],
      [36, 236],
    ],
    lip: 6,
    flowers: poppy(),
  });
  const art =
    moved(-20, -36, 1, shadow(pen, 70) + tall.art) +
    moved(-178, 10, 1.05, shadow(pen, 74) + round.art) +
    moved(146, 22, 1.05, shadow(pen, 70) + slim.art);
  return { art, outline: "" };
}

function shadow(pen: Pen, r: number): string {
  return shape(ellipse(r * 0.3, 5, r * 1.25, r * 0.3), "#41364a", { opacity: 0.38, filter: blur(pen, 9) });
}

function poppy(): string {
  const stem = curve(
    [
      [0, 16],
      [8, -60],
      [30, -128],
    ],
    10,
  );
  const petals = [
    [-26, -6],
    [26, -6],
    [0, -28],
    [0, 12],
  ]
    .map(([dx = 0, dy = 0], i) => shape(ellipse(30 + dx, -142 + dy, 32, 27), i % 2 === 0 ? "#cf5f3c" : "#b84d2e"))
    .join("");
  return (
    stroke(line(stem), "#71835a", 5) + petals + shape(ellipse(30, -142, 13, 11), "#3b3036") + shape(ellipse(27, -145, 5, 4), "#d7a144")
  );
}

export function flutedVase(pen: Pen, color: string): Drawing {
  const flutes = (body: Lathe): string =>
    Array.from({ length: 13 }, (_, i) => {
      const angle = (Math.PI * (i + 0.5)) / 13;
      const c = -Math.cos(angle);
      const w = Math.sin(angle) * 0.07;
      return (
        shape(band(body.ribs, c - w, c + w * 0.2, 0.05, 0.97), shadeOf(color, 0.16), { opacity: 0.42, filter: blur(pen, 2) }) +
        shape(band(body.ribs, c + w * 0.5, c + w * 1.1, 0.05, 0.97), lightOf(color, 0.12), { opacity: 0.5, filter: blur(pen, 2) })
      );
    }).join("");
  return vase(pen, {
    color,
    gloss: 0.3,
    profile: [
      [112, 0],
      [130, 12],
      [158, 180],
      [150, 330],
      [124, 430],
      [140, 500],
    ],
    decor: flutes,
  });
}
