import type { Drawing } from "../ink/drawing.ts";
import { curve, ellipse, line } from "../ink/path.ts";
import { linear, moved, shape, stroke, type Pen } from "../ink/pen.ts";
import { basket } from "../parts/basket.ts";
import { leaf } from "../parts/plant.ts";

export const WILLOW = "#c79a5f";

export const SEAGRASS = "#bcae77";

export function marketBasket(pen: Pen, color: string, filled = false): Drawing {
  const greens = (cy: number, rx: number): string => {
    const parts: string[] = [];
    for (let i = 0; i < 26; i += 1)
      parts.push(
        leaf(
          -rx * 0.7 + (rx * 1.0 * (i % 13)) / 13,
          cy + 26,
          110 + pen.random() * 90,
          84,
          -158 + (i % 13) * 9 + pen.random() * 24,
          i % 2 ? "#77935c" : "#5f7d52",
        ),
      );
    const loaf = (x: number, turnBy: number): string =>
      moved(
        x,
        cy + 20,
        1,
        shape(
          line(
            curve(
              [
                [-34, 40],
                [-38, -150],
                [-22, -250],
                [0, -270],
                [22, -250],
                [38, -150],
                [34, 40],
              ],
              8,
            ),
            true,
          ),
          "#c98a45",
        ) +
          stroke("M-18 -60l36 -26M-18 -120l36 -26M-16 -180l32 -24", "#efcf98", 11) +
          shape(
            line(
              curve(
                [
                  [12, 40],
                  [16, -150],
                  [8, -250],
                  [22, -250],
                  [38, -150],
                  [34, 40],
                ],
                8,
              ),
              true,
            ),
            "#9a5f2b",
            { opacity: 0.4 },
          ),
        turnBy,
      );
    return parts.join("") + loaf(rx * 0.36, 14) + loaf(rx * 0.56, 24);
  };
  return basket(pen, {
    color,
    row: 19,
    stakes: 15,
    handle: "bow",
    profile: [
      [196, 0],
      [206, 10],
      [252, 160],
      [278, 260],
    ],
    ...(filled ? { content: greens } : {}),
  });
}

export function breadBasket(pen: Pen, color: string): Drawing {
  const rolls = (cy: number, rx: number): string =>
    [
      [-0.5, 8],
      [0.5, 6],
      [0, -34],
      [-0.16, 22],
      [0.3, 34],
    ]
      .map(([at = 0, dy = 0]) => {
        const x = at * rx;
        return (
          shape(
            ellipse(x, cy + dy, 92, 62),
            linear(
              pen,
              [
                [0, "#e6b36c"],
                [0.5, "#c98a45"],
                [1, "#8f5627"],
              ],
              0.1,
              0,
              0.9,
              1,
            ),
          ) + stroke(`M${x - 44} ${cy + dy - 22}q44 -26 88 0`, "#f3d9a8", 9, { opacity: 0.9 })
        );
      })
      .join("");
  return basket(pen, {
    color,
    row: 17,
    stakes: 17,
    tilt: 0.3,
    profile: [
      [190, 0],
      [210, 10],
      [276, 90],
      [302, 150],
    ],
    content: rolls,
  });
}

export function laundryBasket(pen: Pen, color: string): Drawing {
  const linen = (cy: number, rx: number): string =>
    shape(
      line(
        curve(
          [
            [-rx * 0.86, cy + 50],
            [-rx * 0.7, cy - 40],
            [-rx * 0.3, cy - 70],
            [0, cy - 44],
            [rx * 0.34, cy - 78],
            [rx * 0.74, cy - 34],
            [rx * 0.86, cy + 50],
          ],
          10,
        ),
        true,
      ),
      "#86a5a8",
    ) +
    stroke(
      line(
        curve(
          [
            [-rx * 0.5, cy - 40],
            [-rx * 0.34, cy + 6],
            [-rx * 0.44, cy + 60],
          ],
          8,
        ),
      ) +
        line(
          curve(
            [
              [rx * 0.1, cy - 50],
              [rx * 0.2, cy],
              [rx * 0.06, cy + 60],
            ],
            8,
          ),
        ),
      "#5f8288",
      8,
      { opacity: 0.6 },
    );
  return basket(pen, {
    color,
    row: 21,
    stakes: 14,
    handle: "ears",
    tilt: 0.24,
    profile: [
      [190, 0],
      [204, 12],
      [236, 220],
      [252, 480],
    ],
    content: linen,
    stripe: "#efe6d6",
  });
}

export function bellyBasket(pen: Pen, color: string, stripe: string): Drawing {
  return basket(pen, {
    color,
    row: 18,
    stakes: 15,
    handle: "ears",
    tilt: 0.25,
    profile: [
      [140, 0],
      [170, 14],
      [258, 150],
      [244, 280],
      [200, 350],
    ],
    stripe,
  });
}
