import { createAsync } from "@solidjs/router";
import { For, Show } from "solid-js";
import { AccountMenu, SignIn } from "../../component/account.tsx";
import { Loaded } from "../../component/loaded.tsx";
import { Moment } from "../../component/moment.tsx";
import { PageTitle } from "../../component/page-title.tsx";
import { useMoney, useText } from "../../component/shell.tsx";
import { load } from "../../server/loaded.ts";
import { ordersPage, type OrdersPage } from "../../server/page/account.ts";
import { stateOf } from "../../server/order-state.ts";

export default function AccountRoute() {
  const text = useText();
  const page = createAsync(() => load(ordersPage));
  return (
    <Loaded of={page()}>
      {(data) => (
        <>
          <PageTitle>{text.account.title}</PageTitle>
          <Show when={data} fallback={<SignIn side="customer" />}>
            {(found) => <Orders page={found()} />}
          </Show>
        </>
      )}
    </Loaded>
  );
}

function Orders(props: { page: OrdersPage }) {
  const text = useText();
  const { customer, orders, cursor } = props.page;
  return (
    <>
      <h1>{text.account.title}</h1>
      <AccountMenu email={customer.email} current="orders" />
      <section class="stack">
        <h2>{text.account.orders}</h2>
        <Show when={orders.length > 0} fallback={<NoOrders />}>
          <ul class="rows">
            <For each={orders}>{(order) => <Order order={order} />}</For>
          </ul>
        </Show>
        <Show when={cursor}>
          {(next) => (
            <p class="pager">
              <a class="button quiet" href={`/account?cursor=${encodeURIComponent(next())}`}>
                {text.account.moreOrders}
              </a>
            </p>
          )}
        </Show>
      </section>
    </>
  );
}

function NoOrders() {
  const text = useText();
  return (
    <div class="empty stack">
      <p>
        <strong>{text.account.noOrders}</strong>
        <br />
        {text.account.noOrdersText}
      </p>
      <p>
        <a class="button quiet" href="/">
          {text.continueShopping}
        </a>
      </p>
    </div>
  );
}

function Order(props: { order: OrdersPage["orders"][number] }) {
  const text = useText();
  const money = useMoney();
  const { orderId, number, totals, currency, placedAt } = props.order;
  const state = stateOf(props.order, false);
  return (
    <li class="order-row">
      <span>
        <a href={`/orders/${orderId}`}>{text.orderTitle(number)}</a>
        <br />
        <Moment at={placedAt} />
      </span>
      <span class={`badge badge-${state}`}>{text.orderState[state]}</span>
      <span class="price table-end">{money(totals.total, currency)}</span>
    </li>
  );
}
