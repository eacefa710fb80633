import * as Cloth from "../goods/cloth.ts";
import { marketBasket, WILLOW } from "../goods/baskets.ts";
import { thread } from "../palette.ts";
import type { Pattern } from "../parts/pattern.ts";
import { HORIZON } from "../ink/stage.ts";
import { onHooks } from "./on-hooks.ts";
import { choice, pick, type Category } from "./product.ts";

const plain: Pattern = { kind: "plain" };
const PALE = "#f0e4cf";

export const textiles: Category = {
  name: "Textiles",
  slug: "textiles",
  description: "Wool, linen and canvas, woven narrow and meant to be used until soft.",
  taxonomy: "Home & Garden > Linens & Bedding",
  backdrop: { wall: "#dcd5e0", table: "#c8becf", horizon: HORIZON, light: "none" },
  products: [
    {
      handle: "pilot-blanket",
      title: "Pilot Blanket",
      body: "New wool in a check wide enough to read across a room. Heavy for its size, as a blanket on deck should be; the fringe is twisted by hand and counts, if you are unable to sleep, 186 ends.",
      details: ["Pure new wool", "130 by 180 cm, with fringe", "Air it; dry-clean when airing no longer helps"],
      tags: ["wool", "blanket", "bestseller"],
      grams: 1250,
      price: 11900,
      usd: 13900,
      option: {
        name: "Color",
        choices: [
          choice("Harbor", "HARBOR", thread.wool, thread.navy, thread.rust),
          choice("Moss", "MOSS", thread.wool, thread.moss, thread.mustard),
          choice("Rust", "RUST", "#ecd9c2", thread.rust, thread.navy),
        ],
      },
      look: {
        scale: 1.12,
        x: 490,
        y: 230,
        stand: "wall",
        draw: (pen, colors) =>
          Cloth.onRail(
            pen,
            [
              {
                x: 0,
                cloth: {
                  color: pick(colors, 0),
                  pattern: { kind: "check", color: pick(colors, 1), second: pick(colors, 2), gap: 112 },
                  width: 560,
                  height: 680,
                  fringe: pick(colors, 0),
                },
              },
            ],
            378,
          ),
      },
      alt: (color) => `Checked wool blanket in ${color} with a fringe, hanging over a wooden rail`,
      scene: {
        alt: "Two folded Pilot Blankets in a willow market basket",
        backdrop: { horizon: HORIZON, light: "window" },
        things: (pen) => [
          { drawing: marketBasket(pen, WILLOW), x: 335, y: 1000, scale: 0.98 },
          {
            drawing: Cloth.foldedPile(
              pen,
              [
                { color: thread.moss, pattern: { kind: "check", color: thread.wool, second: thread.mustard, gap: 90 } },
                { color: thread.wool, pattern: { kind: "check", color: thread.navy, second: thread.rust, gap: 90 } },
              ],
              480,
              104,
            ),
            x: 640,
            y: 1075,
            scale: 1.08,
          },
        ],
      },
    },
    {
      handle: "twill-throw",
      title: "Herringbone Throw",
      body: "A light throw in two-tone herringbone, for the arm of the sofa and the cold end of the bed. Lambswool and a little cotton, so that it hangs rather than stands.",
      details: ["80 % lambswool, 20 % cotton", "130 by 170 cm, with fringe", "Wool cycle, 30 °C, dry flat"],
      tags: ["wool", "blanket", "sofa"],
      grams: 780,
      price: 8400,
      usd: 9800,
      option: {
        name: "Color",
        choices: [choice("Slate", "SLATE", "#a9b8ba", thread.slate), choice("Mustard", "MUSTARD", "#e6c88a", "#c08f34")],
      },
      look: {
        scale: 1.12,
        x: 490,
        y: 230,
        stand: "wall",
        draw: (pen, colors) =>
          Cloth.onRail(
            pen,
            [
              {
                x: 0,
                cloth: {
                  color: pick(colors, 0),
                  pattern: { kind: "herringbone", color: pick(colors, 1), size: 58 },
                  width: 540,
                  height: 640,
                  fringe: pick(colors, 1),
                },
              },
            ],
            378,
          ),
      },
      alt: (color) => `Throw in ${color} herringbone with a fringe, hanging over a wooden rail`,
    },
    {
      handle: "galley-towels",
      title: "Galley Towels, Set of Two",
      body: "Half linen for drinking, half cotton for softness. One striped, one with waves, so that each can pretend to be the good one. They dry glasses without lint and are better after ten washes.",
      details: ["55 % linen, 45 % cotton", "50 by 70 cm, with hanging loops", "60 °C, shake before drying"],
      tags: ["linen", "kitchen", "set"],
      grams: 260,
      price: 2600,
      usd: 3000,
      option: {
        name: "Color",
        choices: [choice("Harbor", "HARBOR", thread.navy), choice("Rust", "RUST", thread.rust), choice("Moss", "MOSS", thread.moss)],
      },
      look: {
        scale: 1.15,
        x: 490,
        y: 260,
        stand: "wall",
        draw: (pen, colors) =>
          Cloth.onRail(
            pen,
            [
              {
                x: -158,
                cloth: {
                  color: PALE,
                  pattern: { kind: "stripes", colors: [pick(colors, 0)], gap: 72, width: 26, upright: true },
                  width: 268,
                  height: 590,
                },
              },
              { x: 158, cloth: { color: pick(colors, 0), pattern: { kind: "waves", color: PALE, gap: 48 }, width: 268, height: 520 } },
            ],
            374,
          ),
      },
      alt: (color) => `Two kitchen towels in ${color}, one striped and one with waves, on a wooden rail`,
    },
    {
      handle: "deckchair-cushion",
      title: "Deckchair Cushion",
      body: "The canvas of deckchairs, with the stripe it was born with. Piped all round, closed with a zip you have to look for. The filling is feather and forgives.",
      details: ["Cotton canvas, feather filling", "50 by 50 cm", "Cover 40 °C, dry on the line"],
      tags: ["canvas", "cushion", "sofa"],
      grams: 900,
      price: 4200,
      usd: 4900,
      option: {
        name: "Stripe",
        choices: [
          choice("Harbor", "HARBOR", "#eadfc8", thread.navy),
          choice("Rust", "RUST", "#eadfc8", thread.rust),
          choice("Mustard", "MUSTARD", "#eadfc8", thread.mustard),
        ],
      },
      look: {
        scale: 1.24,
        x: 490,
        y: 1010,
        draw: (pen, colors) =>
          Cloth.cushion(pen, {
            color: pick(colors, 0),
            pattern: { kind: "stripes", colors: [pick(colors, 1)], gap: 76, width: 34, upright: true },
            piping: pick(colors, 1),
            width: 580,
            height: 560,
          }),
      },
      alt: (color) => `Square canvas cushion with ${color} stripes and piping`,
    },
    {
      handle: "swell-cushion",
      title: "Swell Cushion",
      body: "Stitched waves on washed linen, row upon row, in the pattern sailors' wives used to mend with. Long enough for two heads or one afternoon.",
      details: ["Linen, cotton embroidery, feather filling", "60 by 40 cm", "Cover 30 °C, iron from the back"],
      tags: ["linen", "cushion", "embroidered"],
      grams: 780,
      price: 5400,
      usd: 6300,
      option: { name: "Color", choices: [choice("Navy", "NAVY", thread.navy, PALE), choice("Rose", "ROSE", thread.rose, "#fbf3e4")] },
      look: {
        scale: 1.18,
        x: 490,
        y: 990,
        draw: (pen, colors) =>
          Cloth.cushion(pen, {
            color: pick(colors, 0),
            pattern: { kind: "waves", color: pick(colors, 1), gap: 62 },
            piping: pick(colors, 1),
            width: 660,
            height: 450,
          }),
      },
      alt: (color) => `Long ${color} linen cushion with pale stitched waves`,
    },
    {
      handle: "supper-napkins",
      title: "Supper Napkins, Set of Four",
      body: "Washed linen that does not want to be ironed. Large enough for a lap, plain enough for every plate. Four in a set, since somebody always stays.",
      details: ["Pure linen, stone-washed", "45 by 45 cm", "60 °C, tumble dry if you must"],
      tags: ["linen", "table", "set"],
      grams: 320,
      price: 3200,
      usd: 3700,
      option: {
        name: "Color",
        choices: [
          choice("Shore", "SHORE", thread.slate, thread.flax, thread.rose, thread.moss),
          choice("Sunset", "SUNSET", thread.rust, thread.mustard, "#e7c39c", thread.rose),
        ],
      },
      look: {
        scale: 1.3,
        x: 490,
        y: 1000,
        draw: (pen, colors) =>
          Cloth.foldedPile(
            pen,
            colors.map((color, i) => ({
              color,
              pattern: i === 1 ? ({ kind: "stripes", colors: [pick(colors, 0)], gap: 64, width: 16, upright: true } as const) : plain,
            })),
            500,
            92,
          ),
      },
      alt: (color) => `Pile of four folded linen napkins in the colors of the ${color} set`,
    },
    ...onHooks,
  ],
};
