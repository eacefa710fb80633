import { Catalog } from "@souk/catalog";
import { Money } from "@souk/core";
import * as z from "zod";

export const sorts = ["relevance", "newest", "price", "price_desc", "title"] as const;
export type Sort = (typeof sorts)[number];

/** A value of an option, "Color:Blue". Values of one option add up; a product has to have one of each option that is asked for. */
export const Choice = z
  .string()
  .max(170)
  .regex(/^[^:]{1,60}:.{1,100}$/su, "An option's name and one of its values, as in Color:Blue");

export interface Filter {
  q?: string | undefined;
  category?: string | undefined;
  minPrice?: number | undefined;
  maxPrice?: number | undefined;
  inStock?: boolean | undefined;
  option?: string[] | undefined;
}

export interface FindInput extends Filter {
  sort?: Sort | undefined;
  cursor?: string | undefined;
  limit: number;
  currency: string;
}

export const Hit = z
  .strictObject({ ...Catalog.Card.shape, inStock: z.boolean().meta({ description: "Whether some variant of it can be bought" }) })
  .meta({ id: "ProductHit" });
export type Hit = z.infer<typeof Hit>;

const count = z.int().meta({ description: "Products that would be left" });
export const Facets = z
  .strictObject({
    categories: z.array(z.strictObject({ path: z.string(), count })),
    options: z.array(z.strictObject({ name: z.string(), values: z.array(z.strictObject({ value: z.string(), count })) })),
    price: z.strictObject({ min: Money, max: Money }).nullable().meta({ description: "From the cheapest to the dearest" }),
    inStock: count,
  })
  .meta({ id: "ProductFacets", description: "What can be chosen further. A facet's counts are with all filters but its own." });
export type Facets = z.infer<typeof Facets>;

export const Found = z
  .strictObject({
    items: z.array(Hit),
    cursor: z.string().nullable(),
    total: z.int(),
    partial: z.boolean().meta({ description: "No product has all the words; these have some of them" }),
    suggestions: z.array(z.string()).meta({ description: "Words to try where nothing was found" }),
    facets: Facets,
    version: z.int().meta({ description: "Of the snapshot; grows with every change of a product" }),
  })
  .meta({ id: "FoundProducts" });
export type Found = z.infer<typeof Found>;

export const Address = z
  .strictObject({ handle: z.string(), updatedAt: z.string(), picture: z.string().optional() })
  .meta({ id: "ProductAddress", example: { handle: "blue-mug", updatedAt: "2026-11-21T09:00:00.000Z" } });
export type Address = z.infer<typeof Address>;
