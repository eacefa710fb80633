import { lightOf, mix, shadeOf } from "../ink/color.ts";
import { ellipse, n, rect } from "../ink/path.ts";
import { shape, stroke, type Pen } from "../ink/pen.ts";
import { between } from "../ink/random.ts";
import { house } from "../palette.ts";
import { herring } from "./plates.ts";

/** The house's prints; each fills a sheet of 600 by 840 and keeps to five flat inks. */
const W = 600;
const H = 840;

function swell(y: number, color: string, gap: number, rise: number): string {
  let d = `M-20 ${H + 10}V${y}`;
  for (let x = -20; x < W + gap; x += gap) d += `q${n(gap / 4)} ${-rise} ${n(gap / 2)} 0t${n(gap / 2)} 0`;
  return shape(`${d}V${H + 10}Z`, color);
}

export function lighthouse(paper = "#f2e4c8", sky = "#e9b48c"): string {
  const beam = shape("M312 236L640 90V330L312 268ZM288 236L-40 130V300L288 268Z", "#f8e3a6", { opacity: 0.75 });
  const tower = shape("M262 300H338L366 660H234Z", "#f6ecd9") + shape("M302 300H338L366 660H300Z", "#d9c9b4");
  const stripes = [
    [332, 60],
    [444, 62],
    [560, 64],
  ]
    .map(([y = 0, h = 0]) => {
      const edge = (at: number): number => 38 + ((at - 300) / 360) * 28;
      return (
        shape(`M${300 - edge(y)} ${y}H${300 + edge(y)}L${300 + edge(y + h)} ${y + h}H${300 - edge(y + h)}Z`, house.buoy) +
        shape(`M300 ${y}H${300 + edge(y)}L${300 + edge(y + h)} ${y + h}H300Z`, shadeOf(house.buoy, 0.16))
      );
    })
    .join("");
  const lamp =
    shape(rect(246, 286, 108, 16, 4), house.ink) +
    shape(rect(268, 220, 64, 68), "#f9d878") +
    stroke("M268 220V286M300 220V286M332 220V286", house.ink, 6) +
    shape("M256 222L300 170L344 222Z", house.ink) +
    shape(ellipse(300, 168, 9, 9), house.ink);
  const rock =
    shape("M120 700L190 640L280 656L360 632L470 690L520 720V840H90Z", "#33454c") +
    shape("M360 632L470 690L520 720V840H380L340 700Z", "#263840");
  const gulls = stroke("M92 250q22 -22 40 0q20 -22 42 0M430 400q15 -15 28 0q14 -15 28 0M136 440q11 -11 20 0q10 -11 20 0", house.ink, 6);
  return (
    shape(rect(0, 0, W, H), sky) +
    shape(ellipse(420, 240, 120, 120), "#f3cf9d") +
    beam +
    gulls +
    swell(640, "#5d8c92", 150, 18) +
    tower +
    stripes +
    lamp +
    rock +
    swell(740, "#2f6470", 120, 22) +
    swell(786, house.ink, 150, 20) +
    stroke(rect(14, 14, W - 28, H - 28), paper, 28, { "stroke-linejoin": "miter" })
  );
}

export function herrings(paper = "#f2e7d2"): string {
  const fish: string[] = [];
  let odd = false;
  for (let y = 96; y < 800; y += 82) {
    odd = !odd;
    for (let x = odd ? 90 : 200; x < 700; x += 225) {
      const turned = x > 280 && x < 360 && y > 380 && y < 470;
      fish.push(herring(x, y, 196, turned ? house.buoy : mix(house.tide, house.ink, odd ? 0.15 : 0.6), turned ? 180 : 0));
    }
  }
  return (
    shape(rect(0, 0, W, H), paper) +
    fish.join("") +
    stroke(rect(14, 14, W - 28, H - 28), lightOf(paper, 0.04), 28, { "stroke-linejoin": "miter" })
  );
}

