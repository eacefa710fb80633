import { createAsync } from "@solidjs/router";
import { For, Show } from "solid-js";
import { DeskField, DeskPager } from "../../component/desk.tsx";
import { Moment } from "../../component/moment.tsx";
import { useMoney, useText } from "../../component/shell.tsx";
import { Staff } from "../../component/staff.tsx";
import { load } from "../../server/loaded.ts";
import { type Day, staffOrders } from "../../server/page/staff.ts";
import { stateOf } from "../../server/order-state.ts";

export default function StaffOrdersRoute() {
  const page = createAsync(() => load(staffOrders));
  return (
    <Staff page={page()} current="orders">
      {(data) => <Orders of={data} />}
    </Staff>
  );
}

const dayAt = (day: string, offset: number): string => new Date(Date.parse(day) + offset * 86_400_000).toISOString().slice(0, 10);

function Orders(props: { of: Day }) {
  const text = useText();
  const { day, today, items, cursor } = props.of;
  return (
    <div class="stack-wide">
      <form class="inline-form" action="/staff" method="get">
        <DeskField name="day" label={text.staff.day} type="date" value={day} />
        <button class="button small quiet" type="submit">
          {text.staff.show}
        </button>
        <a class="link-near" href={`/staff?day=${dayAt(day, -1)}`}>
          {text.staff.dayBefore}
        </a>
        <Show when={dayAt(day, 1) <= today}>
          <a class="link-near" href={`/staff?day=${dayAt(day, 1)}`}>
            {text.staff.dayAfter}
          </a>
        </Show>
      </form>
      <Show when={items.length > 0} fallback={<p class="empty">{text.staff.noOrders}</p>}>
        <div class="table-wrap" tabindex="0" role="region" aria-label={text.staff.orders}>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{text.staff.number}</th>
                <th scope="col">{text.staff.placed}</th>
                <th scope="col">{text.staff.status}</th>
                <th scope="col" class="table-end">
                  {text.staff.total}
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={items}>{(order) => <Row order={order} />}</For>
            </tbody>
          </table>
        </div>
      </Show>
      <DeskPager cursor={cursor} next={(next) => `/staff?day=${day}&cursor=${next}`} start={undefined} />
    </div>
  );
}

function Row(props: { order: Day["items"][number] }) {
  const text = useText();
  const money = useMoney();
  const { orderId, number, placedAt, totals, currency } = props.order;
  const state = stateOf(props.order, false);
  return (
    <tr>
      <th scope="row">
        <a href={`/staff/orders/${orderId}`}>{number}</a>
      </th>
      <td>
        <Moment at={placedAt} short />
      </td>
      <td>
        <span class={`badge badge-${state}`}>{text.orderState[state]}</span>
      </td>
      <td class="price table-end">{money(totals.total, currency)}</td>
    </tr>
  );
}
