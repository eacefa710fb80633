import { n } from "./path.ts";
import { seeded, type Random } from "./random.ts";

export type Attributes = Readonly<Record<string, string | number | undefined>>;
export type Stop = readonly [offset: number, color: string, opacity?: number];

/** Collects the definitions (gradients, clips, filters) of one picture and hands out its ids and its randomness. */
export interface Pen {
  readonly random: Random;
  readonly define: (key: string, make: (id: string) => string) => string;
  readonly definitions: () => string;
}

export function newPen(seed: string): Pen {
  const known = new Map<string, string>();
  const made: string[] = [];
  return {
    random: seeded(seed),
    define(key, make) {
      const seen = known.get(key);
      if (seen !== undefined) return `url(#${seen})`;
      const id = `d${known.size}`;
      known.set(key, id);
      made.push(make(id));
      return `url(#${id})`;
    },
    definitions: () => `<defs>${made.join("")}</defs>`,
  };
}

export function tag(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const text = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? String(Math.round(value * 1000) / 1000) : value}"`)
    .join("");
  return children.length === 0 ? `<${name}${text}/>` : `<${name}${text}>${children.join("")}</${name}>`;
}

export function shape(d: string, fill: string, more: Attributes = {}): string {
  return tag("path", { d, fill, ...more });
}

export function stroke(d: string, color: string, width: number, more: Attributes = {}): string {
  return tag("path", {
    d,
    fill: "none",
    stroke: color,
    "stroke-width": width,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    ...more,
  });
}

export function group(attributes: Attributes, ...children: readonly string[]): string {
  return tag("g", attributes, ...children, "");
}

export function moved(x: number, y: number, scale: number, content: string, degrees = 0): string {
  const spin = degrees === 0 ? "" : ` rotate(${n(degrees)})`;
  return group({ transform: `translate(${n(x)} ${n(y)})${spin} scale(${Math.round(scale * 1000) / 1000})` }, content);
}

function stopTags(stops: readonly Stop[]): string {
  return stops.map(([offset, color, opacity]) => tag("stop", { offset, "stop-color": color, "stop-opacity": opacity })).join("");
}

/** A gradient over the bounding box of what it fills, from one point to another. */
export function linear(pen: Pen, stops: readonly Stop[], x1 = 0, y1 = 0, x2 = 1, y2 = 0): string {
  const body = stopTags(stops);
  return pen.define(`l${x1},${y1},${x2},${y2}${body}`, (id) => tag("linearGradient", { id, x1, y1, x2, y2 }, body));
}

export function radial(pen: Pen, stops: readonly Stop[], cx = 0.5, cy = 0.5, r = 0.5): string {
  const body = stopTags(stops);
  return pen.define(`r${cx},${cy},${r}${body}`, (id) => tag("radialGradient", { id, cx, cy, r }, body));
}

export function clip(pen: Pen, d: string): string {
  return pen.define(`c${d}`, (id) => tag("clipPath", { id }, tag("path", { d })));
}

/** Content seen only inside the outline. */
export function inside(pen: Pen, d: string, ...content: readonly string[]): string {
  return group({ "clip-path": clip(pen, d) }, ...content);
}

const wide = { x: "-60%", y: "-60%", width: "220%", height: "220%", "color-interpolation-filters": "sRGB" };

export function blur(pen: Pen, deviation: number): string {
  return pen.define(`b${deviation}`, (id) => tag("filter", { id, ...wide }, tag("feGaussianBlur", { stdDeviation: deviation })));
}

/** A blur whose edge dissolves into fine grain, as chalk does on rough paper. */
export function chalk(pen: Pen, deviation: number): string {
  const parts = [
    tag("feGaussianBlur", { in: "SourceGraphic", stdDeviation: deviation, result: "soft" }),
    tag("feTurbulence", { type: "fractalNoise", baseFrequency: 0.6, numOctaves: 2, seed: 7 }),
    tag("feColorMatrix", { values: "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1.6 0 0 0 -0.3", result: "noise" }),
    tag("feComposite", { in: "soft", in2: "noise", operator: "arithmetic", k1: 0.62, k2: 0.69, k3: 0, k4: 0 }),
  ];
  return pen.define(`k${deviation}`, (id) => tag("filter", { id, ...wide }, ...parts));
}
