import { lightOf, shadeOf } from "../ink/color.ts";
import type { Drawing } from "../ink/drawing.ts";
import { turnLathe, zone, type Lathe } from "../ink/lathe.ts";
import { curve, ellipse, line, rect } from "../ink/path.ts";
import { blur, group, inside, linear, moved, shape, type Pen } from "../ink/pen.ts";
import { paintLathe, paintMouth } from "../ink/shading.ts";
import { glaze } from "../palette.ts";
import { bareFoot, throwingRings } from "../parts/glaze.ts";
import { woodGrain } from "../parts/grain.ts";
import { standing } from "../ink/standing.ts";

function utensil(pen: Pen, color: string, head: "spoon" | "spatula" | "fork", tall: number, degrees: number): string {
  const stick = rect(-12, -tall, 24, tall + 20, 12);
  const heads = {
    spoon: line(
      curve(
        [
          [0, -tall + 26],
          [-52, -tall - 60],
          [-40, -tall - 150],
          [0, -tall - 172],
          [40, -tall - 150],
          [52, -tall - 60],
          [0, -tall + 26],
        ],
        10,
      ),
      true,
    ),
    spatula: line(
      [
        ...curve(
          [
            [-14, -tall + 20],
            [-46, -tall - 50],
            [-48, -tall - 150],
          ],
          10,
        ),
        [-34, -tall - 162],
        [40, -tall - 176],
        ...curve(
          [
            [50, -tall - 162],
            [46, -tall - 50],
            [14, -tall + 20],
          ],
          10,
        ),
      ],
      true,
    ),
    fork: `M-14 ${-tall + 20}Q-52 ${-tall - 40} -46 ${-tall - 150}h18v70h14v-76h28v76h14v-70h18Q52 ${-tall - 40} 14 ${-tall + 20}Z`,
  } as const;
  const outline = stick + heads[head];
  const bowl =
    head === "spoon"
      ? shape(ellipse(4, -tall - 78, 30, 62), shadeOf(color, 0.14), { opacity: 0.6, filter: blur(pen, 7) }) +
        shape(ellipse(-8, -tall - 96, 14, 36), lightOf(color), { opacity: 0.4, filter: blur(pen, 6) })
      : "";
  const light = linear(pen, [
    [0, lightOf(color, 0.08)],
    [0.5, color],
    [1, shadeOf(color, 0.18)],
  ]);
  return moved(
    0,
    0,
    1,
    inside(pen, outline, shape(outline, light), group({ opacity: 0.6 }, woodGrain(pen, -60, -tall - 180, 120, tall + 200, color)), bowl),
    degrees,
  );
}

export function spoons(pen: Pen, color: string, crock: string): Drawing {
  const body = turnLathe([
    [138, 0],
    [152, 10],
    [158, 60],
    [158, 300],
  ]);
  const sticks =
    moved(-40, -160, 1, utensil(pen, shadeOf(color, 0.06), "fork", 330, -13)) +
    moved(56, -160, 1, utensil(pen, lightOf(color, 0.02), "spatula", 320, 15)) +
    moved(0, -150, 1, utensil(pen, color, "spoon", 380, 1));
  const mouth = paintMouth(pen, body, { color: crock, inner: crock, lip: 11 });
  const near = paintLathe(pen, body, {
    color: crock,
    gloss: 0.4,
    decor: throwingRings(body, crock, 40, 300, 42) + bareFoot(body, glaze.clay, 22),
  });
  const lip = shape("M-158 -300A158 29 0 0 0 158 -300L147 -298A147 26 0 0 1 -147 -298Z", lightOf(crock, 0.05));
  return standing(
    near + mouth + sticks + frontCover(pen, body, crock) + lip,
    body,
    rect(-30, -700, 60, 400, 30) + ellipse(-90, -560, 50, 90) + ellipse(100, -560, 50, 90),
  );
}

/** The near wall again over what stands inside. */
function frontCover(pen: Pen, body: Lathe, color: string): string {
  const near = { ...body, outline: zone(body, -40, body.height - 1) };
  return inside(
    pen,
    body.outline,
    paintLathe(pen, near, { color, gloss: 0.4, decor: throwingRings(body, color, 40, 300, 42) + bareFoot(body, glaze.clay, 22) }),
  );
}
