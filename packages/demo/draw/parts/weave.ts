import { lightOf, mix, shadeOf } from "../ink/color.ts";
import { onFront, type Lathe } from "../ink/lathe.ts";
import { line, type Point } from "../ink/path.ts";
import { group, shape, stroke, type Pen } from "../ink/pen.ts";
import { between } from "../ink/random.ts";

/** Wicker: rows of withies that pass before and behind the stakes in turn. */
export function wicker(pen: Pen, body: Lathe, color: string, row: number, stakes: number, low = 0, high = body.height): string {
  const parts: string[] = [shape(body.outline, shadeOf(color, 0.36))];
  const step = 180 / stakes;
  let odd = 0;
  for (let up = low + row * 0.3; up < high; up += row) {
    for (let i = -1; i <= stakes; i += 1) {
      const middle = i * step * 1 + (odd % 2) * step * 0.5 + step * 0.25;
      parts.push(withy(pen, body, up, row, middle, step * 0.62, color));
    }
    odd += 1;
  }
  return group({}, ...parts);
}

function withy(pen: Pen, body: Lathe, up: number, row: number, middle: number, half: number, color: string): string {
  const tone = mix(color, pen.random() > 0.5 ? lightOf(color) : shadeOf(color), between(pen.random, 0, 0.4));
  const points: Point[] = [];
  for (let i = 0; i <= 6; i += 1) points.push(onFront(body, up, Math.min(186, Math.max(-6, middle - half + (half * i) / 3))));
  const bulge = (i: number): number => Math.sin((Math.PI * (i + 0.6)) / 7.2) * row * 0.52;
  const upper = points.map(([x, y], i): Point => [x, y - bulge(i)]);
  const lower = points.map(([x, y], i): Point => [x, y + bulge(i) * 0.8]);
  const shine = points.slice(1, 6).map(([x, y], i): Point => [x, y - bulge(i + 1) * 0.4]);
  return shape(line([...upper, ...lower.reverse()], true), tone) + stroke(line(shine), lightOf(tone, 0.1), row * 0.13, { opacity: 0.6 });
}

/** The plaited edge of a basket, all the way round: the far half is drawn apart from the near half. */
export function braid(
  pen: Pen,
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  thick: number,
  color: string,
  half: "near" | "far",
): string {
  const parts: string[] = [];
  const from = half === "near" ? -4 : 180;
  const count = Math.max(8, Math.round(rx / (thick * 0.42)));
  for (let i = 0; i <= count; i += 1) {
    const degrees = from + (188 * i) / count;
    const angle = (degrees * Math.PI) / 180;
    const x = cx + rx * Math.cos(angle);
    const y = cy + ry * Math.sin(angle);
    const tone = mix(color, i % 2 === 0 ? lightOf(color) : shadeOf(color, 0.14), between(pen.random, 0.2, 0.6));
    const lean = half === "near" ? 1 : -1;
    parts.push(
      stroke(
        `M${x - thick * 0.34} ${y + lean * thick * 0.3}Q${x} ${y - thick * 0.1} ${x + thick * 0.34} ${y - lean * thick * 0.34}`,
        shadeOf(color, 0.3),
        thick * 0.72,
      ),
    );
    parts.push(
      stroke(
        `M${x - thick * 0.34} ${y + lean * thick * 0.3}Q${x} ${y - thick * 0.1} ${x + thick * 0.34} ${y - lean * thick * 0.34}`,
        tone,
        thick * 0.56,
      ),
    );
  }
  return parts.join("");
}
