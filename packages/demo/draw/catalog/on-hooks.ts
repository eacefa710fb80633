import * as Garments from "../goods/garments.ts";
import * as Mitts from "../goods/mitts.ts";
import { thread } from "../palette.ts";
import { choice, pick, type Product } from "./product.ts";

/** The textiles that hang from a hook by the door or the stove. */
export const onHooks: readonly Product[] = [
  {
    handle: "ferry-tote",
    title: "Ferry Tote",
    body: "Canvas as heavy as a jib, straps long enough for a coat sleeve. The ferry on the front has been late since 1962 and is drawn with affection.",
    details: ["Organic cotton canvas, 480 g", "42 by 40 cm, straps 32 cm", "40 °C, inside out"],
    tags: ["canvas", "bag", "gift"],
    grams: 340,
    price: 2800,
    usd: 3300,
    option: {
      name: "Color",
      choices: [
        choice("Sail", "SAIL", "#e9dcc3", thread.navy),
        choice("Navy", "NAVY", thread.navy, "#f0e4cf"),
        choice("Mustard", "MUSTARD", thread.mustard, "#2b4a5c"),
      ],
    },
    look: { scale: 1.04, x: 500, y: 190, stand: "wall", draw: (pen, colors) => Garments.tote(pen, pick(colors, 0), pick(colors, 1)) },
    alt: (color) => `Canvas tote bag in ${color} with a printed steam ferry, hanging from a brass hook`,
  },
  {
    handle: "workshop-apron",
    title: "Workshop Apron",
    body: "For bread, glue, soil and the washing-up. Two deep pockets, brass eyelets, ties that go round and meet in front. It hangs by the door and suits everyone.",
    details: ["Washed cotton twill, brass eyelets", "One size, 78 cm long", "40 °C, gets better"],
    tags: ["cotton", "kitchen", "garden"],
    grams: 420,
    price: 4600,
    usd: 5300,
    option: {
      name: "Color",
      choices: [
        choice("Navy", "NAVY", thread.navy, thread.flax),
        choice("Rust", "RUST", thread.rust, thread.flax),
        choice("Moss", "MOSS", thread.moss, thread.wool),
      ],
    },
    look: { scale: 1.04, x: 500, y: 180, stand: "wall", draw: (pen, colors) => Garments.apron(pen, pick(colors, 0), pick(colors, 1)) },
    alt: (color) => `${color} apron with two pockets and brass eyelets, hanging from a hook`,
  },
  {
    handle: "hot-hands",
    title: "Hot Hands Oven Set",
    body: "A mitt and a square, quilted in diamonds and lined with felt. Good for a cast-iron lid or a quarrel with the oven door. The loops fit any hook that can be reached in a hurry.",
    details: ["Cotton canvas, felt lining", "Mitt 31 cm, square 21 cm", "40 °C, dry well before use"],
    tags: ["canvas", "kitchen", "set"],
    grams: 280,
    price: 2900,
    usd: 3400,
    option: {
      name: "Color",
      choices: [choice("Rust", "RUST", thread.rust, thread.wool), choice("Navy", "NAVY", thread.navy, thread.flax)],
    },
    look: { scale: 1.24, x: 480, y: 390, stand: "wall", draw: (pen, colors) => Mitts.mitts(pen, pick(colors, 0), pick(colors, 1)) },
    alt: (color) => `Quilted oven mitt and square pot holder in ${color}, hanging from two hooks`,
  },
];
