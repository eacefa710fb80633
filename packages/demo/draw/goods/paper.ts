import { lightOf, shadeOf } from "../ink/color.ts";
import type { Drawing } from "../ink/drawing.ts";
import { turnLathe, zone } from "../ink/lathe.ts";
import { ellipse, n, rect } from "../ink/path.ts";
import { blur, group, inside, linear, moved, shape, stroke, type Pen } from "../ink/pen.ts";
import { between } from "../ink/random.ts";
import { hoop, paintLathe, paintMouth } from "../ink/shading.ts";
import { glaze, house, metal, wood } from "../palette.ts";
import { woodGrain } from "../parts/grain.ts";
import { paintPattern, type Pattern } from "../parts/pattern.ts";

export const PAGE = "#f4ead6";

export function framed(pen: Pen, art: string, w: number, h: number, frame: string = wood.oak): Drawing {
  const x = -w / 2;
  const y = -h;
  const outer = rect(x - 20, y - 20, w + 40, h + 40, 4);
  const body = [
    inside(
      pen,
      outer,
      shape(outer, frame),
      woodGrain(pen, x - 30, y - 30, w + 60, h + 60, frame),
      shape(
        outer,
        linear(
          pen,
          [
            [0, lightOf(frame, 0.12), 0.7],
            [0.5, frame, 0],
            [1, shadeOf(frame, 0.2), 0.7],
          ],
          0,
          0,
          1,
          1,
        ),
      ),
    ),
    stroke(
      `M${x - 20} ${y - 20}l20 20M${x + w + 20} ${y - 20}l-20 20M${x - 20} ${y + h + 20}l20 -20M${x + w + 20} ${y + h + 20}l-20 -20`,
      shadeOf(frame, 0.2),
      2,
      { opacity: 0.6 },
    ),
    inside(
      pen,
      rect(x, y, w, h),
      moved(x, y, 1, art),
      shape(rect(x, y, w, 16), "#2d2538", { opacity: 0.28, filter: blur(pen, 7) }),
      shape(rect(x, y, 14, h), "#2d2538", { opacity: 0.24, filter: blur(pen, 7) }),
    ),
    inside(
      pen,
      rect(x, y, w, h),
      shape(`M${x} ${y + h * 0.55}L${x + w * 0.75} ${y}H${x + w * 0.95}L${x} ${y + h * 0.72}Z`, "#ffffff", { opacity: 0.09 }),
    ),
  ].join("");
  return { art: body, outline: outer, contact: { rx: w / 2 + 18, ry: 9 } };
}

export function wrapRolls(pen: Pen, rolls: readonly { readonly color: string; readonly pattern: Pattern }[]): Drawing {
  const one = (color: string, pattern: Pattern, tall: number): string => {
    const body = turnLathe([
      [76, 0],
      [76, tall],
    ]);
    const loose = `M40 ${-tall + 10}L104 ${-tall + 26}V24L40 18Z`;
    return (
      shape(ellipse(26, 5, 92, 20), "#41364a", { opacity: 0.36, filter: blur(pen, 9) }) +
      inside(
        pen,
        loose,
        shape(loose, shadeOf(color, 0.08)),
        group({ opacity: 0.7 }, paintPattern(pen, pattern, 30, -tall - 20, 90, tall + 60)),
      ) +
      paintLathe(pen, body, {
        color,
        gloss: 0.25,
        decor:
          paintPattern(pen, pattern, -80, -tall - 20, 160, tall + 60) +
          hoop(body, tall * 0.42, 54, PAGE) +
          shape(rect(-20, -tall * 0.42 - 10, 40, 40, 4), color),
      }) +
      paintMouth(pen, body, {
        color: lightOf(color, 0.1),
        inner: "#b99a74",
        lip: 14,
        fill: (cx, cy, rx, ry) => [0.94, 0.84].map((s) => stroke(ellipse(cx, cy, rx * s, ry * s), lightOf(color, 0.08), 2)).join(""),
      })
    );
  };
  const heights = [640, 560, 480];
  const order = [
    [-170, -30],
    [150, -20],
    [0, 40],
  ] as const;
  const art = order
    .map(([x, y], i) =>
      moved(x, y, 1, one(rolls[i % rolls.length]?.color ?? PAGE, rolls[i % rolls.length]?.pattern ?? { kind: "plain" }, heights[i] ?? 500)),
    )
    .join("");
  return { art, outline: rect(-246, -660, 152, 640) + rect(74, -580, 152, 560) };
}

