import { getRequestEvent } from "solid-js/web";
import { strangerOf } from "../security/sharing.ts";
import { type Preference, readPreference } from "./preference.ts";
import { type Market, marketOf, getShop } from "./shop.ts";

/** The request that is being answered. Pages are rendered on the server only, so there always is one. */
export function currentEvent() {
  const event = getRequestEvent();
  if (!event) throw new Error("Only while a request is answered");
  return event;
}

export const cookieOf = (request: Request): string | null => request.headers.get("cookie");

export const preferenceOf = (request: Request): Preference =>
  strangerOf(request) ?? readPreference({ cookie: cookieOf(request), acceptLanguage: request.headers.get("accept-language") });

/** Where this visitor buys; undefined while the shop's settings cannot be read. */
export async function currentMarket(request: Request = currentEvent().request): Promise<Market | undefined> {
  const shop = await getShop();
  return shop.ok ? marketOf(shop.value, preferenceOf(request).country) : undefined;
}
