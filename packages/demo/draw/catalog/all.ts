import { bowls } from "./bowls.ts";
import { cups } from "./cups.ts";
import { kitchen } from "./kitchen.ts";
import { light } from "./light.ts";
import { paper } from "./paper.ts";
import { pots } from "./pots.ts";
import type { Category } from "./product.ts";
import { textiles } from "./textiles.ts";
import { vases } from "./vases.ts";

/** In the order of the shop's menu. */
export const categories: readonly Category[] = [cups, bowls, pots, vases, light, kitchen, textiles, paper];
