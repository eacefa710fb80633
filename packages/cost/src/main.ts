/** `npm run cost`: whole journeys on a stage of this machine, in the things that AWS charges for. `--process`: without a stage, no logs. */
import { startStage } from "@souk/testing";
import { judge, lifeOf } from "./budget.ts";
import { type Measured, measure } from "./measure.ts";
import { stockGoods } from "./process/goods.ts";
import { startProcessShop } from "./process/shop.ts";
import { stockStage } from "./stage/goods.ts";
import { stageShop } from "./stage/shop.ts";
import { billOf, tableOf, verdictOf } from "./table.ts";

async function onStage(): Promise<Measured[]> {
  const stage = await startStage();
  try {
    const shop = stageShop(stage);
    const goods = await stockStage(shop.request, 5);
    await stage.settled(60);
    return await measure({ ...shop, endHolds: () => endHolds(stage) }, goods);
  } finally {
    await stage.stop();
  }
}

async function endHolds(stage: Awaited<ReturnType<typeof startStage>>): Promise<void> {
  const body = JSON.stringify({ milliseconds: 901_000 });
  await stage.control("/api/clock/advance", { method: "POST", headers: { "content-type": "application/json" }, body });
  await stage.settled(60);
}

async function inProcess(): Promise<Measured[]> {
  const shop = await startProcessShop();
  try {
    const goods = await stockGoods(shop.ctx, 5);
    await shop.settle();
    return await measure(shop, goods);
  } finally {
    await shop.stop();
  }
}

const measured = process.argv.includes("--process") ? await inProcess() : await onStage();
for (const one of measured) console.log(`${tableOf(one)}\n`);
const three = measured.find(({ lines }) => lines === 3);
if (!three) throw new Error("no journey of three lines was made");
console.log(`${billOf(three)}\n\n${verdictOf(three)}`);
if (judge(three.journey, lifeOf(three.journey, three.hold)).some(({ is, most }) => is > most)) process.exitCode = 1;
