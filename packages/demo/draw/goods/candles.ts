import { lightOf, mix, shadeOf } from "../ink/color.ts";
import type { Drawing } from "../ink/drawing.ts";
import { turnLathe, zone, type Lathe } from "../ink/lathe.ts";
import { ellipse, n, rect } from "../ink/path.ts";
import { blur, inside, moved, shape, stroke, type Pen } from "../ink/pen.ts";
import { hoop, level, paintLathe, paintMouth } from "../ink/shading.ts";
import { band } from "../ink/sweep.ts";
import { glaze, metal } from "../palette.ts";
import { flame, glow } from "../parts/flame.ts";
import { paintGlass } from "../parts/glass.ts";
import { contactOf } from "../ink/standing.ts";
import { WARM } from "./light.ts";

export function jarCandle(pen: Pen, tint: string, label: string): Drawing {
  const jar = turnLathe([
    [150, 0],
    [164, 10],
    [168, 40],
    [168, 320],
  ]);
  const wax = mix(tint, "#f6ead2", 0.72);
  const paper = inside(
    pen,
    zone(jar, 70, 210),
    shape(band(jar.ribs, -0.72, 0.72), "#f7f0e2"),
    shape(band(jar.ribs, 0.3, 0.72), "#9b8fa0", { opacity: 0.3, filter: blur(pen, 18) }),
    hoop(jar, 196, 4, label),
    hoop(jar, 84, 4, label),
    emblem(label, -jar.flatness(140) * 160 - 66),
  );
  const art = [
    glow(pen, 0, -330, 320, WARM, 0.4),
    paintGlass(pen, jar, { tint, liquid: { color: wax, up: 250, opacity: 0.96 } }),
    paper,
    flame(pen, 0, -256, 92),
  ].join("");
  return { art, outline: jar.outline, contact: contactOf(jar) };
}

/** The house mark: a small flame over two waves. */
function emblem(color: string, y: number): string {
  const wave = (dy: number): string => `M-52 ${n(y + dy)}q13 -12 26 0t26 0t26 0t26 0`;
  return (
    stroke(wave(10) + wave(28), color, 6) +
    shape(`M0 ${n(y - 58)}C-18 ${n(y - 32)} -20 ${n(y - 8)} 0 ${n(y - 6)}C20 ${n(y - 8)} 18 ${n(y - 32)} 0 ${n(y - 58)}Z`, color)
  );
}

export function tapers(pen: Pen, colors: readonly string[]): Drawing {
  const one = (color: string, tall: number): string => {
    const stick = turnLathe([
      [27, 0],
      [26, tall * 0.6],
      [21, tall - 8],
      [10, tall],
    ]);
    const cupBody = turnLathe([
      [70, 0],
      [74, 10],
      [36, 26],
      [30, 60],
      [40, 76],
    ]);
    return (
      shape(ellipse(24, 4, 92, 20), "#41364a", { opacity: 0.36, filter: blur(pen, 9) }) +
      paintLathe(pen, cupBody, { color: metal.brass, gloss: 1 }) +
      moved(0, -66, 1, paintLathe(pen, stick, { color, gloss: 0.35 })) +
      flame(pen, 0, -66 - tall, 70)
    );
  };
  const heights = [520, 430, 340];
  const places = [-150, 20, 178];
  const art = heights
    .map((tall, i) => moved(places[i] ?? 0, [-30, 20, -12][i] ?? 0, 1, one(colors[i % colors.length] ?? glaze.salt, tall)))
    .join("");
  return { art, outline: heights.map((tall, i) => rect((places[i] ?? 0) - 24, -tall - 60, 48, tall + 60)).join("") };
}

export function chamberstick(pen: Pen, color: string): Drawing {
  const dish = turnLathe(
    [
      [150, 0],
      [164, 8],
      [206, 34],
      [214, 50],
    ],
    [],
    0.3,
  );
  const socket = turnLathe([
    [50, 0],
    [42, 20],
    [44, 86],
    [54, 96],
  ]);
  const stick = turnLathe([
    [34, 0],
    [33, 240],
    [30, 252],
  ]);
  const ring = stroke(ellipse(250, -56, 52, 46), shadeOf(color), 22) + stroke(ellipse(250, -58, 52, 46), color, 15);
  const art = [
    ring,
    paintLathe(pen, dish, { color, gloss: 0.6 }),
    paintMouth(pen, dish, { color, inner: color, lip: 9 }),
    moved(
      0,
      -24,
      1,
      shape(ellipse(16, 4, 74, 18), shadeOf(color, 0.3), { opacity: 0.6, filter: blur(pen, 6) }) +
        paintLathe(pen, socket, { color, gloss: 0.6 }) +
        paintMouth(pen, socket, { color, inner: shadeOf(color, 0.1), lip: 8 }),
    ),
    moved(
      0,
      -104,
      1,
      paintLathe(pen, stick, { color: "#f1e4c8", gloss: 0.3 }) + paintMouth(pen, stick, { color: "#f7ecd6", inner: "#f2e1bb", lip: 3 }),
    ),
    flame(pen, 0, -360, 92),
  ].join("");
  return { art, outline: dish.outline + rect(-30, -350, 60, 320) + ellipse(250, -62, 58, 52), contact: { rx: 154, ry: 44 } };
}

export function pillars(pen: Pen, color: string): Drawing {
  const one = (r: number, tall: number): string => {
    const body = turnLathe([
      [r, 0],
      [r + 3, 8],
      [r + 2, tall - 10],
      [r - 6, tall],
    ]);
    const comb = honeycomb(body, color);
    return (
      shape(ellipse(r * 0.3, 5, r * 1.15, r * 0.28), "#41364a", { opacity: 0.38, filter: blur(pen, 10) }) +
      paintLathe(pen, body, { color, gloss: 0.15, decor: comb }) +
      paintMouth(pen, body, { color: lightOf(color, 0.02), inner: lightOf(color, 0.06), lip: 12, fill: level(pen, "#f1c66a", 4) }) +
      flame(pen, 0, -tall + 4, 88)
    );
  };
  const art = moved(-110, -30, 1, one(100, 470)) + moved(110, 0, 1, one(92, 320)) + moved(-40, 56, 1, one(78, 170));
  return { art, outline: rect(-200, -490, 190, 470, 20) + rect(20, -320, 180, 320, 20) };
}

/** The cells of a rolled sheet of wax. */
function honeycomb(body: Lathe, color: string): string {
  const cells: string[] = [];
  let odd = false;
  for (let up = 16; up < body.height - 12; up += 19) {
    odd = !odd;
    for (let degrees = odd ? 8 : 13; degrees < 176; degrees += 10) {
      const angle = (degrees * Math.PI) / 180;
      const r = body.radius(up);
      const x = r * Math.cos(angle);
      const y = -up + r * body.flatness(up) * Math.sin(angle);
      const w = Math.max(1.4, r * 0.075 * Math.sin(angle));
      cells.push(`M${n(x)} ${n(y - 10)}L${n(x + w)} ${n(y - 5)}V${n(y + 5)}L${n(x)} ${n(y + 10)}L${n(x - w)} ${n(y + 5)}V${n(y - 5)}Z`);
    }
  }
  return (
    shape(cells.join(""), shadeOf(color, 0.12), { opacity: 0.4 }) + stroke(cells.join(""), lightOf(color, 0.1), 1.6, { opacity: 0.55 })
  );
}