export function harborRow(pen: Pen, sky = "#cfdcd3"): string {
  const tints = ["#c75a3a", "#e0b565", "#2f6470", "#e3b29c", "#70835f", "#efe3cd", "#8c4a3c"];
  const houses = tints
    .map((tint, i) => {
      const w = 84;
      const x = 8 + i * w;
      const h = 250 + Math.round(between(pen.random, 0, 5)) * 22;
      const top = 590 - h;
      const gable =
        i % 3 === 0
          ? `M${x} ${top}L${x + w / 2} ${top - 66}L${x + w} ${top}Z`
          : i % 3 === 1
            ? `M${x} ${top}V${top - 22}h14v-22h14v-22h28v22h14v22h14V${top}Z`
            : `M${x} ${top}q8 -60 ${w / 2} -64q34 4 ${w / 2} 64Z`;
      const win: string[] = [];
      for (let row = 0; row < Math.floor((h - 90) / 62); row += 1)
        for (const dx of [13, 47]) win.push(rect(x + dx, top + 22 + row * 62, 24, 38, i % 3 === 2 ? 12 : 2));
      return (
        shape(rect(x, top, w, h), tint) +
        shape(gable, i % 3 === 0 ? shadeOf(tint, 0.14) : tint) +
        shape(rect(x + w - 16, top, 16, h), shadeOf(tint, 0.14), { opacity: 0.6 }) +
        shape(win.join(""), mix(tint, house.ink, 0.72)) +
        shape(win.filter((_, k) => (k + i) % 4 === 0).join(""), "#f9d98a") +
        shape(rect(x + 26, 536, 32, 54, 4), mix(tint, house.ink, 0.6)) +
        shape(ellipse(x + w / 2, top - (i % 3 === 0 ? 20 : 30), 8, 8), mix(tint, house.ink, 0.6))
      );
    })
    .join("");
  const boat = (x: number, y: number, tint: string, s: number): string =>
    shape(`M${x - 90 * s} ${y}h${180 * s}l${-26 * s} ${46 * s}h${-128 * s}Z`, tint) +
    shape(rect(x - 4 * s, y - 170 * s, 8 * s, 170 * s), house.ink) +
    shape(`M${x + 12 * s} ${y - 160 * s}L${x + 92 * s} ${y - 20 * s}H${x + 12 * s}Z`, "#f4ead6") +
    shape(`M${x - 12 * s} ${y - 130 * s}L${x - 70 * s} ${y - 20 * s}H${x - 12 * s}Z`, "#e3cfae");
  const quay = shape(rect(0, 588, W, 34), "#8b7763") + shape(rect(0, 588, W, 8), "#a8937b");
  const shine = Array.from({ length: 22 }, () => {
    const x = between(pen.random, 20, 520);
    const y = between(pen.random, 640, 800);
    return `M${n(x)} ${n(y)}h${n(between(pen.random, 26, 84))}`;
  }).join("");
  return (
    shape(rect(0, 0, W, H), sky) +
    shape(ellipse(140, 150, 64, 64), "#f5e3b8") +
    stroke("M300 130q20 -20 38 0q18 -20 38 0M400 190q13 -13 24 0q12 -13 24 0", house.ink, 5) +
    shape(rect(0, 612, W, 240), "#5d8c92") +
    houses +
    quay +
    stroke(shine, "#a9c7c6", 6, { opacity: 0.8 }) +
    boat(170, 704, house.buoy, 1) +
    boat(446, 668, house.ink, 0.72) +
    stroke(rect(14, 14, W - 28, H - 28), "#f2e7d2", 28, { "stroke-linejoin": "miter" })
  );
}

/** Citrus halves in rows, for cards. */
export function citrus(): string {
  const half = (x: number, y: number, r: number, rind: string, flesh: string): string => {
    const spokes = Array.from({ length: 9 }, (_, i) => {
      const a = (i / 9) * Math.PI * 2;
      const b = a + (Math.PI / 9) * 1.62;
      const p = (t: number, s: number): string => `${n(x + Math.cos(t) * r * s)} ${n(y + Math.sin(t) * r * s)}`;
      return `M${p((a + b) / 2, 0.1)}L${p(a, 0.74)}Q${p((a + b) / 2, 0.9)} ${p(b, 0.74)}Z`;
    }).join("");
    return shape(ellipse(x, y, r, r), rind) + shape(ellipse(x, y, r * 0.9, r * 0.9), "#fbf0d6") + shape(spokes, flesh);
  };
  return (
    shape(rect(0, 0, W, H), "#d7e0cf") +
    half(170, 200, 140, "#e2952f", "#efb04b") +
    half(450, 330, 130, "#d9bd3c", "#ecd766") +
    half(190, 520, 130, "#c9502e", "#dd7350") +
    half(440, 660, 140, "#e2952f", "#efb04b")
  );
}
