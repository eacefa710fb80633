import { createAsync } from "@solidjs/router";
import { For, Show } from "solid-js";
import { AccountMenu, SignIn } from "../../component/account.tsx";
import { Field } from "../../component/field.tsx";
import { Loaded } from "../../component/loaded.tsx";
import { Moment } from "../../component/moment.tsx";
import { Notice } from "../../component/notice.tsx";
import { PageTitle } from "../../component/page-title.tsx";
import { useShell, useText } from "../../component/shell.tsx";
import { countryName } from "../../i18n/text.ts";
import { load } from "../../server/loaded.ts";
import { detailsPage, type DetailsPage } from "../../server/page/details.ts";

const here = "/account/details";

export default function DetailsRoute() {
  const text = useText();
  const page = createAsync(() => load(detailsPage));
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

function Details(props: { page: DetailsPage }) {
  const text = useText();
  const { customer, name, errors, outcome } = props.page;
  const said = { saved: text.account.saved, problem: text.account.problem, "under-way": text.account.underWay };
  return (
    <div class="account">
      <h1>{text.account.details}</h1>
      <AccountMenu email={customer.email} current="details" />
      <Show when={outcome}>
        {(known) => (
          <Notice kind={known() === "saved" ? "news" : "problem"} first>
            {said[known()]}
          </Notice>
        )}
      </Show>
      <div class="cards">
        <form class="panel stack" action={here} method="post" novalidate>
          <h2>{text.account.profile}</h2>
          <Field name="name" label={text.fullName} value={name} autocomplete="name" errors={errors} />
          <button class="button" type="submit" name="intent" value="name">
            {text.save}
          </button>
        </form>
        <Addresses page={props.page} />
        <Sessions page={props.page} />
        <Data />
      </div>
    </div>
  );
}

function Addresses(props: { page: DetailsPage }) {
  const { locale, text } = useShell();
  return (
    <section class="panel stack">
      <h2>{text.account.addresses}</h2>
      <Show when={props.page.customer.addresses.length > 0} fallback={<p class="empty">{text.account.noAddresses}</p>}>
        <ul class="rows">
          <For each={props.page.customer.addresses}>
            {({ addressId, name, line1, line2, postalCode, city, region, country }) => (
              <li class="row-item">
                <address class="address">
                  <strong>{name}</strong>
                  <span>{[line1, line2].filter(Boolean).join(", ")}</span>
                  <span>{[`${postalCode} ${city}`, region, countryName(country, locale)].filter(Boolean).join(", ")}</span>
                </address>
                <span class="row-actions">
                  <a
                    class="link-near"
                    href={`/account/address?id=${encodeURIComponent(addressId)}`}
                    aria-label={text.account.editNamed(line1)}
                  >
                    {text.account.edit}
                  </a>
                  <form action={here} method="post" data-once>
                    <input type="hidden" name="addressId" value={addressId} />
                    <button class="link-button" type="submit" name="intent" value="remove-address" aria-label={text.removeNamed(line1)}>
                      {text.remove}
                    </button>
                  </form>
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <p>
        <a class="button quiet" href="/account/address">
          {text.account.newAddress}
        </a>
      </p>
    </section>
  );
}

function Sessions(props: { page: DetailsPage }) {
  const text = useText();
  return (
    <section class="panel stack">
      <h2>{text.account.sessions}</h2>
      <ul class="rows">
        <For each={props.page.sessions}>
          {({ clientId, startedAt }) => (
            <li class="row-item">
              <span>{text.account.session(clientId)}</span>
              <span class="fine">
                {text.account.since} <Moment at={startedAt} />
              </span>
            </li>
          )}
        </For>
      </ul>
      <form class="stack" action={here} method="post" data-once>
        <p>{text.account.sessionsText}</p>
        <button class="button quiet" type="submit" name="intent" value="end-sessions">
          {text.account.endSessions}
        </button>
      </form>
    </section>
  );
}

function Data() {
  const text = useText();
  return (
    <section class="panel stack">
      <h2>{text.account.data}</h2>
      <p>{text.account.dataText}</p>
      <p>
        <a class="button quiet" href="/account/export" download="account.json">
          {text.account.exportAll}
        </a>
      </p>
      <details>
        <summary>{text.account.erase}</summary>
        <form class="stack" action={here} method="post" data-once>
          <p>{text.account.eraseText}</p>
          <button class="button danger" type="submit" name="intent" value="erase">
            {text.account.eraseConfirm}
          </button>
        </form>
      </details>
    </section>
  );
}
