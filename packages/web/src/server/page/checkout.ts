import { getQuote, placeOrder, type Quote } from "../checkout.ts";
import { type CheckoutForm, expectedTotalOf, fieldErrors, type FieldErrors, missingFields, readCheckout } from "../checkout-form.ts";
import { getCustomer } from "../customer.ts";
import { keyOf, newKey, readForm } from "../form.ts";
import { broken, type Loaded, ready, refusedBy } from "../loaded.ts";
import { type Problem, unknownOutcome } from "../problem.ts";
import { keepCookies, keepPrivate, redirectPage } from "../redirect.ts";
import { type CartPass, noCartCookie, ordersCookie, readCart } from "../session.ts";
import { sessionOf } from "../sign-in.ts";
import { getShop, type Market, marketOf } from "../shop.ts";
import { cookieOf, currentEvent, preferenceOf } from "../visit.ts";

export interface CheckoutPage {
  quote: Quote;
  values: CheckoutForm;
  errors: FieldErrors;
  /** Why the order was not placed. */
  problem: Problem | undefined;
  /** The `Idempotency-Key` of the form as rendered. */
  key: string;
  /** The field whose change brought the form again: it keeps the focus. */
  at?: string | undefined;
}

const field = (problem: string): Problem => ({ code: problem, title: problem, status: 422 });

/**
 * The checkout form, and what becomes of it when it is sent: placed, and on to the payment, or shown again with all that was typed.
 * Undefined data means that there is nothing to check out.
 */
export async function checkoutPage(): Promise<Loaded<CheckoutPage | undefined>> {
  keepPrivate();
  const { request } = currentEvent();
  const [shop, pass] = [await getShop(), readCart(cookieOf(request))];
  if (!shop.ok) return broken(shop.problem.requestId);
  if (!pass) return ready(undefined);
  const form = request.method === "POST" ? await readForm(request) : {};
  const market = marketOf(shop.value, form.country ?? preferenceOf(request).country);
  const values = withOption(readCheckout(form, market.country), market);
  const page = { errors: {}, problem: undefined, key: newKey() };
  if (request.method !== "POST") return show(pass, { ...page, values: await prefilled(values, shop.value.markets) });
  if (form.intent !== "place") return show(pass, { ...page, values, at: form.at });
  return submit(pass, form, values);
}

/** What the account knows already need not be typed. */
async function prefilled(values: CheckoutForm, markets: Market[]): Promise<CheckoutForm> {
  const session = await sessionOf(currentEvent().request, "customer");
  keepCookies(session.cookies);
  const customer = session.bearer === undefined ? undefined : await getCustomer(session.bearer);
  if (!customer?.ok) return values;
  const { email, name, addresses } = customer.value;
  const address = addresses.find(({ country }) => country === values.country && markets.some((market) => market.country === country));
  const { addressId: _id, ...known } = address ?? { addressId: "", name: name ?? "" };
  return { ...values, email, ...known };
}

/** A way of shipping that this market has. */
const withOption = (values: CheckoutForm, { shipping }: Market): CheckoutForm => ({
  ...values,
  shippingOptionId: (shipping.find((option) => option.id === values.shippingOptionId) ?? shipping[0])?.id ?? "",
});

async function submit(pass: CartPass, form: Record<string, string>, values: CheckoutForm): Promise<Loaded<CheckoutPage | undefined>> {
  const expectedTotal = expectedTotalOf(form);
  const errors = missingFields(values);
  if (Object.keys(errors).length > 0 || !expectedTotal) return show(pass, { values, errors, problem: field("fix"), key: newKey() });
  const { email, shippingOptionId, ...typed } = values;
  const { line2, region, ...address } = typed;
  const shippingAddress = { ...address, ...(line2 ? { line2 } : {}), ...(region ? { region } : {}) };
  const key = keyOf(form);
  const session = await sessionOf(currentEvent().request, "customer");
  keepCookies(session.cookies);
  const placed = await placeOrder(
    { token: pass.token, bearer: session.bearer },
    { cartId: pass.cartId, email, shippingAddress, shippingOptionId, expectedTotal },
    key,
  );
  if (placed.ok) {
    const { orderId, token } = placed.value;
    redirectPage(`/orders/${orderId}/pay`, [ordersCookie(cookieOf(currentEvent().request), orderId, token), noCartCookie()]);
    return ready(undefined);
  }
  // After an answer that was lost the same key must come again, or a second order could be placed.
  const again = unknownOutcome(placed.problem) ? key : newKey();
  return show(pass, { values, errors: fieldErrors(placed.problem), problem: placed.problem, key: again });
}

async function show(pass: CartPass, page: Omit<CheckoutPage, "quote">): Promise<Loaded<CheckoutPage | undefined>> {
  const { country, shippingOptionId } = page.values;
  if (page.problem) currentEvent().response.status = page.problem.status;
  const quote = await getQuote(pass, { country, shippingOptionId });
  if (quote.ok) return ready({ ...page, quote: quote.value });
  if (quote.problem.status === 404 || ["checkout.empty_cart", "checkout.cart_closed"].includes(quote.problem.code)) return ready(undefined);
  if (quote.problem.status < 500) {
    redirectPage("/cart?problem=checkout");
    return ready(undefined);
  }
  return refusedBy(quote.problem);
}
