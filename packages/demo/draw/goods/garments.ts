import { lightOf, shadeOf } from "../ink/color.ts";
import type { Drawing } from "../ink/drawing.ts";
import { curve, ellipse, line, rect, type Point } from "../ink/path.ts";
import { inside, linear, moved, shape, stroke, type Pen } from "../ink/pen.ts";
import { metal } from "../palette.ts";
import { paintPattern, type Pattern } from "../parts/pattern.ts";
import { folds, wool } from "./cloth.ts";

export const multiply = { style: "mix-blend-mode:multiply" };

/** A brass hook on the wall with its loop at the origin. */
export function hook(): string {
  const brass = (dx: number, dy: number, tint: string, width: number): string =>
    stroke(`M${dx} ${dy - 46}V${dy - 2}a17 17 0 0 0 34 0v-6`, tint, width);
  return (
    shape(ellipse(0, -56, 25, 25), shadeOf(metal.brass)) +
    shape(ellipse(-2, -58, 21, 21), metal.brass) +
    shape(ellipse(-8, -64, 7, 6), lightOf(metal.brass, 0.2)) +
    brass(0, -6, shadeOf(metal.brass), 13) +
    brass(-1, -7, metal.brass, 9)
  );
}

function cloth(
  pen: Pen,
  outline: string,
  color: string,
  box: readonly [number, number, number, number],
  pattern: Pattern,
  foldCount: number,
): string {
  const [x, y, w, h] = box;
  return inside(
    pen,
    outline,
    shape(outline, color),
    paintPattern(pen, pattern, x, y, w, h),
    wool(pen, outline, color),
    folds(pen, x, y, w, h, foldCount, 0.36, color),
    shape(
      rect(x + w * 0.6, y, w * 0.5, h),
      linear(pen, [
        [0, "#6e6584", 0],
        [1, "#6e6584", 0.34],
      ]),
      multiply,
    ),
    shape(
      rect(x, y + h * 0.7, w, h * 0.32),
      linear(
        pen,
        [
          [0, "#6e6584", 0],
          [1, "#6e6584", 0.22],
        ],
        0,
        0,
        0,
        1,
      ),
      multiply,
    ),
  );
}

export function tote(pen: Pen, color: string, ink: string): Drawing {
  const w = 262;
  const outline = line(
    [
      [-w, 330],
      ...curve(
        [
          [-w, 330],
          [-w * 0.5, 342],
          [0, 336],
          [w * 0.5, 342],
          [w, 330],
        ],
        8,
      ),
      ...curve(
        [
          [w, 330],
          [w + 12, 600],
          [w + 2, 876],
        ],
        8,
      ),
      ...curve(
        [
          [w + 2, 876],
          [w * 0.5, 892],
          [0, 884],
          [-w * 0.5, 892],
          [-w - 2, 876],
        ],
        8,
      ),
      ...curve(
        [
          [-w - 2, 876],
          [-w - 12, 600],
          [-w, 330],
        ],
        8,
      ),
    ],
    true,
  );
  const strap = (dx: number, tint: string): string => {
    const d = line(
      curve(
        [
          [-128 + dx, 372],
          [-122 + dx, 250],
          [-44, 60],
          [0, 14],
          [44, 60],
          [122 + dx, 250],
          [128 + dx, 372],
        ],
        14,
      ),
    );
    return (
      stroke(d, shadeOf(tint, 0.2), 34, { "stroke-linecap": "butt" }) +
      stroke(d, tint, 29, { "stroke-linecap": "butt" }) +
      stroke(d, lightOf(tint), 2.5, { "stroke-dasharray": "8 8", opacity: 0.8, transform: "translate(-9 0)" })
    );
  };
  const print = ferryPrint(ink, 0, 640);
  const stitch = stroke(`M-${w - 10} 372Q0 384 ${w - 10} 372`, shadeOf(color, 0.22), 3, { "stroke-dasharray": "9 7", opacity: 0.7 });
  const boxes = [-128, 128]
    .map((x) =>
      stroke(rect(x - 16, 352, 32, 44, 2) + `M${x - 14} 354l28 40M${x + 14} 354l-28 40`, shadeOf(color, 0.24), 2.4, { opacity: 0.7 }),
    )
    .join("");
  const art = [
    strap(20, shadeOf(color, 0.12)),
    cloth(pen, outline, color, [-w - 20, 320, w * 2 + 40, 580], { kind: "plain" }, 4),
    print,
    strap(0, color),
    stitch,
    boxes,
    hook(),
  ].join("");
  return { art, outline: outline + `M-128 370L0 20L128 370Z` };
}

