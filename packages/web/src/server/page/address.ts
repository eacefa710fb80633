import { type CheckoutForm, fieldErrors, type FieldErrors, missingFields, readCheckout } from "../checkout-form.ts";
import { addAddress, changeAddress, type Customer } from "../customer.ts";
import { keyOf, newKey, readForm } from "../form.ts";
import { broken, type Loaded, missing, ready } from "../loaded.ts";
import { type Problem, unknownOutcome } from "../problem.ts";
import { redirectPage } from "../redirect.ts";
import { getShop, marketOf, type Shop } from "../shop.ts";
import { currentEvent, preferenceOf } from "../visit.ts";
import { type AccountPage, asCustomer } from "./account.ts";

export interface AddressPage {
  /** Undefined for a new one. */
  addressId: string | undefined;
  values: CheckoutForm;
  errors: FieldErrors;
  problem: Problem | undefined;
  key: string;
  /** The field whose change brought the form again. */
  at?: string | undefined;
}

/** One address of an account, new or known (`?id=`), and what becomes of it when the form was sent. */
export const addressPage = (): Promise<AccountPage<AddressPage>> =>
  asCustomer(async ({ bearer, customer, query }) => {
    const { request } = currentEvent();
    const shop = await getShop();
    if (!shop.ok) return broken(shop.problem.requestId);
    const addressId = query.get("id") ?? undefined;
    const known = customer.addresses.find((address) => address.addressId === addressId);
    if (addressId !== undefined && !known) return missing;
    const page = { addressId, errors: {}, problem: undefined, key: newKey() };
    if (request.method !== "POST") return ready({ ...page, values: begun(customer, known, shop.value) });
    const form = await readForm(request);
    const values = readCheckout(form, marketOf(shop.value, form.country).country);
    // "quote" is what a change of the country sends: the form comes again.
    return form.intent === "address" ? save(bearer, { ...page, values }, form) : ready({ ...page, values, at: form.at });
  });

function begun(customer: Customer, known: Customer["addresses"][number] | undefined, shop: Shop): CheckoutForm {
  const { country } = marketOf(shop, known?.country ?? preferenceOf(currentEvent().request).country);
  return readCheckout({ name: customer.name ?? "", ...known }, country);
}

async function save(bearer: string, page: AddressPage, form: Record<string, string>): Promise<Loaded<AddressPage>> {
  const { values, addressId } = page;
  const { email: _none, ...errors } = missingFields(values);
  if (Object.keys(errors).length > 0) return refuse({ ...page, errors }, 422);
  const { name, line1, line2, postalCode, city, region, country } = values;
  const address = { name, line1, postalCode, city, country, ...(line2 ? { line2 } : {}), ...(region ? { region } : {}) };
  const key = keyOf(form);
  const result = addressId === undefined ? await addAddress(bearer, address, key) : await changeAddress(bearer, addressId, address);
  if (result.ok) {
    redirectPage("/account/details?done=1");
    return ready(page);
  }
  const { problem } = result;
  return refuse({ ...page, errors: fieldErrors(problem), problem, key: unknownOutcome(problem) ? key : page.key }, problem.status);
}

function refuse(page: AddressPage, status: number): Loaded<AddressPage> {
  currentEvent().response.status = status;
  return ready(page);
}
