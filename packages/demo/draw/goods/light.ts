import { contactOf } from "../ink/standing.ts";
import { lightOf, shadeOf, tone } from "../ink/color.ts";
import type { Drawing } from "../ink/drawing.ts";
import { turnLathe, zone } from "../ink/lathe.ts";
import { ellipse, frontPath, rect } from "../ink/path.ts";
import { blur, group, inside, linear, moved, shape, stroke, type Pen } from "../ink/pen.ts";
import { hoop, paintLathe, paintMouth } from "../ink/shading.ts";
import { band } from "../ink/sweep.ts";
import { metal } from "../palette.ts";
import { flame, glow } from "../parts/flame.ts";
import { paintGlass } from "../parts/glass.ts";
import { tube } from "../parts/handle.ts";
import { specks, throwingRings } from "../parts/glaze.ts";

export const WARM = "#ffe2a8";

export function mushroomLamp(pen: Pen, color: string): Drawing {
  const base = turnLathe([
    [150, 0],
    [154, 14],
    [120, 36],
    [66, 90],
    [54, 200],
    [62, 330],
  ]);
  const dome = turnLathe([
    [262, 0],
    [266, 20],
    [250, 96],
    [186, 180],
    [90, 226],
    [0, 238],
  ]);
  const under = shape(zone(base, 190, 340), WARM, { opacity: 0.55, filter: blur(pen, 22) });
  const lit = shape(zone(dome, -30, 60), WARM, { opacity: 0.7, filter: blur(pen, 26) });
  const art = [
    glow(pen, 0, -300, 430, WARM, 0.5),
    paintLathe(pen, base, { color, gloss: 0.6, decor: under }),
    moved(0, -320, 1, paintLathe(pen, dome, { color, gloss: 0.9, decor: lit })),
    stroke(frontPath(0, -320, 262, 262 * dome.flatness(0) - 3), WARM, 4, { opacity: 0.8 }),
  ].join("");
  return { art, outline: base.outline + rect(-240, -500, 480, 180, 120), contact: contactOf(base) };
}

export function pleatedLamp(pen: Pen, color: string, shade: string): Drawing {
  const base = turnLathe([
    [128, 0],
    [136, 14],
    [126, 60],
    [146, 150],
    [120, 250],
    [46, 306],
    [36, 360],
  ]);
  const cone = turnLathe([
    [258, 0],
    [146, 280],
  ]);
  const pleats = Array.from({ length: 33 }, (_, i) => {
    const angle = (Math.PI * (i + 0.5)) / 33;
    const c = -Math.cos(angle);
    const w = Math.sin(angle) * 0.045;
    return (
      shape(band(cone.ribs, c - w, c, 0, 1), shadeOf(shade, 0.2), { opacity: 0.36 }) +
      shape(band(cone.ribs, c, c + w * 0.7, 0, 1), "#fffaf0", { opacity: 0.4 })
    );
  });
  const inner = linear(
    pen,
    [
      [0, "#fff3cf", 0.25],
      [0.6, "#ffe6ac", 0.75],
      [1, "#ffdc93", 0.45],
    ],
    0,
    0,
    0,
    1,
  );
  const art = [
    glow(pen, 0, -480, 470, WARM, 0.5),
    paintLathe(pen, base, { color, gloss: 0.7, decor: throwingRings(base, color, 30, 290, 40) + specks(pen, base, "#4c3b30", 60) }),
    moved(0, -330, 1, paintMouth(pen, cone, { color: shade, inner: WARM, lip: 4 })),
    moved(
      0,
      -330,
      1,
      inside(
        pen,
        cone.outline,
        shape(cone.outline, shade),
        shape(cone.outline, inner),
        ...pleats,
        shape(band(cone.ribs, 0.5, 1.3), "#8d7a86", { opacity: 0.42, filter: blur(pen, 40), style: "mix-blend-mode:multiply" }),
      ),
    ),
    moved(0, -610, 1, paintMouth(pen, turnLathe([[146, 0]]), { color: shade, inner: "#ffe9bd", lip: 4 })),
    moved(0, -330, 1, hoop(cone, 4, 8, tone(shade, -0.12)) + hoop(cone, 276, 6, tone(shade, -0.1))),
  ].join("");
  return { art, outline: base.outline + `M-258 -330L-146 -610H146L258 -330Z`, contact: contactOf(base) };
}

