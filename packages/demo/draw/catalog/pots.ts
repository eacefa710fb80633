import * as Glassware from "../goods/glassware.ts";
import * as Cups from "../goods/cups.ts";
import * as Pots from "../goods/pots.ts";
import { glaze } from "../palette.ts";
import { steam } from "../parts/flame.ts";
import { HORIZON } from "../ink/stage.ts";
import { choice, pick, type Category } from "./product.ts";

export const pots: Category = {
  name: "Teapots & Jugs",
  slug: "teapots-jugs",
  description: "Things that pour, and do not drip. We try each spout with water before it leaves the house.",
  taxonomy: "Home & Garden > Kitchen & Dining > Tableware > Serveware > Teapots & Pitchers",
  backdrop: { wall: "#f0dfb4", table: "#e2c88f", horizon: HORIZON, light: "blind" },
  products: [
    {
      handle: "harbor-teapot",
      title: "Harbor Teapot",
      body: "A round pot for four cups, with a strainer of pierced clay behind the spout. It pours in one clean rope and stops when you do. The knob on the lid stays cool.",
      details: [
        "Stoneware with throwing rings, bare clay foot",
        "Holds 1.1 liters",
        "Wash by hand, without soap inside if you are serious about tea",
      ],
      tags: ["stoneware", "handmade", "tea", "bestseller"],
      grams: 980,
      price: 6900,
      usd: 7900,
      option: {
        name: "Glaze",
        choices: [choice("Kelp", "KELP", glaze.kelp), choice("Harbor", "HARBOR", glaze.deep), choice("Shell", "SHELL", glaze.shell)],
      },
      look: { scale: 1.16, x: 490, y: 1020, draw: (pen, colors) => Pots.teapot(pen, pick(colors, 0)) },
      alt: (color) => `Round ribbed teapot in ${color} glaze with a curved spout and a knobbed lid`,
      scene: {
        alt: "The Harbor Teapot in kelp green beside a freckled beaker of tea",
        things: (pen) => {
          const pot = Pots.teapot(pen, glaze.kelp);
          const beaker = Cups.cup(pen, {
            color: glaze.salt,
            top: glaze.brass,
            filled: Cups.TEA,
            profile: [
              [132, 0],
              [148, 12],
              [158, 90],
              [166, 220],
            ],
            gloss: 0.3,
          });
          return [
            { drawing: pot, x: 410, y: 975, scale: 0.98 },
            { drawing: { ...beaker, art: beaker.art + steam(pen, 0, -250, 280) }, x: 735, y: 1065, scale: 0.92 },
          ];
        },
      },
    },
    {
      handle: "watch-kettle",
      title: "Watch Kettle",
      body: "The kettle for the long watch: enamel on steel, a handle of oak that keeps its temper. It does not whistle, it mutters, which we find is warning enough.",
      details: ["Enameled steel, oak handle", "Holds 1.8 liters", "For gas, induction and wood stoves; dry after use"],
      tags: ["enamel", "tea", "stove"],
      grams: 1350,
      price: 7400,
      usd: 8600,
      option: {
        name: "Color",
        choices: [choice("Buoy", "BUOY", glaze.buoy), choice("Cream", "CREAM", glaze.salt), choice("Harbor", "HARBOR", glaze.deep)],
      },
      look: { scale: 1.25, x: 440, y: 1025, draw: (pen, colors) => Pots.kettle(pen, pick(colors, 0)) },
      alt: (color) => `Enamel kettle in ${color} with an arched iron handle and a wooden grip`,
    },
    {
      handle: "rain-pitcher",
      title: "Rain Pitcher",
      body: "A tall pitcher with the shoulders of an oilskin. The glaze runs down it the way rain does on a window. For water on the table, or tulips when the water is drunk.",
      details: ["Stoneware, partly glazed", "24 cm high, holds 1.5 liters", "Dishwasher safe"],
      tags: ["stoneware", "handmade", "water", "serving"],
      grams: 1120,
      price: 5600,
      usd: 6500,
      option: {
        name: "Glaze",
        choices: [choice("Tide", "TIDE", glaze.tide), choice("Buoy", "BUOY", glaze.buoy), choice("Sage", "SAGE", glaze.sage)],
      },
      look: { scale: 1.36, x: 510, y: 1040, draw: (pen, colors) => Pots.pitcher(pen, pick(colors, 0), glaze.salt) },
      alt: (color) => `Tall pitcher, ${color} glaze running down over pale ribbed clay`,
    },
    {
      handle: "creamer",
      title: "Little Creamer",
      body: "A jug for a cup's worth of milk, with a spout cut sharp so that the last drop falls inside. It looks best next to something larger.",
      details: ["Stoneware, glazed inside and out", "9 cm high, holds 220 ml", "Dishwasher and microwave safe"],
      tags: ["stoneware", "milk", "breakfast"],
      grams: 230,
      price: 1800,
      usd: 2100,
      option: { name: "Glaze", choices: [choice("Salt", "SALT", glaze.salt), choice("Brass", "BRASS", glaze.brass)] },
      look: { scale: 1.75, x: 480, y: 1020, draw: (pen, colors) => Pots.milkJug(pen, pick(colors, 0)) },
      alt: (color) => `Small milk jug in ${color} glaze, full to the brim`,
    },
    {
      handle: "olive-cruet",
      title: "Olive Oil Cruet",
      body: "Opaque, because oil does not care for light. The steel pourer sits in cork and gives a line as thin as a fishing rod. Refill it without ceremony.",
      details: ["Stoneware, cork, stainless steel", "20 cm high, holds 500 ml", "Wash by hand"],
      tags: ["stoneware", "oil", "serving"],
      grams: 540,
      price: 3600,
      usd: 4200,
      option: { name: "Glaze", choices: [choice("Kelp", "KELP", glaze.kelp), choice("Coal", "COAL", glaze.coal)] },
      look: { scale: 1.5, x: 490, y: 1040, draw: (pen, colors) => Pots.oilBottle(pen, pick(colors, 0)) },
      alt: (color) => `Oil cruet with a handle, ${color} glaze over speckled clay, a steel pourer in a cork`,
    },
    {
      handle: "slow-drip-set",
      title: "Slow Drip Coffee Set",
      body: "A porcelain cone on a glass flask, with a collar of oak where you take hold of it. Four minutes, no electricity, no noise. Takes the usual number two papers.",
      details: ["Borosilicate glass, stoneware, oak", "28 cm high, holds 600 ml", "Glass and cone dishwasher safe, take the collar off"],
      tags: ["coffee", "glass", "gift"],
      grams: 870,
      price: 6200,
      usd: 7200,
      stock: 2,
      look: { scale: 1.45, x: 485, y: 1040, draw: (pen) => Glassware.dripper(pen) },
      alt: () => "Blue coffee dripper full of coffee on a glass flask with an oak collar",
    },
    {
      handle: "bedside-carafe",
      title: "Bedside Carafe",
      body: "Water for the night, with its own glass for a lid. Blown thin, tinted so lightly that you only see it against the morning.",
      details: ["Recycled glass, mouth-blown", "23 cm high, holds 700 ml", "Dishwasher safe"],
      tags: ["glass", "water", "recycled", "gift"],
      grams: 560,
      price: 3900,
      usd: 4500,
      option: { name: "Color", choices: [choice("Sea", "SEA", "#9cc5c0"), choice("Rose", "ROSE", "#dba69b")] },
      look: { scale: 1.5, x: 490, y: 1040, draw: (pen, colors) => Glassware.carafe(pen, pick(colors, 0)) },
      alt: (color) => `Glass carafe tinted ${color}, half full of water, a tumbler over its neck`,
    },
  ],
};
