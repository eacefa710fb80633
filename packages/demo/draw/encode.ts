import { pathToFileURL } from "node:url";

/** The part of sharp (https://sharp.pixelplumbing.com) that is used here; it draws the SVG and encodes it. */
export interface Image {
  readonly resize: (width: number, height?: number) => Image;
  readonly extract: (box: { left: number; top: number; width: number; height: number }) => Image;
  readonly extend: (box: { left: number; right: number; top: number; bottom: number; extendWith: "copy" }) => Image;
  readonly avif: (options: { quality: number; effort: number; chromaSubsampling: string }) => Image;
  readonly webp: (options: { quality: number; effort: number }) => Image;
  readonly blur: (sigma: number) => Image;
  readonly jpeg: (options: { quality: number; mozjpeg: boolean }) => Image;
  readonly png: (options?: { palette?: boolean; quality?: number; compressionLevel?: number; effort?: number }) => Image;
  readonly flatten: (options: { background: string }) => Image;
  readonly composite: (layers: readonly { input: Buffer; left: number; top: number }[]) => Image;
  readonly toBuffer: () => Promise<Buffer>;
}

export type Sharp = (
  input: Buffer | { create: { width: number; height: number; channels: 3; background: string } },
  options?: { density?: number },
) => Image;

function isSharp(value: unknown): value is Sharp {
  return typeof value === "function";
}

/** Sharp is no dependency of the shop: pictures are drawn seldom, and are committed. */
export async function loadSharp(folder: string | undefined): Promise<Sharp> {
  const where = folder === undefined ? "sharp" : pathToFileURL(`${folder}/node_modules/sharp/dist/index.mjs`).href;
  try {
    const loaded: { default?: unknown } = await import(where);
    if (isSharp(loaded.default)) return loaded.default;
  } catch (cause) {
    throw new Error(
      "Drawing needs sharp: run `npm install sharp@0.35.5` in an empty folder outside the repository and pass it as `--sharp FOLDER`.",
      { cause },
    );
  }
  throw new Error(`${where} is not sharp.`);
}

export interface Encoded {
  readonly suffix: string;
  readonly bytes: Buffer;
}

/** Each picture in both widths and both formats; the quality was chosen by eye against the six megabytes that the repository allows. */
export async function encode(sharp: Sharp, svg: string, widths: readonly number[]): Promise<Encoded[]> {
  const full = await sharp(Buffer.from(svg), { density: 72 }).png({ compressionLevel: 1 }).toBuffer();
  const out: Encoded[] = [];
  for (const width of widths) {
    const large = width > 500;
    const sized = (): Image => sharp(full).resize(width);
    const avif = sized().avif({ quality: large ? 46 : 50, effort: 5, chromaSubsampling: "4:2:0" });
    // WebP spends a third of its bytes on the chalk's grain: the large fallback is smoothed by half a pixel.
    const webp = (large ? sized().blur(0.6) : sized()).webp({ quality: large ? 44 : 54, effort: 5 });
    out.push({ suffix: `-${width}.avif`, bytes: await avif.toBuffer() }, { suffix: `-${width}.webp`, bytes: await webp.toBuffer() });
  }
  return out;
}

/** The size that shared links ask for: https://ogp.me, as messengers read it. */
const card = { width: 1200, height: 630 };

/**
 * The whole picture as high as a card, its wall and table drawn out to both sides, as JPEG: not every messenger shows WebP or AVIF.
 */
export async function encodeCard(sharp: Sharp, svg: string, ratio: number): Promise<Encoded> {
  const width = Math.round(card.height * ratio);
  const small = await sharp(Buffer.from(svg), { density: 72 }).resize(width, card.height).png({ compressionLevel: 1 }).toBuffer();
  const left = Math.floor((card.width - width) / 2);
  const drawnOut = sharp(small).extend({ left, right: card.width - width - left, top: 0, bottom: 0, extendWith: "copy" });
  return { suffix: "-share.jpg", bytes: await drawnOut.flatten({ background: "#ffffff" }).jpeg({ quality: 62, mozjpeg: true }).toBuffer() };
}

export interface Tile {
  readonly svg: string;
  readonly ratio: number;
}

/** A contact sheet, to look at many pictures at once. */
export async function sheet(sharp: Sharp, tiles: readonly Tile[], columns: number, width: number): Promise<Buffer> {
  const height = Math.round(width * Math.max(...tiles.map((tile) => tile.ratio)));
  const layers = [];
  for (const [i, tile] of tiles.entries()) {
    layers.push({
      input: await sharp(Buffer.from(tile.svg)).resize(width).png().toBuffer(),
      left: (i % columns) * width,
      top: Math.floor(i / columns) * height,
    });
  }
  const rows = Math.ceil(tiles.length / columns);
  return sharp({ create: { width: columns * width, height: rows * height, channels: 3, background: "#ffffff" } })
    .composite(layers)
    .png()
    .toBuffer();
}
