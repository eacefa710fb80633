import { mix, shadeOf, lightOf } from "../ink/color.ts";
import type { Drawing } from "../ink/drawing.ts";
import { turnLathe, zone, type Lathe } from "../ink/lathe.ts";
import { ellipse, type Point } from "../ink/path.ts";
import { moved, shape, type Pen } from "../ink/pen.ts";
import { hoop, level, paintLathe, paintMouth } from "../ink/shading.ts";
import { band } from "../ink/sweep.ts";
import { glaze, wood } from "../palette.ts";
import { bareFoot, dipped, specks, throwingRings } from "../parts/glaze.ts";
import { paintGlass } from "../parts/glass.ts";
import { ear } from "../parts/handle.ts";

export const COFFEE = "#5a3622";

export const TEA = "#a8622c";

const STONEWARE = mix(glaze.salt, "#d9c7ab", 0.35);

export interface Cup {
  readonly color: string;
  readonly top?: string;
  readonly inner?: string;
  readonly profile: readonly Point[];
  readonly corners?: readonly number[];
  readonly handle?: { readonly top: number; readonly bottom: number; readonly reach: number; readonly thickness: number };
  readonly gloss?: number;
  readonly lip?: number;
  readonly filled?: string;
  readonly tilt?: number;
  readonly decor?: (body: Lathe) => string;
}

/** Anything turned, open at the top, with or without a handle. */
export function cup(pen: Pen, spec: Cup): Drawing {
  const body = turnLathe(spec.profile, spec.corners, spec.tilt);
  const rimColor = spec.top ?? spec.color;
  const handle = spec.handle;
  const grip =
    handle &&
    ear(pen, body.radius(handle.top), handle.top, handle.bottom, handle.reach, handle.thickness, spec.color, body.radius(handle.bottom));
  const fill = spec.filled ? { fill: level(pen, spec.filled, 16) } : {};
  const art = [
    grip?.art ?? "",
    paintLathe(pen, body, { color: spec.color, gloss: spec.gloss ?? 0.6, decor: spec.decor?.(body) ?? "" }),
    paintMouth(pen, body, { color: rimColor, inner: spec.inner ?? rimColor, lip: spec.lip ?? 10, ...fill }),
  ].join("");
  const foot = body.radius(0);
  return { art, outline: body.outline + (grip?.outline ?? ""), contact: { rx: foot, ry: foot * body.flatness(0) } };
}

export function quayMug(pen: Pen, color: string): Drawing {
  return cup(pen, {
    color: STONEWARE,
    top: color,
    profile: [
      [176, 0],
      [200, 16],
      [216, 120],
      [214, 260],
      [206, 400],
    ],
    handle: { top: 330, bottom: 110, reach: 150, thickness: 25 },
    filled: COFFEE,
    decor: (body) =>
      throwingRings(body, glaze.salt, 60, 380, 46) +
      specks(pen, body, "#6b4c33", 90) +
      dipped(pen, body, color, 190, 90) +
      bareFoot(body, glaze.clay, 26),
  });
}

export function enamelMug(pen: Pen, color: string, rim: string): Drawing {
  return cup(pen, {
    color,
    top: rim,
    inner: "#f3ecdf",
    lip: 8,
    gloss: 1,
    profile: [
      [184, 0],
      [204, 22],
      [209, 60],
      [212, 340],
      [220, 356],
    ],
    handle: { top: 290, bottom: 96, reach: 130, thickness: 17 },
    decor: (body) => hoop(body, 352, 17, rim) + hoop(body, 24, 3, shadeOf(color), 0.5) + specks(pen, body, lightOf(color, 0.3), 60),
  });
}

export function espresso(pen: Pen, color: string): Drawing {
  const dish = turnLathe(
    [
      [120, 0],
      [150, 12],
      [262, 40],
      [268, 48],
    ],
    [],
    0.3,
  );
  const small = cup(pen, {
    color,
    inner: glaze.salt,
    lip: 9,
    filled: COFFEE,
    profile: [
      [82, 0],
      [104, 8],
      [142, 70],
      [158, 150],
      [156, 224],
    ],
    handle: { top: 184, bottom: 70, reach: 92, thickness: 17 },
    decor: (body) => hoop(body, 196, 7, glaze.salt, 0.9),
  });
  const saucer =
    paintLathe(pen, dish, { color, gloss: 0.5 }) +
    paintMouth(pen, dish, {
      color,
      inner: color,
      lip: 10,
      fill: (cx, cy, rx, ry) => shape(ellipse(cx, cy + 6, rx * 0.52, ry * 0.5), shadeOf(color, 0.1), { opacity: 0.7 }),
    });
  return { art: saucer + moved(0, -26, 1, small.art), outline: dish.outline + small.outline, contact: { rx: 130, ry: 36 } };
}

