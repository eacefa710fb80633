import { curve, line, n, type Point } from "./path.ts";
import type { Rib } from "./sweep.ts";

/** How round a level circle looks at the foot of a thing; circles higher up, nearer to the eye's level, look flatter. */
export const TILT = 0.235;
const EYE = 1350;

export interface Lathe {
  readonly height: number;
  readonly ribs: readonly Rib[];
  readonly radius: (up: number) => number;
  readonly flatness: (up: number) => number;
  readonly outline: string;
}

/** Profile points are [radius, height above the table]; listed indexes are corners. */
export function turnLathe(profile: readonly Point[], corners: readonly number[] = [], tilt = TILT): Lathe {
  const samples = curve(profile, 14, corners);
  const height = samples.at(-1)?.[1] ?? 0;
  const flatness = (up: number): number => tilt * (1 - up / EYE);
  const radius = (up: number): number => radiusAt(samples, up);
  const ribs = evenly(samples, 72)
    .map(([r, up]) => ({ x: 0, y: -up, nx: 1, ny: 0, r }))
    .reverse();
  return { height, ribs, radius, flatness, outline: outlineOf(samples, flatness) };
}

function radiusAt(samples: readonly Point[], up: number): number {
  for (let i = 1; i < samples.length; i += 1) {
    const low = samples[i - 1];
    const high = samples[i];
    if (low && high && up >= low[1] && up <= high[1]) {
      const share = high[1] === low[1] ? 1 : (up - low[1]) / (high[1] - low[1]);
      return low[0] + (high[0] - low[0]) * share;
    }
  }
  return (up <= 0 ? samples[0] : samples.at(-1))?.[0] ?? 0;
}

/** The same profile in steps of equal length, so that a share of the ribs is a share of the height one sees. */
function evenly(samples: readonly Point[], count: number): Point[] {
  const lengths = [0];
  samples.forEach((point, i) => {
    const before = samples[i - 1];
    if (before) lengths.push((lengths.at(-1) ?? 0) + Math.hypot(point[0] - before[0], point[1] - before[1]));
  });
  const total = lengths.at(-1) ?? 1;
  return Array.from({ length: count + 1 }, (_, i) => {
    const wanted = (total * i) / count;
    const next = Math.max(
      1,
      lengths.findIndex((length) => length >= wanted - 1e-6),
    );
    const [a, b] = [samples[next - 1] ?? [0, 0], samples[next] ?? [0, 0]];
    const span = (lengths[next] ?? 1) - (lengths[next - 1] ?? 0) || 1;
    const share = Math.min(1, Math.max(0, (wanted - (lengths[next - 1] ?? 0)) / span));
    return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
  });
}

/**
 * The envelope of all level circles: at a slope r' the edge that one sees lies where sin(angle) = r' * flatness.
 * The circles at the foot, at the top and at ledges close it.
 */
function outlineOf(samples: readonly Point[], flatness: (up: number) => number): string {
  const slope = (i: number): number => {
    const [low, high] = [samples[Math.max(0, i - 1)] ?? [0, 0], samples[Math.min(samples.length - 1, i + 1)] ?? [0, 0]];
    return (high[0] - low[0]) / Math.max(0.01, high[1] - low[1]);
  };
  const edge: Point[] = [];
  const circles: string[] = [];
  samples.forEach(([r, up], i) => {
    const k = flatness(up);
    const sine = slope(i) * k;
    if (Math.abs(sine) < 0.995) edge.push([r * Math.sqrt(1 - sine * sine), -up + r * k * sine]);
    const ledge = i > 0 && Math.abs(Math.atan(slope(i) * k) - Math.atan(slope(i - 1) * k)) > 0.35;
    if (i === 0 || i === samples.length - 1 || ledge) circles.push(circle(r, up, r * k));
  });
  const mirrored = [...edge].reverse().map(([x, y]): Point => [-x, y]);
  return line([...edge, ...mirrored], true) + circles.join("");
}

/** Drawn the same way round as the profile, so that the two add up. */
function circle(r: number, up: number, ry: number): string {
  return `M${n(-r)} ${n(-up)}A${n(r)} ${n(ry)} 0 1 0 ${n(r)} ${n(-up)}A${n(r)} ${n(ry)} 0 1 0 ${n(-r)} ${n(-up)}Z`;
}

/** A point on the front of the body; the angle runs from 0 (right) over 90 (towards us) to 180 (left). */
export function onFront(body: Lathe, up: number, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  const r = body.radius(up);
  return [r * Math.cos(angle), -up + r * body.flatness(up) * Math.sin(angle)];
}

/**
 * The visible part of a level circle, left to right, its height varied by `wave(degrees)`. Where the body widens upward
 * less than half of the circle shows, where it narrows more than half.
 */
export function frontArc(body: Lathe, up: number, wave: (degrees: number) => number = () => 0, steps = 150): Point[] {
  const slope = (body.radius(up + 2) - body.radius(up - 2)) / 4;
  const hidden = (Math.asin(Math.max(-0.9, Math.min(0.97, slope * body.flatness(up)))) * 180) / Math.PI;
  return Array.from({ length: steps + 1 }, (_, i) => {
    const degrees = 180 - hidden + 1 - ((182 - 2 * hidden) * i) / steps;
    return onFront(body, up + wave(degrees), degrees);
  });
}

/** The skin between two heights. */
export function zone(
  body: Lathe,
  low: number,
  high: number,
  lowWave?: (degrees: number) => number,
  highWave?: (degrees: number) => number,
): string {
  const lower = beyondSides(frontArc(body, low, lowWave));
  const upper = high >= body.height ? overTop(body) : beyondSides(frontArc(body, high, highWave)).reverse();
  return line([...lower, ...upper], true);
}

/** Runs on past both sides, for the clip at the body's outline to cut. */
function beyondSides(arc: readonly Point[]): Point[] {
  const [first, last] = [arc[0] ?? [0, 0], arc.at(-1) ?? [0, 0]];
  return [[-900, first[1]], ...arc, [900, last[1]]];
}

function overTop(body: Lathe): Point[] {
  return [
    [900, -body.height - 200],
    [-900, -body.height - 200],
  ];
}
