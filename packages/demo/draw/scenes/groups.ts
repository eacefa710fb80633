import type { Placed } from "../ink/drawing.ts";
import type { Pen } from "../ink/pen.ts";
import { picture, type Backdrop } from "../ink/stage.ts";
import { categories } from "../catalog/all.ts";
import { bellyBasket, SEAGRASS } from "../goods/baskets.ts";
import { fruitStand, fruits, nestingBowls } from "../goods/bowls.ts";
import { herring, plate } from "../goods/plates.ts";
import { cushion, foldedPile, onRail } from "../goods/cloth.ts";
import { enamelMug, espresso, quayMug } from "../goods/cups.ts";
import { chamberstick, pillars } from "../goods/candles.ts";
import { mushroomLamp } from "../goods/light.ts";
import { board } from "../goods/boards.ts";
import { castPot } from "../goods/pantry.ts";
import { spoons } from "../goods/utensils.ts";
import { framed, pencils } from "../goods/paper.ts";
import { notebook } from "../goods/notebooks.ts";
import { carafe } from "../goods/glassware.ts";
import { kettle, pitcher, teapot } from "../goods/pots.ts";
import { herrings } from "../goods/prints.ts";
import { bottleVase, flutedVase } from "../goods/vases.ts";
import { plantPot } from "../goods/planters.ts";
import { glaze, thread, wood } from "../palette.ts";
import type { Shot } from "../shots.ts";

const SQUARE = { width: 1000, height: 1000 };
const HORIZON = 690;

/** One group of goods for each category, named by its slug. */
const groups: Readonly<
  Record<string, { readonly alt: string; readonly things: (pen: Pen) => readonly Placed[]; readonly backdrop?: Partial<Backdrop> }>
> = {
  "cups-mugs": {
    alt: "Three mugs in blue, ochre and red",
    things: (pen) => [
      { drawing: enamelMug(pen, glaze.deep, glaze.salt), x: 650, y: 770, scale: 0.98 },
      { drawing: quayMug(pen, glaze.brass), x: 290, y: 800, scale: 1.02 },
      { drawing: espresso(pen, glaze.buoy), x: 590, y: 905, scale: 0.86 },
    ],
  },
  "bowls-plates": {
    alt: "A platter with a painted herring, a stack of bowls and a fruit stand",
    things: (pen) => [
      {
        drawing: plate(pen, { color: glaze.salt, r: 320, ry: 218, art: herring(0, -218, 380, glaze.deep) }),
        x: 560,
        y: 715,
        scale: 1,
        shadow: "lean",
      },
      { drawing: fruitStand(pen, glaze.sage, fruits(pen, ["#e0983b", "#d98a2c"], 58)), x: 730, y: 860, scale: 0.72 },
      { drawing: nestingBowls(pen, [glaze.deep, glaze.tide, glaze.salt]), x: 305, y: 880, scale: 0.82 },
    ],
  },
  "teapots-jugs": {
    alt: "A pitcher, a red kettle and a green teapot",
    things: (pen) => [
      { drawing: pitcher(pen, glaze.tide, glaze.salt), x: 270, y: 775, scale: 1 },
      { drawing: carafe(pen, "#9cc5c0"), x: 826, y: 760, scale: 0.84 },
      { drawing: kettle(pen, glaze.buoy), x: 590, y: 790, scale: 0.86 },
      { drawing: teapot(pen, glaze.kelp), x: 420, y: 915, scale: 0.66 },
    ],
  },
  "vases-planters": {
    alt: "A fluted vase, a bottle vase with olive branches and a potted plant",
    backdrop: { light: "none" },
    things: (pen) => [
      { drawing: flutedVase(pen, glaze.sage), x: 500, y: 775, scale: 0.94 },
      { drawing: bottleVase(pen, glaze.shell), x: 225, y: 815, scale: 0.84 },
      { drawing: plantPot(pen, glaze.terracotta, "pilea"), x: 730, y: 890, scale: 0.92 },
    ],
  },
  light: {
    alt: "A glowing red mushroom lamp with beeswax candles and a candlestick",
    things: (pen) => [
      { drawing: mushroomLamp(pen, glaze.buoy), x: 350, y: 800, scale: 1.02 },
      { drawing: pillars(pen, "#dfa94a"), x: 760, y: 800, scale: 0.72 },
      { drawing: chamberstick(pen, glaze.salt), x: 500, y: 925, scale: 0.64 },
    ],
  },
  "kitchen-baskets": {
    alt: "A round walnut board, a red cast-iron pot, wooden spoons in a crock and a seagrass basket",
    things: (pen) => [
      { drawing: board(pen, wood.walnut, "round"), x: 330, y: 730, scale: 0.84, shadow: "lean" },
      { drawing: spoons(pen, wood.beech, glaze.fog), x: 560, y: 780, scale: 0.76 },
      { drawing: bellyBasket(pen, SEAGRASS, glaze.salt), x: 790, y: 850, scale: 0.72 },
      { drawing: castPot(pen, glaze.buoy), x: 360, y: 890, scale: 0.74 },
    ],
  },
  textiles: {
    alt: "A checked blanket on a rail above a striped cushion and folded linen",
    things: (pen) => [
      {
        drawing: onRail(
          pen,
          [
            {
              x: -30,
              cloth: {
                color: thread.wool,
                pattern: { kind: "check", color: thread.navy, second: thread.rust, gap: 104 },
                width: 430,
                height: 420,
                fringe: thread.wool,
              },
            },
          ],
          350,
        ),
        x: 470,
        y: 120,
        scale: 1,
        shadow: "wall",
      },
      {
        drawing: cushion(pen, {
          color: "#eadfc8",
          pattern: { kind: "stripes", colors: [thread.rust], gap: 76, width: 34, upright: true },
          piping: thread.rust,
          width: 430,
          height: 410,
        }),
        x: 690,
        y: 850,
        scale: 1,
      },
      {
        drawing: foldedPile(
          pen,
          [
            { color: thread.moss, pattern: { kind: "plain" } },
            { color: thread.flax, pattern: { kind: "plain" } },
            { color: thread.slate, pattern: { kind: "plain" } },
          ],
          380,
          74,
        ),
        x: 270,
        y: 900,
        scale: 1,
      },
    ],
  },
  paper: {
    alt: "A framed herring print, a navy notebook and pencils in a tin",
    things: (pen) => [
      { drawing: framed(pen, herrings(), 600, 840), x: 380, y: 760, scale: 0.76, shadow: "lean" },
      { drawing: notebook(pen, thread.rust, thread.mustard), x: 690, y: 800, scale: 0.72, shadow: "lean" },
      { drawing: pencils(pen, [thread.navy, thread.rust, thread.mustard, thread.moss, thread.rose]), x: 430, y: 915, scale: 0.72 },
    ],
  },
};

export function categoryShots(): readonly Shot[] {
  return categories.map((category) => {
    const group = groups[category.slug];
    if (!group) throw new Error(`No group of goods is drawn for ${category.slug}.`);
    const name = `category-${category.slug}`;
    return {
      name,
      alt: group.alt,
      ...SQUARE,
      svg: () => picture(name, SQUARE, { ...category.backdrop, horizon: HORIZON, ...group.backdrop }, group.things),
    };
  });
}
