import { createAsync } from "@solidjs/router";
import { For, Show } from "solid-js";
import { CartLineItem } from "../../component/cart-line.tsx";
import { EmptyCart } from "../../component/empty-cart.tsx";
import { Loaded } from "../../component/loaded.tsx";
import { Notice } from "../../component/notice.tsx";
import { PageTitle } from "../../component/page-title.tsx";
import { useMoney, useShell, useText } from "../../component/shell.tsx";
import type { Cart } from "../../server/cart.ts";
import { load } from "../../server/loaded.ts";
import { cartPage } from "../../server/page/cart.ts";

export default function CartRoute() {
  const text = useText();
  const page = createAsync(() => load(cartPage));
  return (
    <Loaded of={page()}>
      {(data) => (
        <>
          <PageTitle>{text.cartTitle}</PageTitle>
          <Show when={data.problem}>
            <Notice kind="problem">{text.cartProblem}</Notice>
          </Show>
          <Show when={data.cart} fallback={<EmptyCart />}>
            {(cart) => <FullCart cart={cart()} />}
          </Show>
        </>
      )}
    </Loaded>
  );
}

function FullCart(props: { cart: Cart }) {
  const text = useText();
  return (
    <>
      <h1>{text.cartTitle}</h1>
      <div class="split">
        <ul class="lines">
          <For each={props.cart.lines}>{(line) => <CartLineItem line={line} currency={props.cart.currency} />}</For>
        </ul>
        <Summary cart={props.cart} />
      </div>
    </>
  );
}

function Summary(props: { cart: Cart }) {
  const { market, text } = useShell();
  const money = useMoney();
  const { subtotal, lines, currency } = props.cart;
  const free = market.shipping.find((option) => option.freeAbove !== undefined)?.freeAbove;
  const missing = free === undefined ? undefined : Math.max(free - subtotal, 0);
  const buyable = lines.every(({ problem }) => problem === undefined);
  return (
    <aside class="panel stack" aria-label={text.summary}>
      <p class="row row-total">
        <span>{text.subtotal}</span>
        <span class="price">{money(subtotal, currency)}</span>
      </p>
      <p class="fine">{text.shippingLater}</p>
      <Show when={free !== undefined && missing !== undefined}>
        <p class="free">
          <progress max={free} value={Math.min(subtotal, free ?? 0)} aria-hidden="true" />
          <span>{missing === 0 ? text.isFree : text.toFree(money(missing ?? 0, currency))}</span>
        </p>
      </Show>
      <Show
        when={buyable}
        fallback={
          <span class="button wide" aria-disabled="true">
            {text.checkout}
          </span>
        }
      >
        <a class="button wide" href="/checkout">
          {text.checkout}
        </a>
      </Show>
      <a class="link-quiet" href="/">
        {text.continueShopping}
      </a>
    </aside>
  );
}
