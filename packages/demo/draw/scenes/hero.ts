import { lightOf, shadeOf } from "../ink/color.ts";
import type { Placed } from "../ink/drawing.ts";
import { rect } from "../ink/path.ts";
import { blur, group, inside, linear, newPen, shape, stroke, type Pen } from "../ink/pen.ts";
import { paintBackdrop, paintThings, svg, type Backdrop, type Frame } from "../ink/stage.ts";
import { marketBasket, WILLOW } from "../goods/baskets.ts";
import { breakfastBowl, fruitStand, fruits } from "../goods/bowls.ts";
import { foldedPile } from "../goods/cloth.ts";
import { enamelMug, quayMug } from "../goods/cups.ts";
import { mushroomLamp } from "../goods/light.ts";
import { board } from "../goods/boards.ts";
import { pitcher, teapot } from "../goods/pots.ts";
import { bottleVase } from "../goods/vases.ts";
import { glaze, house, thread, wood } from "../palette.ts";
import { woodGrain } from "../parts/grain.ts";
import { harborWindow, type Opening } from "./harbor-view.ts";

const WALL = "#e9cbb0";
const OAK = "#c9985f";

/** The stall's awning, striped, with its scalloped edge. */
function awning(pen: Pen, width: number, height: number, stripe: number): string {
  const parts: string[] = [];
  for (let i = 0, x = -stripe * 0.3; x < width + stripe; i += 1, x += stripe) {
    const d = `M${x} -10H${x + stripe}V${height}a${stripe / 2} ${stripe * 0.42} 0 0 1 ${-stripe} 0Z`;
    const tint = i % 2 === 0 ? house.buoy : "#f3e7d0";
    parts.push(
      shape(d, tint) +
        shape(
          d,
          linear(
            pen,
            [
              [0, "#2d2538", 0.26],
              [0.3, "#2d2538", 0],
              [0.72, "#fff8e8", 0.16],
              [1, "#2d2538", 0.16],
            ],
            0,
            0,
            0,
            1,
          ),
        ),
    );
  }
  const shadow = shape(rect(-20, 0, width + 40, height + stripe * 0.5), "#3e3450", {
    opacity: 0.34,
    filter: blur(pen, 18),
    transform: "translate(16 20)",
  });
  return shadow + parts.join("") + stroke(`M0 ${height}H${width}`, "#2d2538", 2, { opacity: 0.18 });
}

/** The counter of oak planks: its top and, below the edge, its front. */
function counter(pen: Pen, frame: Frame, top: number, edge: number): string {
  const boards = rect(0, top, frame.width, edge - top);
  const front = rect(0, edge, frame.width, frame.height - edge);
  const panels: string[] = [];
  for (let x = 0; x < frame.width; x += 150) panels.push(`M${x} ${edge + 26}V${frame.height}`);
  return [
    inside(
      pen,
      boards,
      shape(boards, OAK),
      woodGrain(pen, 0, top, frame.width, edge - top, OAK, false),
      shape(
        boards,
        linear(
          pen,
          [
            [0, "#4a3422", 0.3],
            [0.4, "#4a3422", 0],
            [1, "#fff2d8", 0.22],
          ],
          0,
          0,
          0,
          1,
        ),
      ),
    ),
    inside(
      pen,
      front,
      shape(front, "#2f5f6b"),
      stroke(panels.join(""), shadeOf("#2f5f6b", 0.16), 5),
      stroke(panels.join(""), lightOf("#2f5f6b"), 2, { transform: "translate(4 0)", opacity: 0.5 }),
      shape(
        front,
        linear(
          pen,
          [
            [0, "#10232b", 0.5],
            [0.3, "#10232b", 0.05],
            [1, "#10232b", 0.3],
          ],
          0,
          0,
          0,
          1,
        ),
      ),
    ),
    shape(rect(0, edge - 4, frame.width, 26), shadeOf(OAK, 0.06)),
    shape(rect(0, edge - 4, frame.width, 4), lightOf(OAK, 0.12)),
  ].join("");
}