export function pendant(pen: Pen, color: string): Drawing {
  const dome = turnLathe(
    [
      [290, 0],
      [294, 16],
      [276, 110],
      [200, 214],
      [70, 268],
      [40, 276],
      [38, 330],
      [30, 344],
    ],
    [5],
    0.02,
  );
  const mouth = ellipse(0, 0, 288, 44);
  const inner = linear(
    pen,
    [
      [0, "#e8c98e"],
      [0.5, "#fff1c9"],
      [1, "#ffe6ae"],
    ],
    0,
    0,
    1,
    0.2,
  );
  const cone = `M-280 20L-470 620H470L280 20Z`;
  const art = [
    shape(
      cone,
      linear(
        pen,
        [
          [0, WARM, 0.34],
          [1, WARM, 0],
        ],
        0,
        0,
        0,
        1,
      ),
      { filter: blur(pen, 26) },
    ),
    stroke("M0 -340V-1200", metal.iron, 8),
    moved(0, 0, 1, paintLathe(pen, dome, { color, gloss: 1 })),
    moved(
      0,
      -330,
      1,
      shape(
        rect(-24, -44, 48, 58, 10),
        linear(pen, [
          [0, lightOf(metal.brass)],
          [0.5, metal.brass],
          [1, shadeOf(metal.brass)],
        ]),
      ),
    ),
    shape(mouth, shadeOf(color, 0.08)),
    shape(ellipse(0, 1, 276, 38), inner),
    inside(pen, ellipse(0, 1, 276, 38), glow(pen, 0, -8, 190, "#ffffff", 0.95), shape(ellipse(0, -6, 46, 30), "#fffdf4")),
  ].join("");
  return { art, outline: dome.outline + mouth };
}

export function stormLantern(pen: Pen, color: string): Drawing {
  const foot = turnLathe([
    [166, 0],
    [172, 10],
    [172, 44],
    [150, 60],
  ]);
  const chimney = turnLathe([
    [128, 0],
    [146, 120],
    [134, 250],
    [106, 300],
  ]);
  const hat = turnLathe(
    [
      [166, 0],
      [168, 14],
      [120, 54],
      [84, 66],
      [84, 96],
      [60, 116],
      [0, 122],
    ],
    [3, 4],
  );
  const candle = turnLathe([
    [62, 0],
    [62, 100],
  ]);
  const post = (x: number): string =>
    shape(
      rect(x - 7, -380, 14, 336, 4),
      linear(pen, [
        [0, lightOf(color)],
        [0.5, color],
        [1, shadeOf(color)],
      ]),
    );
  const bow = tube(
    pen,
    [
      [-150, -400],
      [-170, -560],
      [0, -650],
      [170, -560],
      [150, -400],
    ],
    [8, 8, 8, 8, 8],
    color,
    0.6,
  );
  const wax = moved(
    0,
    -62,
    1,
    paintLathe(pen, candle, { color: "#f3e6cc", gloss: 0.2 }) +
      paintMouth(pen, candle, { color: "#f7ecd6", inner: "#f3e2bd", lip: 6 }) +
      flame(pen, 0, -102, 84),
  );
  const art = [
    glow(pen, 0, -230, 400, WARM, 0.5),
    bow.art,
    post(-128) + post(128),
    paintLathe(pen, foot, { color, gloss: 0.7 }) + paintMouth(pen, foot, { color, inner: shadeOf(color, 0.1), lip: 8 }),
    moved(0, -58, 1, paintGlass(pen, chimney, { tint: "#f2e8cf", content: "" })),
    wax,
    moved(0, -58, 1, group({ opacity: 0.5 }, shape(band(chimney.ribs, -0.8, -0.68, 0.1, 0.8), "#ffffff", { filter: blur(pen, 3) }))),
    post(-158) + post(158),
    moved(0, -360, 1, paintLathe(pen, hat, { color, gloss: 0.7 })),
    shape(ellipse(0, -486, 20, 8), shadeOf(color, 0.2)),
  ].join("");
  return { art, outline: foot.outline + rect(-150, -480, 300, 450, 40) + bow.outline, contact: contactOf(foot) };
}
