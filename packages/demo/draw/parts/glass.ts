import { mix, tone } from "../ink/color.ts";
import { frontArc, zone, type Lathe } from "../ink/lathe.ts";
import { ellipse, frontPath, line } from "../ink/path.ts";
import { blur, group, inside, linear, shape, stroke, type Pen } from "../ink/pen.ts";
import { band } from "../ink/sweep.ts";

export interface Glass {
  readonly tint: string;
  readonly liquid?: { readonly color: string; readonly up: number; readonly opacity?: number };
  readonly ribs?: number;
  readonly content?: string;
}

/** See-through bodies: the edges gather color, the middle is nearly clear, and the far rim shows. */
export function paintGlass(pen: Pen, body: Lathe, glass: Glass): string {
  const rx = body.radius(body.height);
  const ry = rx * body.flatness(body.height);
  const edge = tone(glass.tint, -0.16, 1.3);
  const across = linear(pen, [
    [0, edge, 0.85],
    [0.07, glass.tint, 0.6],
    [0.3, glass.tint, 0.3],
    [0.7, glass.tint, 0.38],
    [0.92, glass.tint, 0.62],
    [1, edge, 0.9],
  ]);
  const flutes = Array.from({ length: glass.ribs ?? 0 }, (_, i) => {
    const angle = (Math.PI * (i + 0.5)) / (glass.ribs ?? 1);
    const c = -Math.cos(angle);
    const w = Math.sin(angle) * 0.045;
    return (
      shape(band(body.ribs, c - w, c, 0.03, 0.97), edge, { opacity: 0.3 }) +
      shape(band(body.ribs, c, c + w, 0.03, 0.97), "#ffffff", { opacity: 0.34 })
    );
  });
  const liquid = glass.liquid;
  const wet = liquid
    ? shape(zone(body, -30, liquid.up), liquid.color, { opacity: liquid.opacity ?? 0.6 }) +
      shape(
        ellipse(0, -liquid.up, body.radius(liquid.up), body.radius(liquid.up) * body.flatness(liquid.up)),
        mix(liquid.color, "#ffffff", 0.25),
        { opacity: 0.75 },
      ) +
      stroke(frontPath(0, -liquid.up, body.radius(liquid.up), body.radius(liquid.up) * body.flatness(liquid.up)), "#ffffff", 2, {
        opacity: 0.5,
      })
    : "";
  return group(
    {},
    inside(
      pen,
      body.outline,
      stroke(ellipse(0, -body.height, rx - 2, ry - 1), edge, 4, { opacity: 0.5 }),
      glass.content ?? "",
      wet,
      shape(body.outline, across),
      ...flutes,
      shape(zone(body, -20, 14), edge, { opacity: 0.5 }),
      stroke(line(frontArc(body, 22)), "#ffffff", 3, { opacity: 0.5 }),
      shape(band(body.ribs, -0.8, -0.66, 0.06, 0.72), "#ffffff", { opacity: 0.6, filter: blur(pen, 3) }),
      shape(band(body.ribs, 0.74, 0.8, 0.2, 0.9), "#ffffff", { opacity: 0.4, filter: blur(pen, 2) }),
    ),
    stroke(ellipse(0, -body.height, rx, ry), mix(edge, "#ffffff", 0.3), 3.4, { opacity: 0.8 }),
    stroke(frontPath(0, -body.height, rx, ry), "#ffffff", 2.6, { opacity: 0.85 }),
  );
}