export function latteBowl(pen: Pen, color: string): Drawing {
  return cup(pen, {
    color: STONEWARE,
    top: color,
    filled: "#c39a70",
    lip: 11,
    tilt: 0.27,
    profile: [
      [112, 0],
      [120, 22],
      [196, 80],
      [244, 176],
      [252, 262],
    ],
    decor: (body) => specks(pen, body, "#6b4c33", 70) + dipped(pen, body, color, 120, 60) + bareFoot(body, glaze.clay, 24),
  });
}

export function beaker(pen: Pen, color: string): Drawing {
  return cup(pen, {
    color: glaze.salt,
    top: color,
    gloss: 0.3,
    profile: [
      [132, 0],
      [148, 12],
      [158, 130],
      [172, 360],
    ],
    decor: (body) =>
      shape(zone(body, 232, body.height), color) +
      shape(zone(body, 226, 234), shadeOf(color, 0.14), { opacity: 0.5 }) +
      specks(pen, body, "#4c3b30", 150),
  });
}

export function ferryTumbler(pen: Pen, color: string): Drawing {
  const body = turnLathe([
    [138, 0],
    [150, 10],
    [168, 430],
    [172, 440],
  ]);
  const lid = turnLathe(
    [
      [178, 0],
      [180, 26],
      [168, 44],
      [150, 48],
    ],
    [1],
  );
  const cork = shape(zone(body, 150, 276), wood.cork) + speckle(pen, body, 150, 276);
  const art = [
    paintLathe(pen, body, {
      color,
      gloss: 0.35,
      decor: cork + hoop(body, 150, 3, shadeOf(wood.cork), 0.6) + hoop(body, 276, 3, shadeOf(wood.cork), 0.6),
    }),
    moved(
      0,
      -428,
      1,
      paintLathe(pen, lid, { color: shadeOf(color, 0.1), gloss: 0.5 }) +
        paintMouth(pen, lid, {
          color: shadeOf(color, 0.02),
          inner: shadeOf(color, 0.06),
          lip: 12,
          fill: (cx, cy, rx) => shape(ellipse(cx + rx * 0.5, cy + 2, 20, 6), shadeOf(color, 0.36)),
        }),
    ),
  ].join("");
  return { art, outline: body.outline, contact: { rx: 140, ry: 32 } };
}

function speckle(pen: Pen, body: Lathe, low: number, high: number): string {
  return (
    specks(pen, body, shadeOf(wood.cork, 0.34), 240, low + 6, high - 6) + specks(pen, body, lightOf(wood.cork, 0.1), 140, low + 6, high - 6)
  );
}

export function pennantMug(pen: Pen, color: string, second: string): Drawing {
  const flag = (body: Lathe, i: number): string => {
    const from = -0.98 + i * 0.3;
    const tint = i % 2 === 0 ? color : second;
    return (
      shape(band(body.ribs, from, from + 0.26, 0.3, 0.55), tint) +
      (i % 3 === 1
        ? shape(band(body.ribs, from + 0.09, from + 0.17, 0.3, 0.55), glaze.salt)
        : shape(band(body.ribs, from, from + 0.26, 0.39, 0.46), glaze.salt))
    );
  };
  return cup(pen, {
    color: glaze.salt,
    profile: [
      [150, 0],
      [176, 14],
      [186, 60],
      [186, 390],
    ],
    handle: { top: 320, bottom: 106, reach: 136, thickness: 22 },
    filled: TEA,
    decor: (body) =>
      Array.from({ length: 7 }, (_, i) => flag(body, i)).join("") +
      hoop(body, 300, 3, shadeOf(glaze.salt), 0.8) +
      hoop(body, 374, 12, color) +
      bareFoot(body, glaze.clay, 20),
  });
}

export function rippleGlass(pen: Pen, tint: string, filled = false): Drawing {
  const body = turnLathe([
    [116, 0],
    [126, 8],
    [142, 120],
    [150, 250],
    [160, 330],
  ]);
  const liquid = filled ? { liquid: { color: "#e8b04f", up: 236, opacity: 0.55 } } : {};
  return { art: paintGlass(pen, body, { tint, ribs: 15, ...liquid }), outline: body.outline, contact: { rx: 118, ry: 26 } };
}
