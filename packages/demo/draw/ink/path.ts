export type Point = readonly [number, number];

export function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}

export function at(points: readonly Point[], index: number): Point {
  return points[Math.min(points.length - 1, Math.max(0, index))] ?? [0, 0];
}

function beyond(near: Point, far: Point): Point {
  return [2 * near[0] - far[0], 2 * near[1] - far[1]];
}

/** Points on a centripetal Catmull-Rom curve, which neither loops nor overshoots; `corner` indexes are passed through sharply. */
export function curve(points: readonly Point[], steps = 14, corners: readonly number[] = []): Point[] {
  const out: Point[] = [];
  for (let i = 0; i < points.length - 1; i += 1) {
    const p1 = at(points, i);
    const p2 = at(points, i + 1);
    const p0 = i === 0 || corners.includes(i) ? beyond(p1, p2) : at(points, i - 1);
    const p3 = i + 2 >= points.length || corners.includes(i + 1) ? beyond(p2, p1) : at(points, i + 2);
    for (let step = 0; step < steps; step += 1) out.push(blend(p0, p1, p2, p3, step / steps));
  }
  out.push(at(points, points.length - 1));
  return out;
}

/** Barry and Goldman's pyramid with knots spaced by the square root of the distance. */
function blend(p0: Point, p1: Point, p2: Point, p3: Point, share: number): Point {
  const knot = (from: number, a: Point, b: Point): number => from + Math.max(1e-4, Math.hypot(b[0] - a[0], b[1] - a[1]) ** 0.5);
  const t1 = knot(0, p0, p1);
  const t2 = knot(t1, p1, p2);
  const t3 = knot(t2, p2, p3);
  const t = t1 + (t2 - t1) * share;
  const between = (a: Point, b: Point, ta: number, tb: number): Point => {
    const w = (t - ta) / (tb - ta);
    return [a[0] + (b[0] - a[0]) * w, a[1] + (b[1] - a[1]) * w];
  };
  const a1 = between(p0, p1, 0, t1);
  const a2 = between(p1, p2, t1, t2);
  const a3 = between(p2, p3, t2, t3);
  return between(between(a1, a2, 0, t2), between(a2, a3, t1, t3), t1, t2);
}

/** A closed smooth curve through the points. */
export function loop(points: readonly Point[], steps = 12): Point[] {
  const count = points.length;
  const out: Point[] = [];
  for (let i = 0; i < count; i += 1) {
    const pick = (offset: number): Point => at(points, (i + offset + count) % count);
    for (let step = 0; step < steps; step += 1) out.push(blend(pick(-1), pick(0), pick(1), pick(2), step / steps));
  }
  return out;
}

export function line(points: readonly Point[], closed = false): string {
  const text = points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${n(x)} ${n(y)}`).join("");
  return closed ? `${text}Z` : text;
}

export function ellipse(cx: number, cy: number, rx: number, ry: number): string {
  return `M${n(cx - rx)} ${n(cy)}A${n(rx)} ${n(ry)} 0 1 1 ${n(cx + rx)} ${n(cy)}A${n(rx)} ${n(ry)} 0 1 1 ${n(cx - rx)} ${n(cy)}Z`;
}

export function rect(x: number, y: number, width: number, height: number, radius = 0): string {
  const r = Math.min(radius, width / 2, height / 2);
  return `M${n(x + r)} ${n(y)}H${n(x + width - r)}a${n(r)} ${n(r)} 0 0 1 ${n(r)} ${n(r)}V${n(y + height - r)}a${n(r)} ${n(r)} 0 0 1 ${n(-r)} ${n(r)}H${n(x + r)}a${n(r)} ${n(r)} 0 0 1 ${n(-r)} ${n(-r)}V${n(y + r)}a${n(r)} ${n(r)} 0 0 1 ${n(r)} ${n(-r)}Z`;
}

/** Moves and turns points about the origin; the angle is in degrees. */
export function turn(points: readonly Point[], degrees: number, dx = 0, dy = 0): Point[] {
  const angle = (degrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return points.map(([x, y]) => [x * cos - y * sin + dx, x * sin + y * cos + dy]);
}

/** The nearer half of an ellipse. */
export function frontPath(cx: number, cy: number, rx: number, ry: number): string {
  return `M${n(cx - rx)} ${n(cy)}A${n(rx)} ${n(ry)} 0 0 0 ${n(cx + rx)} ${n(cy)}`;
}
