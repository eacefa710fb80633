import { describe, expect, test } from "vitest";
import type { Variant } from "../src/server/catalog.ts";
import { choose } from "../src/server/choice.ts";
import type { Stock } from "../src/server/inventory.ts";

const variant = (sku: string, options: Record<string, string>, amount: number | null = 1000): Variant => ({
  sku,
  title: sku,
  options,
  price: amount === null ? null : { amount, currency: "EUR" },
  tracked: true,
  productId: "prod_1",
  position: 0,
});
const product = {
  options: [
    { name: "Color", values: ["Blue", "Red"] },
    { name: "Size", values: ["S", "L"] },
  ],
  variants: [
    variant("BS", { Color: "Blue", Size: "S" }),
    variant("BL", { Color: "Blue", Size: "L" }),
    variant("RL", { Color: "Red", Size: "L" }),
  ],
};
const stock = (levels: Record<string, number>) =>
  new Map(Object.entries(levels).map(([sku, available]): [string, Stock] => [sku, { sku, tracked: true, available }]));
const asked = (query: string) => new URLSearchParams(query);

describe("the variant that a product page shows", () => {
  test("is the one whose options are asked for, in stock or not", () => {
    expect(choose(product, stock({ BL: 0 }), asked("option1=Blue&option2=L")).variant?.sku).toBe("BL");
  });

  test("is none for a combination that is not made", () => {
    const choice = choose(product, new Map(), asked("option1=Red&option2=S"));
    expect(choice).toEqual({ options: { Color: "Red", Size: "S" }, variant: undefined });
  });

  test("is the first that can be bought when nothing is asked for", () => {
    expect(choose(product, stock({ BS: 0, BL: 2 }), asked("")).variant?.sku).toBe("BL");
  });

  test("is the first that is sold when all are sold out", () => {
    const variants = [variant("X", { Color: "Blue", Size: "S" }, null), ...product.variants.slice(1)];
    expect(choose({ ...product, variants }, stock({ BL: 0, RL: 0 }), asked("")).variant?.sku).toBe("BL");
  });

  test("does not follow values that the product does not have", () => {
    expect(choose(product, new Map(), asked("option1=Green&option2=L")).variant?.sku).toBe("BS");
  });
});