function stall(
  seed: string,
  frame: Frame,
  top: number,
  edge: number,
  opening: Opening,
  stripe: number,
  things: (pen: Pen) => readonly Placed[],
): string {
  const pen = newPen(seed);
  const backdrop: Backdrop = { wall: WALL, table: OAK, horizon: top };
  const body = [
    paintBackdrop(pen, frame, { wall: WALL, table: WALL }),
    harborWindow(pen, opening, WALL),
    counter(pen, frame, top, edge),
    paintThings(pen, frame, backdrop, things(pen)),
    awning(pen, frame.width, stripe * 0.86, stripe),
    group(
      { style: "mix-blend-mode:soft-light" },
      shape(
        `M0 0H${frame.width * 0.5}L${frame.width * 0.12} ${frame.height}H0Z`,
        linear(
          pen,
          [
            [0, "#fff0cf", 0.55],
            [1, "#fff0cf", 0],
          ],
          0,
          0,
          0.8,
          1,
        ),
        { filter: blur(pen, 50) },
      ),
    ),
  ].join("");
  return svg(frame, pen, body);
}

const CHECK = { kind: "check", color: thread.navy, second: thread.rust, gap: 70 } as const;

export function wideHero(): string {
  const frame = { width: 1600, height: 900 };
  return stall("hero", frame, 655, 808, { x: 650, y: 190, width: 620, height: 410 }, 100, (pen) => [
    { drawing: board(pen, wood.oak, "paddle"), x: 150, y: 706, scale: 0.6, shadow: "lean" },
    { drawing: bottleVase(pen, glaze.shell), x: 318, y: 728, scale: 0.6 },
    { drawing: mushroomLamp(pen, glaze.brass), x: 1425, y: 716, scale: 0.6 },
    {
      drawing: foldedPile(
        pen,
        [
          { color: thread.moss, pattern: { kind: "plain" } },
          { color: thread.wool, pattern: CHECK },
          { color: thread.rose, pattern: { kind: "plain" } },
        ],
        300,
        56,
      ),
      x: 160,
      y: 782,
      scale: 0.9,
    },
    { drawing: teapot(pen, glaze.kelp), x: 560, y: 748, scale: 0.58 },
    { drawing: pitcher(pen, glaze.tide, glaze.salt), x: 888, y: 722, scale: 0.5 },
    { drawing: marketBasket(pen, WILLOW, true), x: 1146, y: 762, scale: 0.64 },
    { drawing: quayMug(pen, glaze.buoy), x: 352, y: 788, scale: 0.36 },
    { drawing: enamelMug(pen, glaze.deep, glaze.salt), x: 792, y: 790, scale: 0.36 },
    { drawing: breakfastBowl(pen, glaze.deep), x: 1396, y: 794, scale: 0.4 },
  ]);
}

export function tallHero(): string {
  const frame = { width: 1000, height: 1250 };
  return stall("hero", frame, 900, 1108, { x: 250, y: 250, width: 520, height: 520 }, 100, (pen) => [
    { drawing: bottleVase(pen, glaze.shell), x: 132, y: 960, scale: 0.66 },
    { drawing: mushroomLamp(pen, glaze.brass), x: 822, y: 962, scale: 0.6 },
    { drawing: fruitStand(pen, glaze.sage, fruits(pen, ["#e0983b", "#d98a2c"], 58)), x: 665, y: 1000, scale: 0.5 },
    { drawing: teapot(pen, glaze.kelp), x: 372, y: 1018, scale: 0.64 },
    {
      drawing: foldedPile(
        pen,
        [
          { color: thread.moss, pattern: { kind: "plain" } },
          { color: thread.wool, pattern: CHECK },
        ],
        300,
        56,
      ),
      x: 826,
      y: 1082,
      scale: 0.92,
    },
    { drawing: quayMug(pen, glaze.buoy), x: 170, y: 1080, scale: 0.42 },
    { drawing: enamelMug(pen, glaze.deep, glaze.salt), x: 570, y: 1084, scale: 0.36 },
  ]);
}
