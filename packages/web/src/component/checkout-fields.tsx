import { For, Show } from "solid-js";
import { countryName } from "../i18n/text.ts";
import type { CheckoutForm, FieldErrors } from "../server/checkout-form.ts";
import type { CheckoutPage } from "../server/page/checkout.ts";
import { Field, Fieldset } from "./field.tsx";
import { useShell, useText } from "./shell.tsx";

export function ContactFields(props: { page: CheckoutPage }) {
  const text = useText();
  const { values, errors } = props.page;
  return (
    <Fieldset legend={text.contact}>
      <Field
        name="email"
        type="email"
        inputmode="email"
        label={text.email}
        hint={text.emailHint}
        value={values.email}
        errors={errors}
        autocomplete="email"
      />
    </Fieldset>
  );
}

// Where an address is not complete without it.
const regionCountries = new Set(["US", "CA", "AU", "IT", "ES", "JP"]);

interface AddressProps {
  legend: string;
  values: Pick<CheckoutForm, "name" | "line1" | "line2" | "postalCode" | "city" | "region" | "country">;
  errors: FieldErrors;
  at: string | undefined;
}

/** Where something is sent to. Another country brings the form again, with its own fields and all that was typed. */
export function AddressFields(props: AddressProps) {
  const { shop, locale, text } = useShell();
  const { values, errors } = props;
  const shared = { errors };
  return (
    <Fieldset legend={props.legend}>
      <p class="field">
        <label for="country">{text.country}</label>
        <select id="country" name="country" autocomplete="shipping country" autofocus={props.at === "country"} data-requote>
          <For each={shop.markets}>
            {({ country }) => (
              <option value={country} selected={country === values.country}>
                {countryName(country, locale)}
              </option>
            )}
          </For>
        </select>
      </p>
      <Field name="name" label={text.fullName} value={values.name} autocomplete="shipping name" {...shared} />
      <Field name="line1" label={text.line1} value={values.line1} autocomplete="shipping address-line1" {...shared} />
      <Field name="line2" label={text.line2} value={values.line2} autocomplete="shipping address-line2" optional {...shared} />
      <Field name="postalCode" label={text.postalCode} value={values.postalCode} autocomplete="shipping postal-code" half {...shared} />
      <Field name="city" label={text.city} value={values.city} autocomplete="shipping address-level2" half {...shared} />
      <Show when={regionCountries.has(values.country)}>
        <Field name="region" label={text.region} value={values.region} autocomplete="shipping address-level1" optional {...shared} />
      </Show>
    </Fieldset>
  );
}
