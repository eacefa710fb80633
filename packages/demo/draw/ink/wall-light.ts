import { lightOf, shadeOf, tone } from "./color.ts";
import { curve, line, n, turn, type Point } from "./path.ts";
import { blur, group, linear, shape, stroke, type Pen } from "./pen.ts";
import type { Backdrop, Frame } from "./stage.ts";

/** What the sun outside the window draws on the wall behind the goods. */
export function wallLight(pen: Pen, frame: Frame, backdrop: Backdrop): string {
  switch (backdrop.light ?? "none") {
    case "window":
      return windowPanes(pen, frame, backdrop.wall);
    case "leaves":
      return leafShade(pen, frame, backdrop.wall);
    case "arch":
      return arch(pen, frame, backdrop);
    case "blind":
      return blind(pen, frame, backdrop.wall);
    case "none":
      return "";
  }
}

function windowPanes(pen: Pen, frame: Frame, wall: string): string {
  const u = frame.width / 1000;
  const pane = (x: number, y: number, w: number, h: number): string =>
    `M${n(x * u)} ${n(y * u)}l${n(w * u)} ${n(w * 0.16 * u)}l${n(-h * 0.1 * u)} ${n(h * u)}l${n(-w * u)} ${n(-w * 0.16 * u)}Z`;
  const panes = [pane(560, 70, 165, 230), pane(745, 100, 165, 230), pane(535, 320, 165, 230), pane(720, 350, 165, 230)];
  return group({ filter: blur(pen, 9), opacity: 0.5 }, shape(panes.join(""), lightOf(wall, 0.09)));
}

function blind(pen: Pen, frame: Frame, wall: string): string {
  const u = frame.width / 1000;
  const slats = Array.from(
    { length: 8 },
    (_, i) => `M${n((470 - i * 9) * u)} ${n((90 + i * 58) * u)}l${n(430 * u)} ${n(70 * u)}v${n(31 * u)}l${n(-430 * u)} ${n(-70 * u)}Z`,
  );
  return group({ filter: blur(pen, 8), opacity: 0.42 }, shape(slats.join(""), lightOf(wall, 0.09)));
}

function leafShade(pen: Pen, frame: Frame, wall: string): string {
  const u = frame.width / 1000;
  const stem = curve(
    [
      [1040, 40],
      [860, 150],
      [720, 330],
      [640, 520],
    ].map(([x = 0, y = 0]): Point => [x * u, y * u]),
    16,
  );
  const blades = stem
    .filter((_, i) => i % 9 === 3)
    .flatMap(([x, y], i) => {
      const size = (250 - i * 18) * u;
      const blade = (degrees: number): string =>
        line(
          turn(
            [
              ...curve(
                [
                  [0, 0],
                  [size * 0.4, -size * 0.2],
                  [size, 0],
                ],
                8,
              ),
              ...curve(
                [
                  [size, 0],
                  [size * 0.4, size * 0.2],
                  [0, 0],
                ],
                8,
              ),
            ],
            degrees,
            x,
            y,
          ),
          true,
        );
      return [blade(178 - i * 5), blade(74 - i * 3)];
    });
  return group(
    { filter: blur(pen, 11), opacity: 0.16 },
    shape(blades.join(""), shadeOf(wall, 0.2)),
    stroke(line(stem), shadeOf(wall, 0.2), 8 * u),
  );
}

function arch(pen: Pen, frame: Frame, backdrop: Backdrop): string {
  const u = frame.width / 1000;
  const foot = backdrop.horizon ?? frame.height;
  const niche = (grow: number): string =>
    `M${n((170 - grow) * u)} ${n(foot)}V${n(500 * u)}A${n((330 + grow) * u)} ${n((330 + grow) * u)} 0 0 1 ${n((830 + grow) * u)} ${n(500 * u)}V${n(foot)}Z`;
  const depth = linear(
    pen,
    [
      [0, shadeOf(backdrop.wall, 0.09)],
      [0.32, tone(backdrop.wall, -0.035, 1.15)],
      [1, tone(backdrop.wall, -0.012, 1.1)],
    ],
    0,
    0.1,
    1,
    0.5,
  );
  return shape(niche(7), lightOf(backdrop.wall, 0.05), { opacity: 0.7 }) + shape(niche(0), depth);
}
