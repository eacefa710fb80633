import { type Cart, countOf, getCart, setCountry } from "../cart.ts";
import { type Loaded, ready, refusedBy } from "../loaded.ts";
import { keepPrivate } from "../redirect.ts";
import { cartCookie, noCartCookie, readCart } from "../session.ts";
import { cookieOf, currentEvent, currentMarket } from "../visit.ts";

export interface CartPage {
  /** Undefined when there is none, or nothing in it. */
  cart: Cart | undefined;
  problem: boolean;
}

/** The cart at today's prices in the visitor's market. */
export async function cartPage(): Promise<Loaded<CartPage>> {
  keepPrivate();
  const { request, response } = currentEvent();
  const problem = new URL(request.url).searchParams.has("problem");
  const pass = readCart(cookieOf(request));
  if (!pass) return ready({ cart: undefined, problem });
  const [found, market] = await Promise.all([getCart(pass), currentMarket()]);
  const moves = found.ok && market && found.value.status === "open" && found.value.country !== market.country;
  if (moves) await setCountry(pass, market.country);
  const result = moves ? await getCart(pass) : found;
  if (!result.ok) {
    if (result.problem.status !== 404) return refusedBy(result.problem);
    response.headers.append("set-cookie", noCartCookie());
    return ready({ cart: undefined, problem });
  }
  const cart = result.value.status === "open" && result.value.lines.length > 0 ? result.value : undefined;
  // The header shows the number from the cookie; another tab may have changed it.
  if (cart && countOf(cart) !== pass.count) response.headers.append("set-cookie", cartCookie({ ...pass, count: countOf(cart) }));
  return ready({ cart, problem });
}
