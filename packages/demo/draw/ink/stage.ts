import { lightOf, mix, shadeOf, tone } from "./color.ts";
import { wallLight } from "./wall-light.ts";
import type { Placed } from "./drawing.ts";
import { ellipse, rect } from "./path.ts";
import { blur, group, inside, linear, moved, newPen, radial, shape, tag, type Pen } from "./pen.ts";

export interface Backdrop {
  readonly wall: string;
  readonly table: string;
  /** Where the table meets the wall; absent: wall only. */
  readonly horizon?: number;
  /** What the light from outside draws on the wall. */
  readonly light?: "window" | "leaves" | "arch" | "blind" | "none";
}

export interface Frame {
  readonly width: number;
  readonly height: number;
}

export const portrait: Frame = { width: 1000, height: 1250 };
export const HORIZON = 905;

/** A whole picture: backdrop, then each thing with its shadow, back to front. */
export function picture(seed: string, frame: Frame, backdrop: Backdrop, things: (pen: Pen) => readonly Placed[]): string {
  const pen = newPen(seed);
  const placed = things(pen);
  const body = [paintBackdrop(pen, frame, backdrop), paintThings(pen, frame, backdrop, placed), vignette(pen, frame)].join("");
  return svg(frame, pen, body);
}

/** Things back to front, each over its own shadow, so that a shadow falls on what stands behind as well. */
export function paintThings(pen: Pen, frame: Frame, backdrop: Backdrop, placed: readonly Placed[]): string {
  return placed
    .map((thing) => castShadow(pen, frame, backdrop, thing) + moved(thing.x, thing.y, thing.scale ?? 1, thing.drawing.art))
    .join("");
}

export function svg(frame: Frame, pen: Pen, body: string): string {
  return tag(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      "xmlns:xlink": "http://www.w3.org/1999/xlink",
      viewBox: `0 0 ${frame.width} ${frame.height}`,
      width: frame.width,
      height: frame.height,
    },
    pen.definitions(),
    body,
  );
}

export function paintBackdrop(pen: Pen, frame: Frame, backdrop: Backdrop): string {
  const horizon = backdrop.horizon ?? frame.height;
  const { width, height } = frame;
  const wall = radial(
    pen,
    [
      [0, lightOf(backdrop.wall, 0.05)],
      [0.55, backdrop.wall],
      [1, tone(backdrop.wall, -0.035, 1.1)],
    ],
    0.28,
    0.22,
    0.95,
  );
  const table = linear(
    pen,
    [
      [0, tone(backdrop.table, -0.018)],
      [0.25, backdrop.table],
      [1, lightOf(backdrop.table, 0.03)],
    ],
    0,
    0,
    0,
    1,
  );
  const crease = linear(
    pen,
    [
      [0, shadeOf(backdrop.wall), 0],
      [1, shadeOf(backdrop.wall), 0.2],
    ],
    0,
    0,
    0,
    1,
  );
  return [
    shape(rect(0, 0, width, horizon), wall),
    wallLight(pen, frame, backdrop),
    backdrop.horizon === undefined ? "" : shape(rect(0, horizon - 150, width, 150), crease),
    backdrop.horizon === undefined ? "" : shape(rect(0, horizon, width, height - horizon), table),
    backdrop.horizon === undefined ? "" : shape(rect(0, horizon, width, 3), lightOf(backdrop.table, 0.09), { opacity: 0.7 }),
  ].join("");
}

function castShadow(pen: Pen, frame: Frame, backdrop: Backdrop, thing: Placed): string {
  const kind = thing.shadow ?? "table";
  if (kind === "none") return "";
  const scale = thing.scale ?? 1;
  const onWall = mix(shadeOf(backdrop.wall, 0.2), "#2a3550", 0.25);
  if (kind === "wall")
    return group(
      { transform: `translate(${thing.x + 30} ${thing.y + 34}) scale(${scale})`, opacity: 0.36 },
      shape(thing.drawing.outline, onWall, { filter: blur(pen, 15) }),
    );
  const color = mix(shadeOf(backdrop.table, 0.26), "#243050", 0.3);
  const contact = thing.drawing.contact;
  const floor = rect(0, backdrop.horizon ?? 0, frame.width, frame.height);
  const fade = linear(
    pen,
    [
      [0, color, 0.12],
      [0.45, color, 0.6],
      [1, color, 1],
    ],
    0,
    0,
    0,
    1,
  );
  const lying = group(
    { transform: `translate(${thing.x} ${thing.y}) matrix(${scale} 0 ${-0.7 * scale} ${0.24 * scale} 0 0)`, opacity: 0.42 },
    shape(thing.drawing.outline, fade, { filter: blur(pen, 16) }),
  );
  const patch = contact
    ? group(
        { transform: `translate(${thing.x} ${thing.y}) scale(${scale})` },
        shape(ellipse((contact.dx ?? 0) + contact.rx * 0.2, contact.ry * 0.18, contact.rx * 1.14, contact.ry * 1.12), color, {
          opacity: 0.5,
          filter: blur(pen, 13),
        }),
        shape(ellipse((contact.dx ?? 0) + 3, contact.ry * 0.1, contact.rx * 1.01, contact.ry * 1.02), shadeOf(color, 0.2), {
          opacity: 0.6,
          filter: blur(pen, 4),
        }),
      )
    : "";
  if (kind === "lean") {
    const behind = group(
      { transform: `translate(${thing.x + 26} ${thing.y + 6}) scale(${scale})`, opacity: 0.4 },
      shape(thing.drawing.outline, onWall, { filter: blur(pen, 13) }),
    );
    return behind + patch;
  }
  return inside(pen, floor, lying, patch);
}

function vignette(pen: Pen, frame: Frame): string {
  return shape(
    rect(0, 0, frame.width, frame.height),
    radial(
      pen,
      [
        [0, "#2b2440", 0],
        [0.7, "#2b2440", 0],
        [1, "#2b2440", 0.09],
      ],
      0.42,
      0.42,
      0.8,
    ),
  );
}
