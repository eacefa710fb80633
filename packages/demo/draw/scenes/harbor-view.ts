import { lightOf, mix, shadeOf } from "../ink/color.ts";
import { ellipse, n, rect } from "../ink/path.ts";
import { blur, group, inside, linear, moved, shape, stroke, type Pen } from "../ink/pen.ts";
import { between } from "../ink/random.ts";
import { house } from "../palette.ts";

const TINTS = ["#c75a3a", "#e0b565", "#3c7480", "#e3b29c", "#7b8f6a", "#efe3cd", "#9a5746", "#d9c09a", "#5f8f94"];

function quayHouse(pen: Pen, x: number, foot: number, w: number, h: number, i: number): string {
  const tint = TINTS[i % TINTS.length] ?? "#c75a3a";
  const top = foot - h;
  const gables = [
    `M${n(x)} ${n(top)}l${n(w / 2)} ${n(-w * 0.62)}l${n(w / 2)} ${n(w * 0.62)}Z`,
    `M${n(x)} ${n(top)}v${n(-w * 0.2)}h${n(w * 0.17)}v${n(-w * 0.2)}h${n(w * 0.17)}v${n(-w * 0.2)}h${n(w * 0.32)}v${n(w * 0.2)}h${n(w * 0.17)}v${n(w * 0.2)}h${n(w * 0.17)}v${n(w * 0.2)}Z`,
    `M${n(x)} ${n(top)}q${n(w * 0.1)} ${n(-w * 0.6)} ${n(w / 2)} ${n(-w * 0.62)}t${n(w / 2)} ${n(w * 0.62)}Z`,
  ];
  const windows: string[] = [];
  const step = w * 0.62;
  for (let y = top + w * 0.16; y < foot - w * 0.7; y += step)
    for (const dx of [0.16, 0.56]) windows.push(rect(x + w * dx, y, w * 0.27, w * 0.38, i % 3 === 2 ? w * 0.13 : 2));
  const lit = windows.filter(() => pen.random() > 0.68);
  return (
    shape(rect(x, top, w, h) + (gables[i % 3] ?? ""), tint) +
    shape(rect(x + w * 0.82, top, w * 0.18, h), shadeOf(tint, 0.14), { opacity: 0.6 }) +
    shape(windows.join(""), mix(tint, house.ink, 0.7)) +
    shape(lit.join(""), "#fbdc97") +
    shape(rect(x + w * 0.34, foot - w * 0.5, w * 0.32, w * 0.5, 3), mix(tint, house.ink, 0.62))
  );
}

function boat(x: number, y: number, s: number, tint: string): string {
  return moved(
    x,
    y,
    s,
    shape("M-90 0h180l-26 46h-128Z", tint) +
      shape("M-90 0h180l-7 12h-166Z", lightOf(tint, 0.1)) +
      shape(rect(-4, -170, 8, 170), house.ink) +
      shape("M12 -160Q70 -90 84 -16H12Z", "#f7eddb") +
      shape("M-12 -136Q-58 -70 -66 -16H-12Z", "#e6d3b4") +
      stroke("M-70 60q30 10 140 0", "#ffffff", 4, { opacity: 0.4 }),
  );
}

