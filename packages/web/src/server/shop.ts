import { api, type Result, type Schemas, settle } from "./api.ts";
import { memo } from "./memo.ts";

export type Shop = Schemas["Shop"];
export type Market = Schemas["Market"];

/** The shop's name, markets and policies. */
export const getShop = memo<Result<Shop>>(
  20,
  () => settle(api().GET("/v1/shop")),
  // A new shop is about to be given its name, a closed one to be opened.
  (result) => result.ok && result.value.version > 0 && !result.value.maintenance,
);

/** The market of a country; the shop's first for a country where it does not sell. */
export function marketOf(shop: Shop, country: string | undefined): Market {
  const market = shop.markets.find((candidate) => candidate.country === country) ?? shop.markets[0];
  if (!market) throw new Error("A shop has at least one market");
  return market;
}
