import { lightOf, shadeOf } from "../ink/color.ts";
import type { Drawing } from "../ink/drawing.ts";
import { turnLathe, type Lathe } from "../ink/lathe.ts";
import { curve, ellipse, line, type Point } from "../ink/path.ts";
import { inside, linear, shape, stroke, type Pen } from "../ink/pen.ts";
import { hoop, paintLathe } from "../ink/shading.ts";
import { braid, wicker } from "./weave.ts";

interface Basket {
  readonly color: string;
  readonly profile: readonly Point[];
  readonly row: number;
  readonly stakes: number;
  readonly tilt?: number;
  readonly stripe?: string;
  readonly content?: (cy: number, rx: number, ry: number) => string;
  readonly handle?: "bow" | "ears";
}

export function basket(pen: Pen, spec: Basket): Drawing {
  const body = turnLathe(spec.profile, [], spec.tilt ?? 0.27);
  const rx = body.radius(body.height);
  const ry = rx * body.flatness(body.height);
  const cy = -body.height;
  const hollow = ellipse(0, cy, rx, ry);
  const wall = linear(pen, [
    [0, shadeOf(spec.color, 0.5)],
    [0.5, shadeOf(spec.color, 0.34)],
    [1, shadeOf(spec.color, 0.12)],
  ]);
  const stripe = spec.stripe ? hoop(body, body.height * 0.62, spec.row * 2.4, spec.stripe, 0.5) : "";
  const art = [
    spec.handle === "bow" ? bow(spec.color, rx, cy, "far") : "",
    shape(hollow, wall),
    inside(pen, hollow, innerRows(body, spec.color)),
    braid(pen, 0, cy, rx, ry, spec.row * 1.5, spec.color, "far"),
    spec.content?.(cy, rx, ry) ?? "",
    paintLathe(pen, body2(body), { color: spec.color, gloss: 0, decor: wicker(pen, body, spec.color, spec.row, spec.stakes) + stripe }),
    spec.handle === "ears" ? ears(spec.color, rx, cy, ry) : "",
    braid(pen, 0, cy, rx, ry, spec.row * 1.5, spec.color, "near"),
    spec.handle === "bow" ? bow(spec.color, rx, cy, "near") : "",
  ].join("");
  const foot = body.radius(0);
  return { art, outline: body.outline, contact: { rx: foot, ry: foot * (spec.tilt ?? 0.27) } };
}

/** The outer wall only: the mouth stays open for what lies in it. */
function body2(body: Lathe): Lathe {
  const right = body.ribs.map((rib): Point => [rib.r, rib.y]);
  const left = [...body.ribs].reverse().map((rib): Point => [-rib.r, rib.y]);
  const rx = body.radius(body.height);
  const ry = rx * body.flatness(body.height);
  const foot = body.radius(0);
  const dip = `A${rx} ${ry} 0 0 0 ${rx} ${-body.height}Z`;
  const under = curve(
    [
      [foot, 0],
      [foot * 0.7, foot * body.flatness(0) * 0.71],
      [0, foot * body.flatness(0)],
      [-foot * 0.7, foot * body.flatness(0) * 0.71],
      [-foot, 0],
    ],
    8,
  );
  return { ...body, outline: `${line([...right, ...under, ...left])}${dip}` };
}

function innerRows(body: Lathe, color: string): string {
  const rx = body.radius(body.height);
  const ry = rx * body.flatness(body.height);
  const rows = [12, 26, 40, 54].map((dy) =>
    stroke(`M${-rx} ${-body.height + dy}A${rx} ${ry} 0 0 1 ${rx} ${-body.height + dy}`, shadeOf(color, 0.2), 6, {
      "stroke-dasharray": "22 10",
      opacity: 0.45,
    }),
  );
  return rows.join("");
}

function bow(color: string, rx: number, cy: number, half: "near" | "far"): string {
  const arc = line(
    curve(
      [
        [-rx * 0.96, cy + 30],
        [-rx * 0.9, cy - 170],
        [-rx * 0.42, cy - 320],
        [0, cy - 350],
        [rx * 0.42, cy - 320],
        [rx * 0.9, cy - 170],
        [rx * 0.96, cy + 30],
      ],
      14,
    ),
  );
  if (half === "far") return "";
  return (
    stroke(arc, shadeOf(color, 0.3), 34) +
    stroke(arc, color, 27) +
    stroke(arc, lightOf(color), 9, { transform: "translate(-4 -5)", opacity: 0.6 }) +
    stroke(arc, shadeOf(color, 0.28), 27, { "stroke-dasharray": "3 21", opacity: 0.7, "stroke-linecap": "butt" })
  );
}

function ears(color: string, rx: number, cy: number, ry: number): string {
  const ear = (side: 1 | -1): string => {
    const x = side * rx * 0.62;
    const d = line(
      curve(
        [
          [x - 70, cy + ry * 0.7],
          [x - 58, cy - 60 + ry * 0.7],
          [x, cy - 96 + ry * 0.7],
          [x + 58, cy - 60 + ry * 0.7],
          [x + 70, cy + ry * 0.7],
        ],
        10,
      ),
    );
    return (
      stroke(d, shadeOf(color, 0.3), 26) +
      stroke(d, color, 20) +
      stroke(d, lightOf(color), 6, { transform: "translate(-3 -3)", opacity: 0.6 }) +
      stroke(d, shadeOf(color, 0.25), 20, { "stroke-dasharray": "3 15", opacity: 0.6, "stroke-linecap": "butt" })
    );
  };
  return ear(-1) + ear(1);
}
