import { createAsync } from "@solidjs/router";
import { For, Show } from "solid-js";
import { Bought } from "../component/bought.tsx";
import { CheckoutProblem } from "../component/checkout-problem.tsx";
import { AddressFields, ContactFields } from "../component/checkout-fields.tsx";
import { Fieldset } from "../component/field.tsx";
import { Loaded } from "../component/loaded.tsx";
import { PageTitle } from "../component/page-title.tsx";
import { useMoney, useText } from "../component/shell.tsx";
import { Totals } from "../component/totals.tsx";
import { totalField } from "../server/checkout-form.ts";
import { load } from "../server/loaded.ts";
import { checkoutPage, type CheckoutPage } from "../server/page/checkout.ts";
import { EmptyCart } from "../component/empty-cart.tsx";

export default function CheckoutRoute() {
  const text = useText();
  const page = createAsync(() => load(checkoutPage));
  return (
    <Loaded of={page()}>
      {(data) => (
        <>
          <PageTitle>{text.checkoutTitle}</PageTitle>
          <Show when={data} fallback={<EmptyCart />}>
            {(ready) => <Checkout page={ready()} />}
          </Show>
        </>
      )}
    </Loaded>
  );
}

function Checkout(props: { page: CheckoutPage }) {
  const text = useText();
  const { quote, problem, values, errors, key } = props.page;
  return (
    <>
      <h1>{text.checkoutTitle}</h1>
      <Show when={problem}>
        {(found) => <CheckoutProblem problem={found()} lines={quote.lines} first={Object.keys(errors).length === 0} />}
      </Show>
      <form class="split" action="/checkout" method="post" data-once>
        {/* Enter in a field sends the first button of the form: it must be the one that places the order. */}
        <button class="hidden" type="submit" name="intent" value="place" tabindex="-1" aria-hidden="true" />
        <input type="hidden" name="key" value={key} />
        <input type="hidden" name="expectedTotal" value={totalField(quote.expectedTotal)} />
        <div class="stack-wide">
          <ContactFields page={props.page} />
          <AddressFields legend={text.address} values={values} errors={errors} at={props.page.at} />
          <ShippingFields page={props.page} />
        </div>
        <aside class="panel stack" aria-label={text.summary}>
          <h2>{text.summary}</h2>
          <Bought lines={quote.lines} currency={quote.currency} />
          <Totals totals={quote.totals} currency={quote.currency} />
          <button class="button wide" type="submit" name="intent" value="place">
            {text.placeOrder}
          </button>
          <p class="fine">{text.placeOrderHint}</p>
          <a class="link-quiet" href="/cart">
            {text.backToCart}
          </a>
        </aside>
      </form>
    </>
  );
}

function ShippingFields(props: { page: CheckoutPage }) {
  const text = useText();
  const money = useMoney();
  const { quote, values, at } = props.page;
  return (
    <Fieldset legend={text.shippingMethod}>
      <div class="radios">
        <For each={quote.shippingOptions}>
          {({ id, name, price }) => (
            <label class="radio">
              <input
                type="radio"
                name="shippingOptionId"
                value={id}
                checked={id === values.shippingOptionId}
                autocomplete="off"
                autofocus={at === "shippingOptionId" && id === values.shippingOptionId}
                data-requote
              />
              <span>{name}</span>
              <span class="price">{price === 0 ? text.free : money(price, quote.currency)}</span>
            </label>
          )}
        </For>
      </div>
      <noscript>
        <button class="button quiet small" type="submit" name="intent" value="quote" formnovalidate>
          {text.updateShipping}
        </button>
      </noscript>
    </Fieldset>
  );
}
