import { ellipse, line, curve } from "../ink/path.ts";
import { blur, group, radial, shape, stroke, type Pen } from "../ink/pen.ts";

/** A candle's flame with its wick's end at the origin given. */
export function flame(pen: Pen, x: number, y: number, size: number): string {
  const drop = (w: number, h: number, lift: number): string =>
    line(
      [
        ...curve(
          [
            [x, y - lift - h],
            [x - w * 0.34, y - lift - h * 0.55],
            [x - w * 0.5, y - lift - h * 0.22],
            [x, y - lift],
          ],
          10,
        ),
        ...curve(
          [
            [x, y - lift],
            [x + w * 0.5, y - lift - h * 0.22],
            [x + w * 0.3, y - lift - h * 0.55],
            [x, y - lift - h],
          ],
          10,
        ),
      ],
      true,
    );
  return group(
    {},
    glow(pen, x, y - size * 0.6, size * 3.1, "#ffd98a", 0.55),
    stroke(`M${x} ${y + size * 0.1}V${y - size * 0.2}`, "#3a2a22", Math.max(2, size * 0.055)),
    shape(drop(size * 0.5, size, size * 0.08), "#f3a53a", { filter: blur(pen, Math.max(1, Math.round(size * 0.02))) }),
    shape(drop(size * 0.36, size * 0.78, size * 0.1), "#ffd768"),
    shape(drop(size * 0.2, size * 0.5, size * 0.12), "#fff6d8"),
  );
}

export function glow(pen: Pen, x: number, y: number, r: number, color: string, opacity: number): string {
  return shape(
    ellipse(x, y, r, r),
    radial(pen, [
      [0, color, opacity],
      [0.4, color, opacity * 0.42],
      [1, color, 0],
    ]),
  );
}

/** Two or three threads of steam. */
export function steam(pen: Pen, x: number, y: number, height: number): string {
  const thread = (dx: number, h: number): string =>
    line(
      curve(
        [
          [x + dx, y],
          [x + dx - 18, y - h * 0.3],
          [x + dx + 16, y - h * 0.62],
          [x + dx - 6, y - h],
        ],
        12,
      ),
    );
  return group(
    { opacity: 0.5, filter: blur(pen, 7) },
    stroke(thread(-46, height * 0.8) + thread(6, height) + thread(52, height * 0.7), "#ffffff", 13),
  );
}
