import { lightOf, mix, shadeOf } from "../ink/color.ts";
import type { Drawing } from "../ink/drawing.ts";
import { curve, line, n, rect } from "../ink/path.ts";
import { blur, inside, linear, moved, shape, stroke, type Pen } from "../ink/pen.ts";
import { wood } from "../palette.ts";
import { wool } from "./cloth.ts";
import { multiply, hook } from "./garments.ts";

function quilted(pen: Pen, outline: string, color: string, box: readonly [number, number, number, number]): string {
  const [x, y, w, h] = box;
  const lines: string[] = [];
  for (let i = -h; i < w + h; i += 54) lines.push(`M${n(x + i)} ${n(y)}l${n(h)} ${n(h)}M${n(x + i + h)} ${n(y)}l${n(-h)} ${n(h)}`);
  const d = lines.join("");
  return inside(
    pen,
    outline,
    shape(outline, color),
    wool(pen, outline, color),
    stroke(d, mix("#7a7090", color, 0.3), 11, { opacity: 0.42, filter: blur(pen, 4), ...multiply }),
    stroke(d, "#fff8e8", 7, { opacity: 0.5, filter: blur(pen, 4), transform: "translate(-6 5)", style: "mix-blend-mode:soft-light" }),
    stroke(d, shadeOf(color, 0.18), 2, { "stroke-dasharray": "7 6", opacity: 0.8 }),
    stroke(outline, mix("#7a7090", color, 0.3), 60, { opacity: 0.5, filter: blur(pen, 22), transform: "translate(-10 -12)", ...multiply }),
  );
}

export function mitts(pen: Pen, color: string, edge: string): Drawing {
  const mitt = line(
    curve(
      [
        [-108, 470],
        [-116, 330],
        [-124, 190],
        [-104, 90],
        [-40, 44],
        [38, 66],
        [72, 140],
        [80, 226],
        [112, 196],
        [160, 184],
        [182, 226],
        [158, 296],
        [112, 360],
        [104, 470],
      ],
      12,
      [0, 13],
    ),
    true,
  );
  const cuff = rect(-118, 442, 232, 74, 16);
  const pad = rect(-140, 120, 280, 280, 30);
  const loop = (y: number): string => stroke(`M10 ${y}C-22 ${y - 40} -8 8 18 8C42 8 50 ${y - 40} 22 ${y}`, wood.walnut, 8);
  const piped = (d: string): string => stroke(d, shadeOf(edge, 0.16), 16) + stroke(d, edge, 11);
  const left = moved(
    -196,
    0,
    1,
    `${loop(60)}${moved(
      0,
      0,
      1,
      quilted(pen, mitt, color, [-140, 20, 340, 500]) +
        piped(mitt) +
        shape(cuff, edge) +
        shape(
          cuff,
          linear(pen, [
            [0, "#fff8e8", 0.2],
            [1, "#5e5674", 0.3],
          ]),
        ) +
        stroke("M-106 462H102M-106 498H102", lightOf(edge), 2.4, { "stroke-dasharray": "8 7", opacity: 0.7 }),
    )}${hook()}`,
  );
  const right = moved(196, 40, 1, `${loop(126)}${quilted(pen, pad, mix(color, edge, 0.12), [-150, 100, 300, 320])}${piped(pad)}${hook()}`);
  const shift = (d: string, dx: number): string =>
    d.replace(/([ML])(-?[\d.]+) /g, (_, c: string, x: string) => `${c}${n(Number(x) + dx)} `);
  return { art: left + right, outline: shift(mitt, -196) + rect(56, 160, 280, 280, 30) };
}
