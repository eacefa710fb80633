import type { APIEvent } from "@solidjs/start/server";
import { addToCart, changeLine } from "../../server/add-to-cart.ts";
import { countOf, maxQuantity, mergeCarts } from "../../server/cart.ts";
import { getProduct } from "../../server/catalog.ts";
import { choose } from "../../server/choice.ts";
import { keyOf, readCount, readForm } from "../../server/form.ts";
import { seeOther } from "../../server/reply.ts";
import { cartCookie, type CartPass, readCart } from "../../server/session.ts";
import { sessionOf } from "../../server/sign-in.ts";
import { cookieOf, currentMarket } from "../../server/visit.ts";

/** Adds to the cart (`quantity` more of a choice) or sets a line (`mode=set`). */
export async function POST({ request }: APIEvent): Promise<Response> {
  const form = await readForm(request);
  return form.mode === "set" ? set(request, form) : add(request, form);
}

async function set(request: Request, form: Record<string, string>): Promise<Response> {
  const pass = readCart(cookieOf(request));
  if (!pass || !form.sku) return seeOther("/cart");
  const quantity = readCount(form.quantity, { min: 0, max: maxQuantity, fallback: 1 });
  const outcome = await changeLine(pass, { sku: form.sku, quantity });
  return "problem" in outcome ? seeOther("/cart?problem=1") : seeOther("/cart", [cartCookie(outcome.pass)]);
}

async function add(request: Request, form: Record<string, string>): Promise<Response> {
  const market = await currentMarket(request);
  const handle = form.handle ?? "";
  const sku = form.sku || (await chosenSku(handle, market?.country ?? "", form));
  const back = (problem: string) => seeOther(`/products/${encodeURIComponent(handle)}?${choiceQuery(form, problem)}`);
  if (!market) return back("failed");
  if (!sku) return back("choice");
  const quantity = readCount(form.quantity, { min: 1, max: maxQuantity, fallback: 1 });
  const outcome = await addToCart({
    pass: readCart(cookieOf(request)),
    line: { sku, quantity },
    country: market.country,
    key: keyOf(form),
  });
  if ("problem" in outcome) return back("failed");
  return seeOther("/cart", [cartCookie(outcome.pass), ...(await followed(request, outcome.pass))]);
}

/** A cart that was begun by who signed in is theirs on every device from now on. */
async function followed(request: Request, pass: CartPass): Promise<string[]> {
  if (readCart(cookieOf(request))?.cartId === pass.cartId) return [];
  const { bearer, cookies } = await sessionOf(request, "customer");
  const merged = bearer === undefined ? undefined : await mergeCarts(bearer, pass);
  if (!merged?.ok || !merged.value.cart || !merged.value.token) return cookies;
  const { cart, token } = merged.value;
  return [...cookies, cartCookie({ cartId: cart.cartId, token, count: countOf(cart) })];
}

/** Without scripts a form tells the chosen options, not their SKU. */
async function chosenSku(handle: string, country: string, form: Record<string, string>): Promise<string | undefined> {
  const product = await getProduct(handle, country);
  return product.ok ? choose(product.value, new Map(), { get: (name) => form[name] ?? null }).variant?.sku : undefined;
}

function choiceQuery(form: Record<string, string>, problem: string): URLSearchParams {
  return new URLSearchParams([...Object.entries(form).filter(([name]) => /^option\d$/.test(name)), ["problem", problem]]);
}
