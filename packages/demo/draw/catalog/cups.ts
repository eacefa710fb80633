import * as Cups from "../goods/cups.ts";
import { bookPile } from "../goods/notebooks.ts";
import { glaze, thread } from "../palette.ts";
import { steam } from "../parts/flame.ts";
import { HORIZON } from "../ink/stage.ts";
import { choice, pick, type Category } from "./product.ts";

export const cups: Category = {
  name: "Cups & Mugs",
  slug: "cups-mugs",
  description: "For the first coffee, the second coffee, and the tea one forgets on the windowsill.",
  taxonomy: "Home & Garden > Kitchen & Dining > Tableware > Drinkware > Mugs",
  backdrop: { wall: "#ecd2bd", table: "#e0bb9f", horizon: HORIZON, light: "window" },
  products: [
    {
      handle: "quay-mug",
      title: "Quay Mug",
      body: "The mug we drink from ourselves. Thrown by hand in speckled stoneware, dipped once and left to run, so that no two tide lines are alike. The handle takes three fingers, and a mitten if need be.",
      details: [
        "Stoneware with a food-safe glaze, bare clay foot",
        "9 cm across, 10 cm high, holds 350 ml",
        "Dishwasher and microwave safe",
      ],
      tags: ["stoneware", "handmade", "coffee", "bestseller"],
      grams: 380,
      price: 2600,
      usd: 3000,
      option: {
        name: "Glaze",
        choices: [
          choice("Tide", "TIDE", glaze.tide),
          choice("Kelp", "KELP", glaze.kelp),
          choice("Buoy", "BUOY", glaze.buoy),
          choice("Brass", "BRASS", glaze.brass),
        ],
      },
      look: { scale: 1.32, x: 428, draw: (pen, colors) => Cups.quayMug(pen, pick(colors, 0)) },
      alt: (glazeName) => `Speckled stoneware mug with a round handle, the upper half dipped in ${glazeName} glaze that runs down in drops`,
      scene: {
        alt: "The Quay Mug steaming on a pile of three clothbound books",
        things: (pen) => {
          const mug = Cups.quayMug(pen, glaze.tide);
          return [
            { drawing: bookPile(pen, [thread.rust, thread.navy, thread.moss], 660), x: 500, y: 1050, scale: 1.06 },
            { drawing: { ...mug, art: mug.art + steam(pen, 0, -420, 300) }, x: 450, y: 868, scale: 1.02, shadow: "none" },
          ];
        },
      },
    },
    {
      handle: "dockside-enamel-mug",
      title: "Dockside Enamel Mug",
      body: "Steel under two coats of enamel, light enough to hang from a rucksack. It has been dropped on the quay more often than we would like to say. A chip is no fault, it is a date.",
      details: [
        "Enameled steel with a contrasting rim",
        "9 cm across, 8 cm high, holds 400 ml",
        "Wash by hand; fit for a campfire, not for a microwave",
      ],
      tags: ["enamel", "outdoor", "coffee"],
      grams: 170,
      price: 1650,
      usd: 1900,
      option: {
        name: "Color",
        choices: [
          choice("Harbor", "HARBOR", glaze.deep, glaze.salt),
          choice("Cream", "CREAM", glaze.salt, glaze.deep),
          choice("Buoy", "BUOY", glaze.buoy, glaze.salt),
        ],
      },
      look: { scale: 1.36, x: 436, draw: (pen, colors) => Cups.enamelMug(pen, pick(colors, 0), pick(colors, 1)) },
      alt: (color) => `Enamel mug in ${color} with a contrasting rim and a slim round handle`,
    },
    {
      handle: "pilot-espresso-cup",
      title: "Pilot Espresso Cup and Saucer",
      body: "Named after the men who board ships at four in the morning. A thick wall keeps the heat, the saucer is wide enough for a biscuit and a sugar lump.",
      details: ["Porcelain stoneware, glazed inside and out", "Cup 7 cm high, holds 90 ml; saucer 13 cm", "Dishwasher safe"],
      tags: ["stoneware", "espresso", "coffee"],
      grams: 310,
      price: 2400,
      usd: 2800,
      option: {
        name: "Glaze",
        choices: [choice("Buoy", "BUOY", glaze.buoy), choice("Harbor", "HARBOR", glaze.deep), choice("Sage", "SAGE", glaze.sage)],
      },
      look: { scale: 1.5, x: 480, y: 1010, draw: (pen, colors) => Cups.espresso(pen, pick(colors, 0)) },
      alt: (color) => `Small espresso cup on a wide saucer, both in ${color} glaze, filled with coffee`,
    },
    {
      handle: "slack-water-bowl-mug",
      title: "Slack Water Bowl Mug",
      body: "Slack water is the still hour between two tides, and this is the cup for it. Without a handle, to be held in both hands. The glaze breaks lighter where it thins over the edge.",
      details: ["Speckled stoneware, bare clay foot", "12 cm across, 8 cm high, holds 450 ml", "Dishwasher and microwave safe"],
      tags: ["stoneware", "handmade", "tea"],
      grams: 360,
      price: 2900,
      usd: 3400,
      option: { name: "Glaze", choices: [choice("Kelp", "KELP", glaze.kelp), choice("Shell", "SHELL", glaze.shell)] },
      look: { scale: 1.42, x: 490, y: 1015, draw: (pen, colors) => Cups.latteBowl(pen, pick(colors, 0)) },
      alt: (color) => `Wide handleless cup of speckled clay with ${color} glaze, full of milky coffee`,
    },
    {
      handle: "freckle-beaker",
      title: "Freckle Beaker",
      body: "A plain beaker with a good lean to it, half dipped and freckled with iron. It stands for water, for juice, for toothbrushes, and it stacks four high.",
      details: ["Stoneware, matte outside, glazed inside", "8 cm across, 9 cm high, holds 280 ml", "Dishwasher safe"],
      tags: ["stoneware", "water", "stackable"],
      grams: 260,
      price: 1900,
      usd: 2200,
      option: {
        name: "Glaze",
        choices: [choice("Brass", "BRASS", glaze.brass), choice("Tide", "TIDE", glaze.tide), choice("Plum", "PLUM", glaze.plum)],
      },
      look: { scale: 1.6, draw: (pen, colors) => Cups.beaker(pen, pick(colors, 0)) },
      alt: (color) => `Tapered white beaker with dark freckles, its upper third dipped in ${color} glaze`,
    },
    {
      handle: "ferry-tumbler",
      title: "Ferry Tumbler",
      body: "Keeps coffee hot for two crossings and a delay. The cork band is where you hold it, the lid turns shut and stays shut in a coat pocket.",
      details: [
        "Double-walled steel, powder coated; cork; lid of recycled plastic",
        "8 cm across, 16 cm high, holds 350 ml",
        "Lid in the dishwasher, body by hand",
      ],
      tags: ["travel", "coffee", "steel"],
      grams: 290,
      price: 3400,
      usd: 3900,
      option: {
        name: "Color",
        choices: [choice("Kelp", "KELP", glaze.kelp), choice("Coal", "COAL", glaze.coal), choice("Shell", "SHELL", glaze.shell)],
      },
      look: { scale: 1.5, x: 480, draw: (pen, colors) => Cups.ferryTumbler(pen, pick(colors, 0)) },
      alt: (color) => `Travel tumbler in ${color} with a band of cork round its middle and a rounded lid`,
    },
    {
      handle: "pennant-mug",
      title: "Pennant Mug",
      body: "Seven signal flags in a row, printed under the glaze. Read from the handle they say something rude in code, or so the harbor master claims. A straight wall and a generous ear.",
      details: ["Stoneware with a screen-printed band", "8.5 cm across, 10 cm high, holds 330 ml", "Dishwasher and microwave safe"],
      tags: ["stoneware", "tea", "gift"],
      grams: 350,
      price: 2200,
      usd: 2500,
      option: {
        name: "Color",
        choices: [choice("Harbor and Buoy", "HARBOR", glaze.deep, glaze.buoy), choice("Kelp and Brass", "KELP", glaze.kelp, glaze.brass)],
      },
      look: { scale: 1.42, x: 440, draw: (pen, colors) => Cups.pennantMug(pen, pick(colors, 0), pick(colors, 1)) },
      alt: (color) => `White mug with a band of signal flags in ${color}, filled with tea`,
    },
    {
      handle: "ripple-glass",
      title: "Ripple Glass",
      body: "Blown into a fluted mold, so that light falls through it in stripes. Heavy at the foot and hard to knock over. Good for water by day and anything else by night.",
      details: ["Recycled glass, mouth-blown", "7.5 cm across, 9 cm high, holds 250 ml", "Dishwasher safe"],
      tags: ["glass", "water", "recycled"],
      grams: 240,
      price: 1400,
      usd: 1650,
      option: {
        name: "Color",
        choices: [choice("Sea", "SEA", "#9fc7c2"), choice("Amber", "AMBER", "#d9a458"), choice("Rose", "ROSE", "#dba69b")],
      },
      sizes: {
        name: "Set",
        values: [
          { value: "One glass", code: "1", price: 1400, usd: 1650, grams: 240 },
          { value: "Set of four", code: "4", price: 4900, usd: 5800, grams: 980 },
        ],
      },
      look: { scale: 1.75, draw: (pen, colors) => Cups.rippleGlass(pen, pick(colors, 0)) },
      alt: (color) => `Fluted drinking glass tinted ${color}, light falling through its ribs`,
      scene: {
        alt: "Three Ripple Glasses in sea, amber and rose, one of them filled with lemonade",
        things: (pen) => [
          { drawing: Cups.rippleGlass(pen, "#dba69b"), x: 300, y: 975, scale: 1.2 },
          { drawing: Cups.rippleGlass(pen, "#9fc7c2", true), x: 515, y: 1045, scale: 1.36 },
          { drawing: Cups.rippleGlass(pen, "#d9a458"), x: 740, y: 985, scale: 1.2 },
        ],
      },
    },
  ],
};
