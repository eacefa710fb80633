import { lightOf, shadeOf } from "../ink/color.ts";
import { turnLathe } from "../ink/lathe.ts";
import { ellipse, n, rect } from "../ink/path.ts";
import { blur, group, inside, linear, moved, newPen, shape, stroke, type Pen } from "../ink/pen.ts";
import { paintBackdrop, paintThings, svg, type Backdrop } from "../ink/stage.ts";
import { marketBasket, WILLOW } from "../goods/baskets.ts";
import { house, wood } from "../palette.ts";
import { paintGlass } from "../parts/glass.ts";

const FRAME = { width: 1000, height: 800 };

/** An empty basket on the counter and a moth that lives in it. */
export function emptyCart(): string {
  const pen = newPen("empty-cart");
  const backdrop: Backdrop = { wall: "#ecdcc2", table: "#dcc6a2", horizon: 560, light: "window" };
  const moth = moved(
    800,
    176,
    1.15,
    shape("M0 0C-30 -34 -62 -26 -52 2C-46 20 -16 16 0 6ZM0 0C22 -40 56 -42 54 -10C52 12 18 16 0 6Z", "#b9a27e") +
      shape("M0 4C-18 14 -34 34 -18 40C-8 42 -2 20 0 6ZM0 4C16 12 34 28 22 36C12 42 2 22 0 6Z", "#a58c66") +
      shape(ellipse(0, 8, 5, 17), shadeOf("#a58c66")) +
      stroke("M-2 -8q-8 -16 -18 -18M3 -8q6 -17 15 -20", shadeOf("#a58c66"), 2.4),
  );
  const trail = stroke("M540 470C600 330 660 430 690 330C706 270 640 250 700 210C730 190 760 190 778 188", shadeOf("#dcc6a2", 0.2), 3.4, {
    "stroke-dasharray": "2 13",
    opacity: 0.8,
  });
  const body = [
    paintBackdrop(pen, FRAME, backdrop),
    paintThings(pen, FRAME, backdrop, [{ drawing: marketBasket(pen, WILLOW), x: 470, y: 690, scale: 0.98 }]),
    trail,
    moth,
  ].join("");
  return svg(FRAME, pen, body);
}

function swell(pen: Pen, y: number, color: string, gap: number, rise: number, shift: number): string {
  let d = `M${-gap - shift} 820V${y}`;
  for (let x = -gap - shift; x < 1000 + gap; x += gap) d += `q${n(gap / 4)} ${-rise} ${n(gap / 2)} 0t${n(gap / 2)} 0`;
  const path = `${d}V820Z`;
  return (
    shape(
      path,
      linear(
        pen,
        [
          [0, lightOf(color, 0.06)],
          [0.25, color],
          [1, shadeOf(color, 0.12)],
        ],
        0,
        0,
        0,
        1,
      ),
    ) + stroke(d.replace(/^M\S+ 820V/, `M${-gap - shift} `), lightOf(color, 0.14), 3, { opacity: 0.6 })
  );
}

function bottle(pen: Pen): string {
  const body = turnLathe(
    [
      [84, 0],
      [92, 10],
      [94, 210],
      [34, 300],
      [30, 380],
      [38, 392],
    ],
    [],
    0.12,
  );
  const cork = turnLathe(
    [
      [28, 0],
      [34, 50],
    ],
    [],
    0.12,
  );
  const note = group(
    {},
    shape(rect(-40, -214, 80, 186, 8), "#f2e3c3"),
    shape(
      rect(-40, -214, 80, 186, 8),
      linear(pen, [
        [0, "#5e5674", 0.3],
        [0.35, "#fff8e8", 0.3],
        [1, "#5e5674", 0.4],
      ]),
    ),
    shape(rect(-42, -140, 84, 18), house.buoy),
    stroke("M-26 -190H24M-26 -170H10", "#b79d72", 5),
  );
  return (
    paintGlass(pen, body, { tint: "#a9cdb6", content: note }) +
    moved(
      0,
      -378,
      1,
      inside(
        pen,
        cork.outline,
        shape(cork.outline, wood.cork),
        shape(rect(6, -70, 40, 90), shadeOf(wood.cork), { opacity: 0.4, filter: blur(pen, 6) }),
      ),
    )
  );
}

/** A bottle with a letter, adrift before the light. */
export function notFound(): string {
  const pen = newPen("not-found");
  const sky = linear(
    pen,
    [
      [0, "#9fc0c4"],
      [0.6, "#e4dcc4"],
      [1, "#f2c9a4"],
    ],
    0,
    0,
    0,
    1,
  );
  const tower = moved(
    828,
    470,
    0.86,
    shape("M-34 0L-22 -210H22L34 0Z", "#f6ecd9") +
      shape("M-30 -62L-27 -124H27L30 -62ZM-24 -166L-22 -210H22L24 -166Z", house.buoy) +
      shape("M8 0L6 -210H22L34 0Z", "#2a2440", { opacity: 0.16 }) +
      shape(rect(-29, -220, 58, 12), house.ink) +
      shape(rect(-17, -260, 34, 40), "#fbdc8f") +
      shape("M-23 -260L0 -290L23 -260Z", house.ink),
  );
  const beam = shape(
    "M812 262L-20 90V330L812 282Z",
    linear(pen, [
      [0, "#fff2c2", 0],
      [1, "#fff2c2", 0.75],
    ]),
    { filter: blur(pen, 5) },
  );
  const gulls = stroke("M240 190q22 -22 40 0q20 -22 40 0M390 130q15 -15 27 0q14 -15 27 0M560 232q12 -12 22 0q11 -12 22 0", house.ink, 5);
  const body = [
    shape(rect(0, 0, 1000, 800), sky),
    shape(ellipse(430, 420, 96, 96), "#fff0c9"),
    beam,
    gulls,
    shape("M700 486L750 452L812 464L874 446L960 486Z", "#5b6b6b"),
    tower,
    shape("M690 492L750 462L812 474L880 458L970 492Z", "#4c5c5e"),
    swell(pen, 470, "#8db4b2", 190, 16, 40),
    swell(pen, 530, "#5d9098", 230, 26, 150),
    moved(390, 690, 1, group({ transform: "rotate(24)" }, bottle(pen))),
    swell(pen, 626, "#3d7680", 260, 34, 30),
    swell(pen, 712, house.tide, 300, 30, 180),
    stroke("M330 640q34 14 70 0M480 622q24 10 52 -2", "#e6efe6", 5, { opacity: 0.7 }),
  ].join("");
  return svg(FRAME, pen, body);
}
