import { lightness, lightOf, mix, shadeOf, tone } from "./color.ts";
import { ellipse, frontPath, line, n, type Point } from "./path.ts";
import { frontArc, type Lathe } from "./lathe.ts";
import { band, type Rib } from "./sweep.ts";
import { blur, chalk, inside, linear, shape, stroke, type Pen } from "./pen.ts";

export interface Surface {
  readonly color: string;
  /** 0 matte as bisque, 1 shining as wet glaze. */
  readonly gloss?: number;
  /** Glaze, stripes, weave: drawn on the color and under the light. */
  readonly decor?: string;
}

const multiply = { style: "mix-blend-mode:multiply" };
const softLight = { style: "mix-blend-mode:soft-light" };

/** Light from the top left over anything that has ribs: a broad shade, a chalky core, a warm bounce, a glint. */
export function roundLight(pen: Pen, ribs: readonly Rib[], color: string, gloss: number): string {
  const size = Math.max(...ribs.map((rib) => rib.r));
  const soft = Math.max(3, Math.round(size * 0.13));
  const pale = lightness(color) > 0.8;
  const broad = mix("#b3a6b4", color, 0.35);
  const core = mix("#7f7896", color, 0.3);
  return [
    shape(band(ribs, 0.1, 1.4), broad, { opacity: pale ? 0.75 : 0.85, filter: blur(pen, soft * 2), ...multiply }),
    shape(band(ribs, 0.6, 1.4), core, { opacity: pale ? 0.62 : 0.78, filter: chalk(pen, soft), ...multiply }),
    shape(band(ribs, -1.4, -0.94), broad, { opacity: 0.6, filter: blur(pen, Math.max(2, Math.round(soft * 0.7))), ...multiply }),
    shape(band(ribs, -0.74, -0.26), "#fff6e2", { opacity: 0.6 + gloss * 0.3, filter: blur(pen, soft), ...softLight }),
    shape(band(ribs, 0.94, 1.06), lightOf(color, 0.08), { opacity: 0.4, filter: blur(pen, Math.max(2, Math.round(soft * 0.26))) }),
    gloss > 0.3 ? glint(pen, ribs, size, gloss) : "",
  ].join("");
}

function glint(pen: Pen, ribs: readonly Rib[], size: number, gloss: number): string {
  const along = (from: number, to: number): string => {
    const part = ribs.slice(Math.round(from * (ribs.length - 1)), Math.round(to * (ribs.length - 1)) + 1);
    return line(part.map((rib): Point => [rib.x - rib.nx * rib.r * 0.68, rib.y - rib.ny * rib.r * 0.68]));
  };
  const look = { opacity: 0.2 + gloss * 0.45, filter: blur(pen, Math.max(1, Math.round(size * 0.012))) };
  return stroke(along(0.16, 0.42) + along(0.49, 0.52), "#fffaf0", Math.max(2, size * 0.055), look);
}

/** A turned body in one color with its decor and its light. */
export function paintLathe(pen: Pen, body: Lathe, surface: Surface): string {
  const gloss = surface.gloss ?? 0.6;
  const foot = linear(
    pen,
    [
      [0, shadeOf(surface.color, 0.3), 0],
      [0.72, shadeOf(surface.color, 0.3), 0],
      [1, shadeOf(surface.color, 0.34), 0.42],
    ],
    0,
    0,
    0,
    1,
  );
  return inside(
    pen,
    body.outline,
    shape(body.outline, surface.color),
    surface.decor ?? "",
    roundLight(pen, body.ribs, surface.color, gloss),
    shape(body.outline, foot),
  );
}

export interface Mouth {
  readonly color: string;
  readonly inner: string;
  readonly lip?: number;
  /** What is in it: drawn inside the mouth's ellipse, whose center and radii it is told. */
  readonly fill?: (cx: number, cy: number, rx: number, ry: number) => string;
  /** What stands or lies in it and rises over the edge. */
  readonly heap?: (cx: number, cy: number, rx: number, ry: number) => string;
}

/** The open top of a turned body: the lip in light, the inner wall dark on the side of the light. */
export function paintMouth(pen: Pen, body: Lathe, mouth: Mouth): string {
  const rx = body.radius(body.height);
  const k = body.flatness(body.height);
  const lip = mouth.lip ?? 9;
  const cy = -body.height;
  const inner = ellipse(0, cy + lip * k * 0.4, rx - lip, (rx - lip) * k);
  const wall = linear(
    pen,
    [
      [0, shadeOf(mouth.inner, 0.42)],
      [0.45, shadeOf(mouth.inner, 0.2)],
      [1, lightOf(mouth.inner, 0.03)],
    ],
    0,
    0.1,
    1,
    0.7,
  );
  const edge = linear(pen, [
    [0, lightOf(mouth.color, 0.1)],
    [0.6, mix(mouth.color, lightOf(mouth.color), 0.3)],
    [1, tone(mouth.color, -0.06)],
  ]);
  return [
    shape(ellipse(0, cy, rx, rx * k), edge),
    shape(inner, wall),
    inside(pen, inner, mouth.fill?.(0, cy, rx - lip, (rx - lip) * k) ?? ""),
    mouth.heap ? inside(pen, openAbove(cy + lip * k * 0.4, rx - lip, (rx - lip) * k), mouth.heap(0, cy, rx - lip, (rx - lip) * k)) : "",
    stroke(frontPath(0, cy, rx - lip * 0.4, (rx - lip * 0.4) * k), "#fffaf0", 2.4, { opacity: 0.4 }),
  ].join("");
}

/** Everything above the near edge of a mouth. */
export function openAbove(cy: number, rx: number, ry: number): string {
  return `${frontPath(0, cy, rx, ry)}L${n(rx + 600)} ${n(cy)}V-1600H${n(-rx - 600)}V${n(cy)}Z`;
}

/** A level liquid or soil inside a mouth. */
export function level(pen: Pen, color: string, depth: number) {
  return (cx: number, cy: number, rx: number, ry: number): string => {
    const sheen = linear(
      pen,
      [
        [0, shadeOf(color, 0.12)],
        [0.5, color],
        [1, lightOf(color, 0.08)],
      ],
      0,
      0,
      1,
      0.6,
    );
    return shape(ellipse(cx, cy + depth, rx * 0.985, ry * 0.985), sheen);
  };
}

/** A stripe that goes round the body at one height. */
export function hoop(body: Lathe, up: number, width: number, color: string, opacity = 1): string {
  const points = frontArc(body, up);
  const d = points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
  return stroke(d, color, width, { opacity, "stroke-linecap": "butt" });
}