export function cards(pen: Pen, designs: readonly string[]): Drawing {
  const card = (art: string, degrees: number, x: number, y: number): string => {
    const d = rect(-165, -460, 330, 460, 6);
    return group(
      { transform: `translate(${x} ${y}) rotate(${degrees})` },
      shape(d, "#382f48", { opacity: 0.34, filter: blur(pen, 10), transform: "translate(10 9)" }),
      shape(d, PAGE),
      inside(pen, rect(-147, -442, 294, 424, 2), moved(-147, -442, 0.49, art)),
      shape(
        d,
        linear(
          pen,
          [
            [0, "#fff8e8", 0.2],
            [1, "#5e5674", 0.2],
          ],
          0,
          0,
          1,
          1,
        ),
      ),
    );
  };
  const spread = [
    [-15, -150, -40],
    [-2, -20, -10],
    [13, 120, -30],
  ] as const;
  const envelope = group(
    { transform: "translate(40 30) rotate(-3)" },
    shape(rect(-260, -210, 520, 260, 8), "#382f48", { opacity: 0.34, filter: blur(pen, 10), transform: "translate(10 8)" }),
    shape(rect(-260, -210, 520, 260, 8), "#dfc9a6"),
    shape("M-260 -204L0 -52L260 -204V-210H-260Z", "#e9d7b8"),
    stroke("M-258 -206L0 -54L258 -206", shadeOf("#dfc9a6", 0.12), 3),
    shape(ellipse(0, -62, 36, 34), house.buoy),
    shape(ellipse(-3, -65, 26, 24), lightOf(house.buoy, 0.04)),
    shape("M-3 -82C-16 -66 -16 -54 -3 -50C10 -54 10 -66 -3 -82Z", shadeOf(house.buoy, 0.12)),
    shape(
      rect(-260, -210, 520, 260, 8),
      linear(
        pen,
        [
          [0, "#fff8e8", 0.2],
          [1, "#5e5674", 0.2],
        ],
        0,
        0,
        1,
        1,
      ),
    ),
  );
  const art = spread.map(([deg, x, y], i) => card(designs[i % designs.length] ?? "", deg, x, y)).join("") + envelope;
  return { art, outline: `M-330 -440L0 -480L300 -430L320 60H-220Z`, contact: { rx: 270, ry: 12, dx: 30 } };
}

export function pencils(pen: Pen, colors: readonly string[]): Drawing {
  const box = turnLathe([
    [112, 0],
    [116, 8],
    [116, 270],
  ]);
  const one = (color: string, x: number, tall: number, degrees: number): string =>
    group(
      { transform: `translate(${x} -60) rotate(${degrees})` },
      shape(rect(-15, -tall, 30, tall), color),
      shape(rect(-15, -tall, 10, tall), lightOf(color, 0.08)),
      shape(rect(6, -tall, 9, tall), shadeOf(color, 0.14)),
      shape(`M-15 ${-tall}L-4 ${-tall - 46}H4L15 ${-tall}q-7 -9 -10 0q-5 -8 -10 0q-6 -8 -10 0Z`, wood.beech),
      shape(`M-4 ${-tall - 46}L0 ${-tall - 62}L4 ${-tall - 46}Z`, color),
    );
  const sticks = colors
    .map((color, i) =>
      one(color, -70 + (140 * i) / (colors.length - 1), 400 + between(pen.random, -30, 50), -11 + (22 * i) / (colors.length - 1)),
    )
    .join("");
  const tin = {
    color: glaze.deep,
    gloss: 0.6,
    decor:
      hoop(box, 236, 8, metal.brass) +
      hoop(box, 34, 8, metal.brass) +
      inside(pen, zone(box, 70, 200), moved(0, -96, 0.42, shape("M0 -110C-56 -40 -70 30 0 80C70 30 56 -40 0 -110Z", metal.brass))),
  };
  const art = [
    paintLathe(pen, box, tin),
    paintMouth(pen, box, { color: metal.brass, inner: glaze.deep, lip: 5 }),
    sticks,
    inside(pen, box.outline, paintLathe(pen, { ...box, outline: zone(box, -40, 269) }, tin)),
    shape(
      `M-116 -270A116 ${n(116 * box.flatness(270))} 0 0 0 116 -270L110 -269A110 ${n(110 * box.flatness(270) - 2)} 0 0 1 -110 -269Z`,
      lightOf(metal.brass),
    ),
  ].join("");
  return { art, outline: box.outline + rect(-80, -500, 160, 300), contact: { rx: 114, ry: 27 } };
}
