import { type Category, getCategories } from "./catalog.ts";
import { isLocale, type Locale, locales } from "../i18n/locale.ts";
import { type Text, textOf } from "../i18n/text.ts";
import { broken, type Loaded, ready } from "./loaded.ts";
import { readCart } from "./session.ts";
import { isSignedIn } from "./sign-in.ts";
import { getShop, type Market, marketOf, type Shop } from "./shop.ts";
import { cookieOf, currentEvent, preferenceOf } from "./visit.ts";

/** What stands around every page. */
export interface Shell {
  shop: Shop;
  market: Market;
  categories: Category[];
  cartCount: number;
  locale: Locale;
  text: Text;
  /** Somebody signed in here; whether it still holds is asked where it matters. */
  signedIn: boolean;
  /** The page's own address, where forms around it lead back to. */
  path: string;
}

/** A page without the shop's settings cannot tell a price; without its categories it can. */
export async function loadShell(): Promise<Loaded<Shell>> {
  const { request } = currentEvent();
  const [shop, categories] = await Promise.all([getShop(), getCategories()]);
  if (!shop.ok) return broken(shop.problem.requestId);
  const locale = currentLocale();
  const { pathname, search } = new URL(request.url);
  return ready({
    shop: shop.value,
    market: marketOf(shop.value, preferenceOf(request).country),
    categories: categories.ok ? categories.value.items : [],
    cartCount: readCart(cookieOf(request))?.count ?? 0,
    signedIn: isSignedIn(request, "customer"),
    locale,
    text: textOf(locale),
    path: pathname + search,
  });
}

export function currentLocale(): Locale {
  const { locale } = currentEvent().locals;
  return isLocale(locale) ? locale : locales[0];
}
