import { createAsync } from "@solidjs/router";
import { For, Show } from "solid-js";
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

function Orders(props: { of: Day }) {
  const text = useText();
  const { day, items, cursor } = props.of;
  return (
    <>
      <form class="inline-form" action="/staff" method="get">
        <p class="field">
          <label for="day">{text.staff.day}</label>
          <input id="day" name="day" type="date" value={day} />
        </p>
        <button class="button small quiet" type="submit">
          {text.staff.show}
        </button>
      </form>
      <Show when={items.length > 0} fallback={<p>{text.staff.noOrders}</p>}>
        <div class="table-wrap">
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{text.staff.number}</th>
                <th scope="col">{text.staff.placed}</th>
                <th scope="col">{text.staff.status}</th>
                <th scope="col">{text.staff.total}</th>
              </tr>
            </thead>
            <tbody>
              <For each={items}>{(order) => <Row order={order} />}</For>
            </tbody>
          </table>
        </div>
      </Show>
      <Show when={cursor}>
        {(next) => (
          <p class="pager">
            <a class="button quiet" href={`/staff?day=${day}&cursor=${encodeURIComponent(next())}`}>
              {text.more}
            </a>
          </p>
        )}
      </Show>
    </>
  );
}

function Row(props: { order: Day["items"][number] }) {
  const text = useText();
  const money = useMoney();
  const { orderId, number, placedAt, totals, currency } = props.order;
  return (
    <tr>
      <td>
        <a href={`/staff/orders/${orderId}`}>{number}</a>
      </td>
      <td>
        <Moment at={placedAt} />
      </td>
      <td>{text.orderState[stateOf(props.order, false)]}</td>
      <td class="price">{money(totals.total, currency)}</td>
    </tr>
  );
}
