import { Currency, defineError } from "@souk/core";
import * as z from "zod";

const Country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .meta({ description: "ISO 3166-1 alpha-2 code", example: "DE" });
const Price = z.int().min(0).max(1_000_000_000);

export const ShippingOption = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]{1,40}$/),
    name: z.string().min(1).max(80),
    price: Price.meta({ description: "Minor units of the market's currency" }),
    freeAbove: Price.optional().meta({ description: "Free when the items cost at least this" }),
  })
  .meta({ id: "ShippingOption", example: { id: "standard", name: "Standard", price: 490, freeAbove: 5000 } });
export type ShippingOption = z.infer<typeof ShippingOption>;

/** Where the shop sells: one currency, one tax rule, its ways of shipping. */
export const Market = z
  .strictObject({
    country: Country,
    currency: Currency,
    pricesIncludeTax: z.boolean(),
    taxRate: z.int().min(0).max(10_000).meta({ description: "In 1/10,000: 19 % is 1900" }),
    shipping: z.array(ShippingOption).min(1).max(10),
  })
  .meta({ id: "Market" });
export type Market = z.infer<typeof Market>;

const settings = {
  name: z.string().min(1).max(80),
  tagline: z.string().max(200).optional(),
  hosts: z.array(z.string().min(1).max(253)).min(1).max(20).meta({ description: "Hosts that this shop answers to; `*` is any" }),
  locales: z
    .array(z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/))
    .min(1)
    .max(20),
  currencies: z.array(Currency).min(1).max(20),
  markets: z.array(Market).min(1).max(50).meta({ description: "The first is the default" }),
  sender: z.email().max(254).meta({ description: "Mail comes from here" }),
  policies: z.record(z.string().regex(/^[a-z0-9-]{1,40}$/), z.string().max(4000)).meta({ description: "Texts such as `returns` by name" }),
  maintenance: z
    .strictObject({
      retryAfterSeconds: z.int().min(10).max(86_400),
      message: z.string().trim().min(1).max(400).optional().meta({ description: "Instead of the site's own words" }),
    })
    .optional()
    .meta({ description: "While it is there, the site is closed to all but staff", example: { retryAfterSeconds: 600 } }),
};

const refused = (values: string[]) => values.filter((value, index) => values.indexOf(value) !== index);

/** What staff set, as one whole. */
export const Settings = z
  .strictObject(settings)
  .superRefine(({ markets, currencies }, refinement) => {
    for (const country of refused(markets.map((market) => market.country))) {
      refinement.addIssue({ code: "custom", path: ["markets"], message: `${country} is there twice` });
    }
    markets.forEach((market, index) => {
      if (!currencies.includes(market.currency)) {
        refinement.addIssue({ code: "custom", path: ["markets", index, "currency"], message: "Not one of the shop's currencies" });
      }
    });
  })
  .meta({ id: "ShopSettings" });
export type Settings = z.infer<typeof Settings>;

export const Info = z
  .strictObject({ shopId: z.string(), ...settings, version: z.int().meta({ description: "0 while nothing was set" }) })
  .meta({ id: "Shop" });
export type Info = z.infer<typeof Info>;

export const NoMarket = defineError({ code: "shop.no_market", kind: "rejected", message: "The shop does not sell to this country." });

const euro = (country: string, taxRate: number): Market => ({
  country,
  currency: "EUR",
  pricesIncludeTax: true,
  taxRate,
  shipping: [
    { id: "standard", name: "Standard", price: 490, freeAbove: 5000 },
    { id: "express", name: "Express", price: 1290 },
  ],
});

/** A shop whose settings were never saved. */
export const defaults: Settings = {
  name: "Souk",
  hosts: ["*"],
  locales: ["en", "de"],
  currencies: ["EUR", "USD"],
  markets: [
    euro("DE", 1900),
    euro("AT", 2000),
    euro("FR", 2000),
    euro("NL", 2100),
    // Sales tax depends on the state and is not computed.
    { ...euro("US", 0), currency: "USD", pricesIncludeTax: false },
  ],
  sender: "orders@souk.example",
  policies: {},
};
