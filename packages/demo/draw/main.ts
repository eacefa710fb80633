import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { dollarPricesCsv, productsCsv } from "./data/csv.ts";
import { shopJson } from "./data/shop.ts";
import { encode, encodeCard, loadSharp, sheet, type Sharp } from "./encode.ts";
import { drawBrand } from "./scenes/brand.ts";
import { houseShots } from "./scenes/house.ts";
import { mainShotNames, productShots, type Shot } from "./shots.ts";

const demoFolder = join(import.meta.dirname, "../data");
const pictureFolder = join(demoFolder, "..", "..", "web", "public", "demo");

const { values: options } = parseArgs({
  options: {
    sharp: { type: "string" },
    only: { type: "string" },
    sheet: { type: "string" },
    columns: { type: "string", default: "5" },
    width: { type: "string", default: "300" },
    data: { type: "boolean", default: false },
    /** Only the cards of shared links. */
    cards: { type: "boolean", default: false },
  },
});

async function writeData(): Promise<void> {
  await writeFile(join(demoFolder, "products.csv"), productsCsv());
  await writeFile(join(demoFolder, "prices-usd.csv"), dollarPricesCsv());
  await writeFile(join(demoFolder, "shop.json"), shopJson());
}

function widthsOf(shot: Shot): readonly number[] {
  return shot.width >= 1600 ? [800, 1600] : [480, 960];
}

const mainShots = mainShotNames();
const isShared = ({ name }: Shot): boolean => mainShots.has(name) || name.startsWith("category-");

async function drawAll(sharp: Sharp, shots: readonly Shot[]): Promise<number> {
  await mkdir(pictureFolder, { recursive: true });
  let bytes = 0;
  const queue = [...shots];
  const work = async (): Promise<void> => {
    for (let shot = queue.shift(); shot; shot = queue.shift()) {
      const card = isShared(shot) ? [await encodeCard(sharp, shot.svg(), shot.width / shot.height)] : [];
      for (const file of [...(options.cards ? [] : await encode(sharp, shot.svg(), widthsOf(shot))), ...card]) {
        await writeFile(join(pictureFolder, `${shot.name}${file.suffix}`), file.bytes);
        bytes += file.bytes.length;
      }
    }
  };
  await Promise.all([work(), work()]);
  return bytes;
}

/** Pictures of goods that are no longer sold. */
async function removeStale(shots: readonly Shot[]): Promise<void> {
  const names = new Set(shots.map((shot) => shot.name));
  for (const file of await readdir(pictureFolder)) {
    const base = /^(.+)-(?:\d+\.(?:avif|webp)|share\.jpg)$/.exec(file)?.[1];
    if (base !== undefined && !names.has(base)) await rm(join(pictureFolder, file));
  }
}

await writeData();
if (!options.data) {
  const all = [...productShots(), ...houseShots()];
  const pattern = new RegExp(options.only ?? "");
  const wanted = all.filter((shot) => pattern.test(shot.name));
  const sharp = await loadSharp(options.sharp).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
  if (options.sheet !== undefined) {
    const tiles = wanted.map((shot) => ({ svg: shot.svg(), ratio: shot.height / shot.width }));
    await writeFile(options.sheet, await sheet(sharp, tiles, Number(options.columns), Number(options.width)));
  }
  if (options.sheet === undefined) {
    const bytes = await drawAll(sharp, wanted);
    if (pattern.test("brand")) await drawBrand(sharp, pictureFolder);
    if (options.only === undefined) await removeStale(all);
    process.stdout.write(`${wanted.length} pictures, ${(bytes / 1e6).toFixed(2)} MB\n`);
  }
}
