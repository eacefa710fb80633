import { shadeOf, lightOf } from "../ink/color.ts";
import { onFront, zone, type Lathe } from "../ink/lathe.ts";
import { ellipse } from "../ink/path.ts";
import { shape, type Pen } from "../ink/pen.ts";
import { between, type Random } from "../ink/random.ts";

/** An edge that runs down in places, as glaze does: waves with a few longer drops. */
export function drip(random: Random, depth: number): (degrees: number) => number {
  const phase = between(random, 0, 6);
  const drops = Array.from({ length: 6 }, (_, i) => ({
    at: 8 + i * 32 + between(random, -11, 11),
    long: between(random, 0.15, 1),
    wide: between(random, 6, 10.5),
  }));
  return (degrees) => {
    const ripple = Math.sin((degrees / 180) * 9 + phase) * 0.16 + Math.sin((degrees / 180) * 4 + phase * 2) * 0.14;
    const runs = drops.map((drop) => drop.long * Math.exp(-(Math.abs((degrees - drop.at) / drop.wide) ** 2.8)));
    return -depth * (ripple + Math.max(...runs));
  };
}

/** A second glaze over the upper part, its thick edge a little darker. */
export function dipped(pen: Pen, body: Lathe, color: string, low: number, depth: number): string {
  const wave = drip(pen.random, depth);
  return (
    shape(zone(body, low - 7, body.height, wave), shadeOf(color, 0.16), { opacity: 0.65 }) +
    shape(zone(body, low, body.height, wave), color)
  );
}

/** The bare clay that glaze leaves free at the foot. */
export function bareFoot(body: Lathe, clay: string, up: number): string {
  return shape(zone(body, -20, up), clay) + shape(zone(body, up - 3, up + 3), shadeOf(clay, 0.2), { opacity: 0.5 });
}

/** Iron specks in the clay, smaller towards the edges. */
export function specks(pen: Pen, body: Lathe, color: string, count: number, low = 0, high = body.height): string {
  const dots = Array.from({ length: count }, () => {
    const [x, y] = onFront(body, between(pen.random, low, high), between(pen.random, 14, 166));
    const size = between(pen.random, 1, 3.6) ** 1.15;
    return ellipse(x, y, size, size * 0.9);
  });
  return shape(dots.join(""), color, { opacity: 0.55 });
}

/** Soft rings that the potter's fingers leave. */
export function throwingRings(body: Lathe, color: string, low: number, high: number, gap: number): string {
  const rings: string[] = [];
  for (let up = low; up < high; up += gap) {
    rings.push(shape(zone(body, up, up + gap * 0.34), shadeOf(color, 0.14), { opacity: 0.22 }));
    rings.push(shape(zone(body, up + gap * 0.4, up + gap * 0.6), lightOf(color, 0.08), { opacity: 0.25 }));
  }
  return rings.join("");
}
