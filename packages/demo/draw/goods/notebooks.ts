import { lightOf, shadeOf } from "../ink/color.ts";
import type { Drawing } from "../ink/drawing.ts";
import { ellipse, rect } from "../ink/path.ts";
import { blur, group, inside, linear, moved, shape, stroke, type Pen } from "../ink/pen.ts";
import { between } from "../ink/random.ts";
import { threads } from "../parts/grain.ts";
import { PAGE } from "./paper.ts";

function cover(pen: Pen, w: number, h: number, color: string, decor: string): string {
  const front = rect(-w / 2, -h, w, h, 14);
  const light = linear(
    pen,
    [
      [0, "#fff8e8", 0.26],
      [0.4, "#fff8e8", 0],
      [1, "#5e5674", 0.3],
    ],
    0,
    0,
    1,
    1,
  );
  return [
    // Pages and back cover show at the right and below.
    moved(20, 6, 1, shape(rect(-w / 2, -h, w, h, 14), shadeOf(color, 0.26))),
    moved(13, 3, 1, shape(rect(-w / 2 + 10, -h + 8, w - 10, h - 12, 4), PAGE) + leafEdges(w, h)),
    inside(
      pen,
      front,
      shape(front, color),
      shape(front, threads(pen, color, 5, 0.26)),
      decor,
      shape(front, light),
      shape(rect(-w / 2 + 30, -h, 8, h), "#3f3850", { opacity: 0.2, filter: blur(pen, 3) }),
    ),
    stroke(`M${-w / 2 + 4} ${-h + 16}V${-14}`, lightOf(color, 0.1), 3, { opacity: 0.5 }),
  ].join("");
}

function leafEdges(w: number, h: number): string {
  return stroke([1, 2, 3].map((i) => `M${w / 2 - i * 3} ${-h + 16}V-10`).join(""), shadeOf(PAGE, 0.12), 1.2, { opacity: 0.7 });
}

export function notebook(pen: Pen, color: string, elastic: string): Drawing {
  const w = 470;
  const h = 640;
  const label =
    shape(rect(-96, -h + 130, 170, 112, 8), PAGE) +
    stroke(rect(-86, -h + 140, 150, 92, 5), color, 3) +
    stroke(`M-62 ${-h + 176}H40M-62 ${-h + 202}H10`, shadeOf(color, 0.1), 4, { opacity: 0.7 });
  const band =
    shape(rect(w / 2 - 74, -h - 1, 20, h + 2, 3), shadeOf(elastic, 0.14)) + shape(rect(w / 2 - 73, -h - 1, 12, h + 2, 3), elastic);
  const ribbon = `M-40 0v44l-11 -10l-11 10V0Z`;
  return {
    art: shape(ribbon, elastic) + cover(pen, w, h, color, label) + band,
    outline: rect(-w / 2, -h, w + 18, h, 14),
    contact: { rx: w / 2, ry: 9, dx: 8 },
  };
}

export function logbooks(pen: Pen, colors: readonly [string, string, string]): Drawing {
  const marks = ["anchor", "wave", "flame"] as const;
  const one = (color: string, mark: (typeof marks)[number]): string => {
    const pale = lightOf(color, 0.3);
    const art = {
      anchor: stroke("M0 -34V54M-30 -8H30M-48 22C-46 62 -18 66 0 58C18 66 46 62 48 22", pale, 9) + stroke(ellipse(0, -48, 14, 14), pale, 8),
      wave: stroke([-24, 6, 36].map((y) => `M-60 ${y}q15 -18 30 0t30 0t30 0t30 0`).join(""), pale, 8),
      flame: shape("M0 -66C-34 -22 -44 22 0 52C44 22 34 -22 0 -66Z", pale) + shape("M0 -14C-16 8 -18 30 0 44C18 30 16 8 0 -14Z", color),
    }[mark];
    return cover(pen, 320, 450, color, moved(0, -262, 1, art) + stroke("M-56 -120H56M-36 -96H36", pale, 5, { opacity: 0.8 }));
  };
  const back = group({ transform: "translate(-130 -34) rotate(-7)" }, one(colors[0], "anchor"));
  const mid = group({ transform: "translate(150 -22) rotate(6)" }, one(colors[1], "wave"));
  const front = moved(
    6,
    26,
    1,
    shape(rect(-160, -446, 344, 450, 14), "#382f48", { opacity: 0.4, filter: blur(pen, 14) }) + one(colors[2], "flame"),
  );
  return { art: back + mid + front, outline: `M-330 -460L-40 -480L320 -470L330 0H-300Z`, contact: { rx: 260, ry: 12 } };
}

/** A pile of clothbound books, their spines towards us, for company in scenes. */
export function bookPile(pen: Pen, colors: readonly string[], width: number): Drawing {
  const thick = 60;
  const parts = colors.map((color, i) => {
    const y = -i * thick;
    const w = width - i * 46;
    const x = -w / 2 + between(pen.random, -10, 10);
    const spine = rect(x, y - thick, w, thick - 2, 9);
    const bands = [0.1, 0.13, 0.87, 0.9]
      .map((share) => shape(rect(x + w * share, y - thick, 5, thick - 2), lightOf(color, 0.26), { opacity: 0.9 }))
      .join("");
    const title = shape(rect(x + w * 0.36, y - thick * 0.62, w * 0.28, 8, 4), lightOf(color, 0.26), { opacity: 0.9 });
    return inside(
      pen,
      spine,
      shape(spine, color),
      shape(spine, threads(pen, color, 5, 0.26)),
      bands,
      title,
      shape(
        spine,
        linear(
          pen,
          [
            [0, "#fff8e8", 0.34],
            [0.4, "#fff8e8", 0],
            [1, "#3e3450", 0.4],
          ],
          0,
          0,
          0,
          1,
        ),
      ),
      shape(
        spine,
        linear(pen, [
          [0.5, "#5e5674", 0],
          [1, "#5e5674", 0.34],
        ]),
      ),
    );
  });
  return {
    art: parts.join(""),
    outline: rect(-width / 2, -thick * colors.length, width, thick * colors.length),
    contact: { rx: width / 2, ry: 14 },
  };
}