/** The little ferry of the house in one color. */
export function ferryPrint(ink: string, x: number, y: number): string {
  const hull = `M-150 20H156L120 84H-118Z`;
  const cabin = `M-96 20v-52h150v52ZM-60 -32v-38h82v38Z`;
  const windows = [-78, -46, -14, 18].map((dx) => rect(dx, -20, 20, 20, 3)).join("");
  const funnel = `M-26 -70l4 -56h34l4 56Z`;
  const wave = (dy: number): string => `M-190 ${dy}q19 -17 38 0t38 0t38 0t38 0t38 0t38 0t38 0t38 0t38 0t38 0`;
  const smoke = `M6 -140C-6 -166 40 -166 30 -194C22 -220 78 -214 74 -246`;
  return moved(
    x,
    y,
    1,
    stroke(smoke, ink, 9) +
      shape(hull + cabin + funnel, ink) +
      shape(windows, "#ffffff", { opacity: 0.75 }) +
      shape(rect(-24, -108, 38, 12), "#ffffff", { opacity: 0.75 }) +
      stroke(wave(108) + wave(136), ink, 9),
  );
}

export function apron(pen: Pen, color: string, strap: string): Drawing {
  const half: Point[] = curve(
    [
      [112, 150],
      [126, 230],
      [168, 330],
      [246, 392],
    ],
    12,
  );
  const right = [
    ...half,
    ...curve(
      [
        [246, 392],
        [262, 640],
        [252, 900],
      ],
      8,
    ),
  ];
  const hem = curve(
    [
      [252, 900],
      [130, 912],
      [0, 902],
      [-130, 912],
      [-252, 900],
    ],
    8,
  );
  const left = [...right].reverse().map(([x, y]): Point => [-x, y]);
  const outline = line([[-112, 150], [112, 150], ...right, ...hem, ...left], true);
  const neck = line(
    curve(
      [
        [-100, 158],
        [-74, 60],
        [0, 12],
        [74, 60],
        [100, 158],
      ],
      12,
    ),
  );
  const tie = (side: 1 | -1): string =>
    line(
      curve(
        [
          [side * 240, 402],
          [side * 292, 470],
          [side * 280, 620],
          [side * 304, 740],
        ],
        10,
      ),
    );
  const ribbon = (d: string, w: number): string =>
    stroke(d, shadeOf(strap, 0.22), w + 4, { "stroke-linecap": "butt" }) + stroke(d, strap, w, { "stroke-linecap": "butt" });
  const pocket = `M-150 560H150V716q0 34 -34 34H-116q-34 0 -34 -34Z`;
  const art = [
    ribbon(tie(-1), 15) + ribbon(tie(1), 15),
    ribbon(neck, 20),
    cloth(pen, outline, color, [-270, 140, 540, 780], { kind: "plain" }, 4),
    inside(
      pen,
      pocket,
      shape(pocket, color),
      wool(pen, pocket, color),
      shape(
        pocket,
        linear(
          pen,
          [
            [0, "#fff8e8", 0.16],
            [1, "#5e5674", 0.22],
          ],
          0,
          0,
          1,
          1,
        ),
      ),
    ),
    stroke(pocket + "M0 562V750", shadeOf(color, 0.24), 4, { opacity: 0.8 }),
    stroke(`M-142 572H142`, lightOf(color, 0.16), 2.4, { "stroke-dasharray": "8 7" }),
    stroke(line(half.map(([x, y]): Point => [x - 9, y + 4])), lightOf(color, 0.16), 2.2, { "stroke-dasharray": "8 7", opacity: 0.8 }),
    stroke(line(half.map(([x, y]): Point => [9 - x, y + 4])), lightOf(color, 0.16), 2.2, { "stroke-dasharray": "8 7", opacity: 0.8 }),
    [-92, 92].map((x) => shape(ellipse(x, 172, 9, 9), metal.brass) + shape(ellipse(x - 2, 170, 4, 4), lightOf(metal.brass, 0.2))).join(""),
    hook(),
  ].join("");
  return { art, outline };
}
