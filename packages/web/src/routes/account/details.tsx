import { createAsync } from "@solidjs/router";
import { For, Show } from "solid-js";
import { AccountMenu, SignIn } from "../../component/account.tsx";
import { Field, Fieldset } from "../../component/field.tsx";
import { Loaded } from "../../component/loaded.tsx";
import { Notice } from "../../component/notice.tsx";
import { PageTitle } from "../../component/page-title.tsx";
import { useShell, useText } from "../../component/shell.tsx";
import { countryName } from "../../i18n/text.ts";
import { load } from "../../server/loaded.ts";
import { accountPage, type AccountPage } from "../../server/page/account.ts";

export default function DetailsRoute() {
  const text = useText();
  const page = createAsync(() => load(accountPage));
  return (
    <Loaded of={page()}>
      {(data) => (
        <>
          <PageTitle>{text.account.details}</PageTitle>
          <Show when={data} fallback={<SignIn side="customer" />}>
            {(found) => <Details page={found()} />}
          </Show>
        </>
      )}
    </Loaded>
  );
}

function Details(props: { page: AccountPage }) {
  const text = useText();
  const { customer, outcome } = props.page;
  const said = { saved: text.account.saved, invalid: text.account.problem, "under-way": text.account.underWay }[outcome ?? ""];
  return (
    <>
      <h1>{text.account.details}</h1>
      <AccountMenu email={customer.email} current="details" />
      <Show when={said}>{(sentence) => <Notice kind={outcome === "saved" ? "news" : "problem"}>{sentence()}</Notice>}</Show>
      <div class="stack-wide narrow">
        <form class="stack" action="/account/change" method="post">
          <h2>{text.account.profile}</h2>
          <Field name="name" label={text.fullName} value={customer.name ?? ""} autocomplete="name" errors={{}} />
          <button class="button" type="submit" name="intent" value="name">
            {text.save}
          </button>
        </form>
        <Addresses page={props.page} />
        <section class="stack">
          <h2>{text.account.data}</h2>
          <p>{text.account.dataText}</p>
          <p>
            <a class="button quiet" href="/account/export" download="account.json">
              {text.account.exportAll}
            </a>
          </p>
        </section>
        <details class="stack">
          <summary>{text.account.erase}</summary>
          <form class="stack" action="/account/change" method="post" data-once>
            <p>{text.account.eraseText}</p>
            <button class="button quiet" type="submit" name="intent" value="erase">
              {text.account.eraseConfirm}
            </button>
          </form>
        </details>
      </div>
    </>
  );
}

function Addresses(props: { page: AccountPage }) {
  const { shop, locale, text } = useShell();
  const { customer, key } = props.page;
  const shared = { errors: {}, value: "" };
  return (
    <section class="stack">
      <h2>{text.account.addresses}</h2>
      <Show when={customer.addresses.length > 0} fallback={<p>{text.account.noAddresses}</p>}>
        <ul class="rows">
          <For each={customer.addresses}>
            {(address) => (
              <li class="row-item">
                <span>
                  {[address.name, address.line1, `${address.postalCode} ${address.city}`, countryName(address.country, locale)].join(", ")}
                </span>
                <form action="/account/change" method="post">
                  <input type="hidden" name="addressId" value={address.addressId} />
                  <button
                    class="link-button"
                    type="submit"
                    name="intent"
                    value="remove-address"
                    aria-label={text.removeNamed(address.line1)}
                  >
                    {text.remove}
                  </button>
                </form>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <form class="stack" action="/account/change" method="post" data-once>
        <input type="hidden" name="key" value={key} />
        <Fieldset legend={text.account.newAddress}>
          <p class="field">
            <label for="country">{text.country}</label>
            <select id="country" name="country" autocomplete="country">
              <For each={shop.markets}>{({ country }) => <option value={country}>{countryName(country, locale)}</option>}</For>
            </select>
          </p>
          <p class="field">
            <label for="addressee">{text.fullName}</label>
            <input id="addressee" name="name" value={customer.name ?? ""} autocomplete="shipping name" required maxlength="120" />
          </p>
          <Field name="line1" label={text.line1} autocomplete="shipping address-line1" {...shared} />
          <Field name="line2" label={text.line2} autocomplete="shipping address-line2" optional {...shared} />
          <Field name="postalCode" label={text.postalCode} autocomplete="shipping postal-code" half {...shared} />
          <Field name="city" label={text.city} autocomplete="shipping address-level2" half {...shared} />
        </Fieldset>
        <button class="button" type="submit" name="intent" value="address">
          {text.account.addAddress}
        </button>
      </form>
    </section>
  );
}