/** What one sees from the market house: the far quay, the light on its rock, boats coming in. */
export function harborView(pen: Pen, w: number, h: number): string {
  const sea = h * 0.6;
  const sky = linear(
    pen,
    [
      [0, "#a9c9cc"],
      [0.55, "#e9d9bd"],
      [1, "#f3c79f"],
    ],
    0,
    0,
    0,
    1,
  );
  const water = linear(
    pen,
    [
      [0, "#8fb6b6"],
      [0.4, "#5d9098"],
      [1, "#2f6470"],
    ],
    0,
    0,
    0,
    1,
  );
  const unit = w / 10.5;
  const houses = Array.from({ length: 7 }, (_, i) =>
    quayHouse(pen, w * 0.36 + i * unit * 0.9, sea, unit * 0.86, h * (0.2 + between(pen.random, 0, 0.14)), i),
  ).join("");
  const rock = `M0 ${n(sea)}V${n(sea - h * 0.1)}L${n(w * 0.07)} ${n(sea - h * 0.13)}L${n(w * 0.17)} ${n(sea - h * 0.08)}L${n(w * 0.25)} ${n(sea)}Z`;
  const tower = moved(
    w * 0.09,
    sea - h * 0.11,
    h / 900,
    shape("M-30 0L-20 -190H20L30 0Z", "#f6ecd9") +
      shape("M-27 -56L-24 -112H24L27 -56ZM-22 -150L-20 -190H20L22 -150Z", house.buoy) +
      shape("M6 0L5 -190H20L30 0Z", "#2a2440", { opacity: 0.16 }) +
      shape(rect(-26, -200, 52, 11), house.ink) +
      shape(rect(-15, -236, 30, 36), "#fbdc8f") +
      shape("M-20 -236L0 -262L20 -236Z", house.ink),
  );
  const glints = Array.from({ length: 30 }, () => {
    const y = sea + between(pen.random, 0.04, 0.95) * (h - sea);
    const len = between(pen.random, 0.02, 0.07) * w;
    return `M${n(between(pen.random, 0.02, 0.92) * w)} ${n(y)}h${n(len)}`;
  }).join("");
  const clouds = group(
    { opacity: 0.75, filter: blur(pen, 6) },
    shape(
      ellipse(w * 0.7, h * 0.14, w * 0.13, h * 0.022) +
        ellipse(w * 0.76, h * 0.17, w * 0.1, h * 0.018) +
        ellipse(w * 0.2, h * 0.25, w * 0.1, h * 0.018),
      "#fff6e4",
    ),
  );
  return inside(
    pen,
    rect(0, 0, w, h),
    shape(rect(0, 0, w, h), sky),
    shape(ellipse(w * 0.3, h * 0.36, h * 0.075, h * 0.075), "#fff0c9"),
    clouds,
    stroke(
      `M${n(w * 0.42)} ${n(h * 0.2)}q11 -11 20 0q10 -11 20 0M${n(w * 0.54)} ${n(h * 0.13)}q8 -8 14 0q7 -8 14 0M${n(w * 0.14)} ${n(h * 0.13)}q8 -8 14 0q7 -8 14 0`,
      house.ink,
      3.4,
    ),
    shape(rect(0, sea - 2, w, h - sea + 2), water),
    houses,
    shape(rect(w * 0.33, sea - 3, w * 0.7, h * 0.03), "#8b7763"),
    shape(rect(w * 0.33, sea - 3, w * 0.7, h * 0.008), "#b09a80"),
    tower,
    shape(rock, "#5b6b6b"),
    stroke(glints, "#e6efe6", 3.4, { opacity: 0.6 }),
    boat(w * 0.34, sea + h * 0.15, h / 620, house.buoy),
    boat(w * 0.72, sea + h * 0.1, h / 900, house.ink),
  );
}

export interface Opening {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A painted window with its sill, open to the harbor. */
export function harborWindow(pen: Pen, at: Opening, wall: string): string {
  const { x, y, width, height } = at;
  const frame = "#efe3cd";
  const mid = (share: number): string => rect(x + width * share - 6, y, 12, height);
  const glassShade = linear(
    pen,
    [
      [0, "#2d2538", 0.3],
      [0.12, "#2d2538", 0],
    ],
    0,
    0,
    0.6,
    1,
  );
  return [
    shape(rect(x - 44, y - 44, width + 88, height + 70, 6), shadeOf(wall, 0.12), {
      opacity: 0.5,
      filter: blur(pen, 14),
      transform: "translate(10 12)",
    }),
    shape(rect(x - 36, y - 36, width + 72, height + 60, 5), frame),
    shape(
      rect(x - 36, y - 36, width + 72, height + 60, 5),
      linear(
        pen,
        [
          [0, "#fffaf0", 0.5],
          [1, "#6e6584", 0.24],
        ],
        0,
        0,
        1,
        1,
      ),
    ),
    moved(x, y, 1, harborView(pen, width, height)),
    shape(rect(x, y, width, height), glassShade),
    shape(mid(1 / 3) + mid(2 / 3) + rect(x, y + height * 0.26 - 6, width, 12), frame),
    shape(rect(x, y, width, 10) + rect(x, y, 9, height), "#2d2538", { opacity: 0.22 }),
    shape(rect(x - 60, y + height + 14, width + 120, 30, 4), lightOf(frame, 0.02)),
    shape(rect(x - 60, y + height + 38, width + 120, 12), shadeOf(frame, 0.14)),
  ].join("");
}
