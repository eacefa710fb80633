import { lightOf, mix, shadeOf } from "../ink/color.ts";
import type { Drawing } from "../ink/drawing.ts";
import { turnLathe, type Lathe } from "../ink/lathe.ts";
import { ellipse, type Point } from "../ink/path.ts";
import { blur, inside, moved, radial, shape, stroke, type Pen } from "../ink/pen.ts";
import { between } from "../ink/random.ts";
import { hoop, openAbove, paintLathe, paintMouth } from "../ink/shading.ts";
import { glaze } from "../palette.ts";
import { bareFoot, dipped, specks, throwingRings } from "../parts/glaze.ts";

const WIDE = 0.32;

function hollow(color: string, rings = true) {
  return (cx: number, cy: number, rx: number, ry: number): string =>
    shape(ellipse(cx, cy + ry * 0.42, rx * 0.46, ry * 0.36), shadeOf(color, 0.1), { opacity: 0.5 }) +
    (rings
      ? stroke(ellipse(cx, cy + ry * 0.2, rx * 0.76, ry * 0.72), lightOf(color, 0.1), 2.4, { opacity: 0.22 }) +
        stroke(ellipse(cx, cy + ry * 0.36, rx * 0.57, ry * 0.5), shadeOf(color, 0.2), 2.4, { opacity: 0.22 })
      : "");
}

export interface Bowl {
  readonly color: string;
  readonly inner: string;
  readonly profile: readonly Point[];
  readonly decor?: (body: Lathe) => string;
  readonly gloss?: number;
  readonly heap?: (cx: number, cy: number, rx: number, ry: number) => string;
  readonly tilt?: number;
}

export function bowl(pen: Pen, spec: Bowl): Drawing {
  const body = turnLathe(spec.profile, [], spec.tilt ?? WIDE);
  const paintHollow = hollow(spec.inner);
  const art =
    paintLathe(pen, body, { color: spec.color, gloss: spec.gloss ?? 0.6, decor: spec.decor?.(body) ?? "" }) +
    paintMouth(pen, body, { color: spec.inner, inner: spec.inner, lip: 12, fill: paintHollow, ...(spec.heap ? { heap: spec.heap } : {}) });
  return { art, outline: body.outline, contact: { rx: body.radius(0), ry: body.radius(0) * WIDE } };
}

const BREAKFAST: readonly Point[] = [
  [112, 0],
  [116, 18],
  [200, 70],
  [262, 160],
  [280, 236],
];

export function breakfastBowl(pen: Pen, color: string): Drawing {
  const outer = mix(glaze.salt, "#d9c7ab", 0.3);
  return bowl(pen, {
    color: outer,
    inner: color,
    profile: BREAKFAST,
    decor: (body) =>
      throwingRings(body, outer, 50, 220, 40) +
      specks(pen, body, "#6b4c33", 80) +
      dipped(pen, body, color, 150, 56) +
      bareFoot(body, glaze.clay, 20),
  });
}

export function pastaBowl(pen: Pen, color: string): Drawing {
  return bowl(pen, {
    color,
    inner: color,
    profile: [
      [150, 0],
      [156, 14],
      [240, 50],
      [330, 88],
      [344, 116],
    ],
    decor: (body) => hoop(body, 104, 5, shadeOf(color, 0.2), 0.6),
    tilt: 0.36,
  });
}

export function nestingBowls(pen: Pen, colors: readonly [string, string, string]): Drawing {
  const make = (color: string, size: number): Drawing =>
    bowl(pen, { color, inner: lightOf(color, 0.02), profile: BREAKFAST.map(([r, up]): Point => [r * size, up * size * 0.9]) });
  const [big, middle, small] = [make(colors[0], 1.12), make(colors[1], 0.92), make(colors[2], 0.74)];
  // Each bowl sits in the next one, so the near wall of that one hides its foot.
  const within = (size: number, lift: number, art: string): string =>
    inside(pen, openAbove(-(236 * size * 0.9) + lift, 280 * size - 12, (280 * size - 12) * 0.26), art);
  const art = big.art + within(1.12, 4, moved(4, -96, 1, middle.art)) + moved(4, -96, 1, within(0.92, 3, moved(-6, -84, 1, small.art)));
  return { art, outline: big.outline, contact: { rx: 128, ry: 40 } };
}

