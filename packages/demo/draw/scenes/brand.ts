import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Sharp } from "../encode.ts";
import { inside, newPen, shape, stroke, tag, moved } from "../ink/pen.ts";
import { rect } from "../ink/path.ts";
import { house } from "../palette.ts";
import { wideHero } from "./hero.ts";
import { wordmarkPath } from "./wordmark.ts";

/** A flame, the other meaning of the name; its foot is the origin, its height 100. */
const FLAME = "M0 -100C-30 -56 -36 -32 -26 -15C-20 -4 -10 0 0 0C10 0 20 -4 26 -15C36 -32 30 -56 0 -100Z";

/** The name with a flame for the dot of each i. */
function wordmark(ink: string, flame: string): string {
  const dots = [260, 711].map((x) => moved(x, -112, 0.46, shape(FLAME, flame))).join("");
  return shape(wordmarkPath, ink) + dots;
}

function file(viewBox: string, width: number, height: number, label: string, ...content: readonly string[]): string {
  return `${tag("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox, width, height, role: "img", "aria-label": label }, ...content)}\n`;
}

function logo(ink: string, flame: string): string {
  return file("-6 -166 976 180", 976, 180, "Brinewick", wordmark(ink, flame));
}

/** The mark: a flame over two waves on a dark tile. */
function mark(size: number, rounded: boolean): string {
  const pen = newPen("mark");
  const tile = rect(0, 0, 128, 128, rounded ? 28 : 0);
  const wave = (y: number): string => `M-2 ${y}q17 -15 33 0t33 0t33 0t33 0`;
  const waves = inside(pen, tile, stroke(wave(94), "#f1e7d6", 7.5), stroke(wave(111), "#7ea5ab", 7.5));
  const flame = moved(64, 80, 0.62, shape(FLAME, "#e8a24a") + moved(0, 0, 0.56, shape(FLAME, "#fbe3ab")));
  return file("0 0 128 128", size, size, "Brinewick", pen.definitions(), shape(tile, house.ink), flame, waves);
}

function shareCard(): string {
  const pen = newPen("share");
  const name = moved(72, 262, 0.53, wordmark(house.ink, house.buoy));
  return tag(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", viewBox: "0 0 1200 630", width: 1200, height: 630 },
    pen.definitions(),
    shape(rect(0, 0, 640, 630), house.paper),
    name,
    stroke("M74 330q17 -15 33 0t33 0t33 0t33 0", house.buoy, 7),
  );
}

async function drawShareCard(sharp: Sharp): Promise<Buffer> {
  const scene = await sharp(Buffer.from(wideHero())).resize(1260).extract({ left: 500, top: 30, width: 560, height: 630 }).png().toBuffer();
  return sharp({ create: { width: 1200, height: 630, channels: 3, background: house.paper } })
    .composite([
      { input: scene, left: 640, top: 0 },
      { input: await sharp(Buffer.from(shareCard())).png().toBuffer(), left: 0, top: 0 },
    ])
    .jpeg({ quality: 80, mozjpeg: true })
    .toBuffer();
}

/** Logo, favicons and the card that links are shared with. */
export async function drawBrand(sharp: Sharp, folder: string): Promise<void> {
  const icon = (size: number, rounded: boolean): Promise<Buffer> =>
    sharp(Buffer.from(mark(size, rounded)))
      .png({ compressionLevel: 9 })
      .toBuffer();
  const files: Readonly<Record<string, string | Buffer>> = {
    "logo.svg": logo(house.ink, house.buoy),
    "logo-dark.svg": logo("#f2e9d9", "#f0926b"),
    "favicon.svg": mark(128, true),
    "favicon-32.png": await icon(32, true),
    "apple-touch-icon.png": await icon(180, false),
    "icon-512.png": await icon(512, false),
    "share.jpg": await drawShareCard(sharp),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
}
