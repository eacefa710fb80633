import { readFilter } from "../filter.ts";
import { broken, type Loaded, ready } from "../loaded.ts";
import { currentEvent, currentMarket } from "../visit.ts";
import { type Listing, loadListing } from "./listing.ts";

export async function searchPage(): Promise<Loaded<Listing>> {
  const market = await currentMarket();
  if (!market) return broken();
  const filter = readFilter(new URL(currentEvent().request.url).searchParams);
  const listing = await loadListing("/search", undefined, filter, market);
  return listing.ok ? ready(listing.value) : broken(listing.problem.requestId);
}