export function fruitStand(pen: Pen, color: string, heap?: Bowl["heap"]): Drawing {
  const profile: readonly Point[] = [
    [136, 0],
    [132, 12],
    [62, 44],
    [44, 100],
    [60, 150],
    [190, 196],
    [300, 244],
    [318, 270],
  ];
  return bowl(pen, { color, inner: color, profile, gloss: 0.7, ...(heap ? { heap } : {}) });
}

/** Round fruits heaped in a bowl, the far ones first. */
export function fruits(pen: Pen, colors: readonly string[], size: number) {
  const heap = [
    [-0.5, -30],
    [0.02, -44],
    [0.5, -34],
    [-0.26, -78],
    [0.26, -82],
    [-0.66, 4],
    [-0.22, 14],
    [0.24, 12],
    [0.66, 2],
  ] as const;
  return (cx: number, cy: number, rx: number): string =>
    heap
      .map(([share, dy], i) => {
        const color = colors[i % colors.length] ?? "#e0983b";
        const x = cx + share * rx + between(pen.random, -5, 5);
        const y = cy + dy;
        const light = radial(
          pen,
          [
            [0, lightOf(color, 0.12)],
            [0.5, color],
            [1, shadeOf(color, 0.2)],
          ],
          0.36,
          0.3,
          0.75,
        );
        return (
          shape(ellipse(x, y, size, size * 0.94), light) +
          shape(ellipse(x - size * 0.06, y - size * 0.72, size * 0.09, size * 0.05), shadeOf(color, 0.35))
        );
      })
      .join("");
}

export function mixingBowl(pen: Pen, color: string, stripe: string): Drawing {
  const body = turnLathe(
    [
      [140, 0],
      [150, 12],
      [236, 90],
      [284, 200],
      [300, 290],
      [312, 300],
    ],
    [],
    0.28,
  );
  const art = [
    paintLathe(pen, body, {
      color,
      gloss: 0.7,
      decor: hoop(body, 238, 24, stripe) + hoop(body, 210, 8, stripe) + hoop(body, 264, 8, stripe) + bareFoot(body, glaze.clay, 12),
    }),
    paintMouth(pen, body, { color, inner: lightOf(glaze.salt, 0.02), lip: 13, fill: hollow(glaze.salt) }),
  ].join("");
  return { art, outline: body.outline, contact: { rx: 150, ry: 40 } };
}

export function dishes(pen: Pen, colors: readonly string[]): Drawing {
  const one = (color: string): Drawing =>
    bowl(pen, {
      color: mix(glaze.salt, "#d9c7ab", 0.3),
      inner: color,
      profile: [
        [70, 0],
        [74, 10],
        [120, 34],
        [138, 66],
      ],
      tilt: 0.4,
      decor: (body) => specks(pen, body, "#6b4c33", 30) + dipped(pen, body, color, 46, 16),
    });
  const places: readonly Point[] = [
    [-150, -66],
    [150, -52],
    [10, 40],
  ];
  const all = places.map(([x, y], i) => ({ x, y, drawing: one(colors[i % colors.length] ?? glaze.salt) }));
  const shadow = all
    .map(({ x, y }) => shape(ellipse(x + 20, y + 6, 100, 30), "#41364a", { opacity: 0.32, filter: blur(pen, 10) }))
    .join("");
  return { art: shadow + all.map(({ x, y, drawing }) => moved(x, y, 1, drawing.art)).join(""), outline: "" };
}
