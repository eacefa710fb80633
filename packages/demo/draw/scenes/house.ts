import type { Shot } from "../shots.ts";
import { categoryShots } from "./groups.ts";
import { tallHero, wideHero } from "./hero.ts";
import { emptyCart, notFound } from "./notices.ts";

/** The pictures that belong to the house and to no product. */
export function houseShots(): readonly Shot[] {
  return [
    {
      name: "hero",
      alt: "A market stall with a striped awning: teapot, pitcher, a basket of bread and blankets on an oak counter, the harbor in the window behind",
      width: 1600,
      height: 900,
      svg: wideHero,
    },
    {
      name: "hero-tall",
      alt: "A market stall with a striped awning: teapot, vase, lamp and mugs on an oak counter, the harbor in the window behind",
      width: 1000,
      height: 1250,
      svg: tallHero,
    },
    ...categoryShots(),
    { name: "empty-cart", alt: "An empty willow basket from which a moth flies up", width: 1000, height: 800, svg: emptyCart },
    { name: "not-found", alt: "A bottle with a letter drifting on the sea before a lighthouse", width: 1000, height: 800, svg: notFound },
  ];
}
