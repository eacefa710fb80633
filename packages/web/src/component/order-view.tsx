import { Show } from "solid-js";
import { countryName } from "../i18n/text.ts";
import type { OrderPage } from "../server/page/order.ts";
import { isPayable, type Order } from "../server/order.ts";
import { stateOf } from "../server/order-state.ts";
import { Bought } from "./bought.tsx";
import { Moment } from "./moment.tsx";
import { Notice } from "./notice.tsx";
import { PageTitle } from "./page-title.tsx";
import { useShell, useText } from "./shell.tsx";
import { Timeline } from "./timeline.tsx";
import { Totals } from "./totals.tsx";

const ended = new Set(["canceled", "expired", "refunded"]);

/** An order as it stands. `client/follow.ts` keeps the parts marked `data-live` up to date. */
export function OrderView(props: { page: OrderPage }) {
  const text = useText();
  const { order, events, problem, processing } = props.page;
  const after = events.at(-1)?.sequence ?? 0;
  return (
    <div
      data-follow={`/orders/${order.orderId}/live`}
      data-after={after}
      data-ended={order.status === "open" ? undefined : ""}
      data-news={text.newsArrived}
      data-restless={processing ? "" : undefined}
    >
      <PageTitle>{text.orderTitle(order.number)}</PageTitle>
      <Show when={processing}>
        <noscript>
          <meta http-equiv="refresh" content="4" />
        </noscript>
      </Show>
      <Show when={problem}>
        <Notice kind="problem">{text.cancelProblem}</Notice>
      </Show>
      <p class="hidden" role="status" data-announce />
      <div class="split" data-live="order">
        <div class="stack-wide">
          <Standing page={props.page} />
          <section>
            <h2>{text.orderProgress}</h2>
            <Timeline order={order} events={events} />
          </section>
          <section>
            <h2>{text.deliverTo}</h2>
            <PostalAddress order={order} />
          </section>
        </div>
        <OrderSummary order={order} />
      </div>
    </div>
  );
}

function Standing(props: { page: OrderPage }) {
  const text = useText();
  const { order, processing, key } = props.page;
  const state = stateOf(order, processing);
  return (
    <header class="standing stack" classList={{ "standing-ended": ended.has(state) }}>
      <p class="kicker">{text.orderTitle(order.number)}</p>
      <h1>{text.orderState[state]}</h1>
      <p class="lead">{text.orderState[`${state}Text`]}</p>
      <Show when={isPayable(order)}>
        <p>
          {text.heldUntil} <Moment at={order.holdUntil} short />
        </p>
        <div class="actions">
          <Show when={!processing}>
            <a class="button" href={`/orders/${order.orderId}/pay`}>
              {text.payNow}
            </a>
          </Show>
          <form action={`/orders/${order.orderId}/cancel`} method="post" data-once>
            <input type="hidden" name="key" value={key} />
            <button class="button quiet" type="submit">
              {text.cancel}
            </button>
          </form>
        </div>
      </Show>
    </header>
  );
}

export function OrderSummary(props: { order: Order }) {
  const text = useText();
  return (
    <aside class="panel stack" aria-label={text.summary}>
      <h2>{text.summary}</h2>
      <Bought lines={props.order.lines} currency={props.order.currency} />
      <Totals totals={props.order.totals} currency={props.order.currency} />
      <p class="fine">
        {text.orderDate} <Moment at={props.order.placedAt} />
      </p>
    </aside>
  );
}

export function PostalAddress(props: { order: Order }) {
  const { locale } = useShell();
  const { name, line1, line2, postalCode, city, region, country } = props.order.shippingAddress;
  return (
    <address class="address">
      <span>{name}</span>
      <span>{line1}</span>
      <Show when={line2}>
        <span>{line2}</span>
      </Show>
      <span>{[postalCode, city, region].filter(Boolean).join(" ")}</span>
      <span>{countryName(country, locale)}</span>
    </address>
  );
}
