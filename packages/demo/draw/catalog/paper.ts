import * as Notebooks from "../goods/notebooks.ts";
import * as Paper from "../goods/paper.ts";
import * as Prints from "../goods/prints.ts";
import { glaze, thread, wood } from "../palette.ts";
import { budVases } from "../goods/vases.ts";
import { choice, pick, type Category, type Size } from "./product.ts";

const PALE = "#f0e4cf";

const printSizes: readonly Size[] = [
  { value: "30 x 40 cm", code: "30", price: 3400, usd: 3900, grams: 320 },
  { value: "50 x 70 cm", code: "50", price: 5400, usd: 6300, grams: 540 },
];

const printDetails = [
  "Risograph in five inks on 170 g uncoated paper",
  "30 by 40 or 50 by 70 cm, rolled in a tube",
  "Frame not included; keep out of full sun",
];

export const paper: Category = {
  name: "Paper",
  slug: "paper",
  description: "Notebooks, prints and wrapping from the press in our cellar, which shakes the whole house.",
  taxonomy: "Office Supplies > General Office Supplies > Paper Products",
  backdrop: { wall: "#d8e2da", table: "#bccbc1", horizon: 1000, light: "leaves" },
  products: [
    {
      handle: "logkeeper-notebook",
      title: "Logkeeper Notebook",
      body: "Clothbound, sewn in sixteens, opening flat on any page. The paper takes ink without gossiping through to the other side. An elastic and a ribbon, because days need both.",
      details: ["Cotton cover, 100 g uncoated paper, thread-sewn", "A5, 192 pages, plain or ruled", "Refuses to be hurried"],
      tags: ["notebook", "stationery", "bestseller"],
      grams: 360,
      price: 2200,
      usd: 2500,
      option: {
        name: "Color",
        choices: [
          choice("Navy", "NAVY", thread.navy, thread.rust),
          choice("Rust", "RUST", thread.rust, thread.mustard),
          choice("Moss", "MOSS", thread.moss, PALE),
        ],
      },
      sizes: {
        name: "Pages",
        values: [
          { value: "Plain", code: "PLAIN", price: 2200, usd: 2500, grams: 360 },
          { value: "Ruled", code: "RULED", price: 2200, usd: 2500, grams: 360 },
        ],
      },
      look: { scale: 1.2, x: 490, stand: "lean", draw: (pen, colors) => Notebooks.notebook(pen, pick(colors, 0), pick(colors, 1)) },
      alt: (color) => `Clothbound notebook in ${color} with a paper label, an elastic and a ribbon`,
    },
    {
      handle: "pocket-logs",
      title: "Pocket Logs, Set of Three",
      body: "One for what happened, one for what should, one for the shopping. Stamped with an anchor, a wave and a flame, so that you can tell them apart in the dark of a bag.",
      details: ["Cloth-covered card, 90 g paper", "9 by 14 cm, 64 pages each", "Fits the pocket it says"],
      tags: ["notebook", "stationery", "set", "gift"],
      grams: 210,
      price: 1600,
      usd: 1900,
      look: { scale: 1.24, x: 490, stand: "lean", draw: (pen) => Notebooks.logbooks(pen, [thread.rust, thread.moss, thread.navy]) },
      alt: () => "Three pocket notebooks in red, green and navy, stamped with an anchor, waves and a flame",
    },
    {
      handle: "lighthouse-print",
      title: "Print: The Light at Six",
      body: "The lighthouse as it looks from our upper window at six, when the sky cannot decide. Printed by hand in five inks; the reds never sit quite the same twice.",
      details: printDetails,
      tags: ["print", "poster", "wall"],
      grams: 320,
      price: 3400,
      usd: 3900,
      sizes: { name: "Size", values: printSizes },
      look: { scale: 1.02, x: 495, stand: "lean", draw: (pen) => Paper.framed(pen, Prints.lighthouse(), 600, 840) },
      alt: () => "Framed print of a red and white lighthouse on a rock under an orange sky",
    },
    {
      handle: "herring-print",
      title: "Print: One Goes Home",
      body: "Twenty-six herring swim one way. Hang it where decisions are made. Our most given print, mostly to people who have just resigned.",
      details: printDetails,
      tags: ["print", "poster", "wall", "bestseller"],
      grams: 320,
      price: 3400,
      usd: 3900,
      sizes: { name: "Size", values: printSizes },
      look: { scale: 1.02, x: 495, stand: "lean", draw: (pen) => Paper.framed(pen, Prints.herrings(), 600, 840) },
      alt: () => "Framed print of rows of blue herring, a single red one swimming the other way",
    },
    {
      handle: "harbor-print",
      title: "Print: Houses on the Quay",
      body: "Seven houses, two boats and a sun that has had a word with the printer. Ours is the one with the round gable. The lit windows are a different set on every hundredth sheet.",
      details: printDetails,
      tags: ["print", "poster", "wall"],
      grams: 320,
      price: 3400,
      usd: 3900,
      sizes: { name: "Size", values: printSizes },
      look: { scale: 1.02, x: 495, stand: "lean", draw: (pen) => Paper.framed(pen, Prints.harborRow(pen), 600, 840, wood.walnut) },
      alt: () => "Framed print of seven colorful gabled houses on a quay with two sailing boats",
      scene: {
        alt: "Two prints leaning side by side behind a trio of bud vases",
        things: (pen) => [
          { drawing: Paper.framed(pen, Prints.herrings(), 600, 840), x: 300, y: 1050, scale: 0.76, shadow: "lean" },
          { drawing: Paper.framed(pen, Prints.harborRow(pen), 600, 840, wood.walnut), x: 640, y: 1062, scale: 0.88, shadow: "lean" },
          { drawing: budVases(pen, [glaze.tide, glaze.buoy, glaze.brass]), x: 340, y: 1130, scale: 0.86, shadow: "none" },
        ],
      },
    },
    {
      handle: "wrapping-rolls",
      title: "Wrapping Paper, Three Rolls",
      body: "Dots, stripes and waves, printed on paper that can be folded twice and used again. Three meters a roll: enough for a bicycle, if you are patient.",
      details: ["90 g recycled paper, water-based ink", "Three rolls, 50 cm by 3 m", "Keep one for the drawer"],
      tags: ["wrapping", "stationery", "set", "recycled"],
      grams: 480,
      price: 1900,
      usd: 2200,
      look: {
        scale: 1.18,
        x: 490,
        y: 1060,
        draw: (pen) =>
          Paper.wrapRolls(pen, [
            { color: thread.moss, pattern: { kind: "dots", color: PALE, gap: 60 } },
            { color: thread.rust, pattern: { kind: "stripes", colors: [PALE], gap: 44, width: 16 } },
            { color: thread.navy, pattern: { kind: "waves", color: PALE, gap: 44 } },
          ]),
      },
      alt: () => "Three upright rolls of wrapping paper with dots, stripes and waves",
    },
    {
      handle: "quay-cards",
      title: "Quay Cards, Set of Six",
      body: "Two each of three pictures, with envelopes that close by themselves. Blank inside, since we do not know what you have to say for yourself.",
      details: ["300 g card, recycled envelopes", "11 by 15 cm, six cards", "Write with anything"],
      tags: ["card", "stationery", "set", "gift"],
      grams: 180,
      price: 1500,
      usd: 1800,
      look: {
        scale: 1.12,
        x: 500,
        stand: "lean",
        y: 1010,
        draw: (pen) => Paper.cards(pen, [Prints.lighthouse(), Prints.herrings(), Prints.citrus()]),
      },
      alt: () => "Three picture cards with a lighthouse, herring and citrus behind a sealed envelope",
    },
    {
      handle: "five-pencils",
      title: "Five Pencils in a Tin",
      body: "Cedar, sharpened by us, in five colors and one hardness. The tin is the better half of the present and holds toothbrushes afterwards.",
      details: ["Cedar pencils, HB; lacquered tin", "Tin 11 cm high, 7.5 cm across", "Sharpen towards the thumb, never past it"],
      tags: ["pencil", "stationery", "gift"],
      grams: 150,
      price: 1400,
      usd: 1650,
      stock: 2,
      look: {
        scale: 1.5,
        x: 490,
        y: 1040,
        draw: (pen) => Paper.pencils(pen, [thread.navy, thread.rust, thread.mustard, thread.moss, thread.rose]),
      },
      alt: () => "Five colored pencils standing in a dark blue tin with brass bands",
    },
  ],
};
