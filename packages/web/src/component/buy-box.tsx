import { For, Show } from "solid-js";
import type { ProductPage } from "../server/page/product.ts";
import { noOffer, offerOf } from "../server/offer.ts";
import { optionField } from "../server/choice.ts";
import { newKey } from "../server/form.ts";
import { currentEvent } from "../server/visit.ts";
import { Icon } from "./icon.tsx";
import { Notice } from "./notice.tsx";
import { useMoney, useShell } from "./shell.tsx";

/** Price, choice and stock of a product, and the form that puts it into the cart. Works without scripts; `client/variant.ts` follows the choice. */
export function BuyBox(props: { page: ProductPage }) {
  const { locale, text } = useShell();
  const { product, stock, choice, market, problem } = props.page;
  const offers = product.variants.map((variant) => offerOf(product, variant, stock, { locale, text }));
  const offer = offers.find(({ sku }) => sku === choice.variant?.sku) ?? noOffer(choice, text);
  return (
    <form class="buy stack" action="/cart/lines" method="post" data-variants data-once>
      {/* A page that many are given has no key: theirs would be one cart. Such a form is given one when it comes. */}
      <Show when={currentEvent().locals.nonce}>
        <input type="hidden" name="key" value={newKey()} />
      </Show>
      <input type="hidden" name="handle" value={product.handle} />
      <Show when={offers.length === 1}>
        <input type="hidden" name="sku" value={offer.sku} />
      </Show>
      <p class="buy-price">
        <span class="price" data-price>
          {offer.price}
        </span>{" "}
        <s class="price-before" data-before hidden={offer.before === ""}>
          {offer.before}
        </s>
        <span class="fine buy-tax">{market.pricesIncludeTax ? text.taxIncluded : text.taxAdded}</span>
      </p>
      <Show when={problem}>
        <Notice kind="problem">{problem === "choice" ? text.chooseOther : text.error.other}</Notice>
      </Show>
      <For each={product.options}>
        {(option, index) => <OptionChoice option={option} field={optionField(index())} chosen={choice.options[option.name]} />}
      </For>
      <Show when={offers.length > 1}>
        <noscript>
          <button class="button quiet small" type="submit" formmethod="get" formaction={`/products/${product.handle}`}>
            {text.showChoice}
          </button>
        </noscript>
      </Show>
      <p class={`stock stock-${offer.level}`} data-stock role="status">
        {offer.stock}
      </p>
      <div class="buy-action">
        <label class="field field-quantity">
          <span>{text.quantity}</span>
          <select name="quantity" autocomplete="off">
            <For each={[1, 2, 3, 4, 5, 6, 7, 8, 9]}>{(count) => <option value={count}>{count}</option>}</For>
          </select>
        </label>
        <button class="button wide" type="submit" data-add disabled={!offer.buyable && offers.length === 1}>
          {text.add}
        </button>
      </div>
      <Promises />
      <Show when={offers.length > 1}>
        <script
          type="application/json"
          data-offers
          innerHTML={JSON.stringify({ offers, none: text.chooseOther }).replaceAll("<", "\\u003c")}
        />
      </Show>
    </form>
  );
}

interface OptionProps {
  option: { name: string; values: string[] };
  field: string;
  chosen: string | undefined;
}

function OptionChoice(props: OptionProps) {
  return (
    <fieldset class="choice">
      <legend>{props.option.name}</legend>
      <div class="choice-values">
        <For each={props.option.values}>
          {(value) => (
            <label class="pill">
              <input type="radio" name={props.field} value={value} checked={value === props.chosen} autocomplete="off" />
              <span>{value}</span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  );
}

/** What the shop stands for, from its own settings. */
export function Promises() {
  const { market, text } = useShell();
  const money = useMoney();
  const shipping = market.shipping[0];
  return (
    <ul class="promises">
      <Show when={shipping}>
        {(option) => {
          const { price, freeAbove } = option();
          return (
            <li>
              <Icon name="parcel" />
              <span>
                <strong>{text.promiseShippingTitle}</strong>{" "}
                {text.promiseShipping(money(price), freeAbove === undefined ? undefined : money(freeAbove))}
              </span>
            </li>
          );
        }}
      </Show>
      <li>
        <Icon name="back" />
        <span>
          <strong>{text.promiseReturnsTitle}</strong> {text.promiseReturns}
        </span>
      </li>
      <li>
        <Icon name="lock" />
        <span>
          <strong>{text.promisePaymentTitle}</strong> {text.promisePayment}
        </span>
      </li>
    </ul>
  );
}
