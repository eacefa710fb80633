import { createAsync } from "@solidjs/router";
import { Show } from "solid-js";
import { SignIn } from "../../component/account.tsx";
import { AddressFields } from "../../component/checkout-fields.tsx";
import { Loaded } from "../../component/loaded.tsx";
import { Notice } from "../../component/notice.tsx";
import { PageTitle } from "../../component/page-title.tsx";
import { useText } from "../../component/shell.tsx";
import { load } from "../../server/loaded.ts";
import { addressPage, type AddressPage } from "../../server/page/address.ts";
import { type Problem, unknownOutcome } from "../../server/problem.ts";

export default function AddressRoute() {
  const text = useText();
  const page = createAsync(() => load(addressPage));
  return (
    <Loaded of={page()}>
      {(data) => (
        <>
          <PageTitle>{data?.addressId === undefined ? text.account.newAddress : text.account.editAddress}</PageTitle>
          <Show when={data} fallback={<SignIn side="customer" />}>
            {(found) => <Form page={found()} />}
          </Show>
        </>
      )}
    </Loaded>
  );
}

function Form(props: { page: AddressPage }) {
  const text = useText();
  const { addressId, values, errors, problem, key } = props.page;
  const title = addressId === undefined ? text.account.newAddress : text.account.editAddress;
  const action = addressId === undefined ? "/account/address" : `/account/address?id=${encodeURIComponent(addressId)}`;
  const wrong = Object.keys(errors).length > 0;
  const sentence = (found: Problem) => {
    if (found.code === "customer.addresses_full") return text.account.full;
    return unknownOutcome(found) ? text.error.unknownOutcome : text.account.problem;
  };
  return (
    <>
      <div class="desk stack-wide">
        <h1>{title}</h1>
        <Show when={wrong || problem}>
          <Notice kind="problem" first={!wrong}>
            {problem && !wrong ? sentence(problem) : text.error.fix}
          </Notice>
        </Show>
        <form class="stack-wide" action={action} method="post" data-once novalidate>
          {/* Enter in a field sends the first button of the form. */}
          <button class="hidden" type="submit" name="intent" value="address" tabindex="-1" aria-hidden="true" />
          <input type="hidden" name="key" value={key} />
          <AddressFields legend={text.account.address} values={values} errors={errors} at={props.page.at} />
          <div class="actions">
            <button class="button" type="submit" name="intent" value="address">
              {text.account.addAddress}
            </button>
            <noscript>
              <button class="button quiet" type="submit" name="intent" value="quote">
                {text.account.showCountry}
              </button>
            </noscript>
            <a class="button quiet" href="/account/details">
              {text.account.back}
            </a>
          </div>
        </form>
      </div>
    </>
  );
}
