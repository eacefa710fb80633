import { createAsync, type RouteSectionProps } from "@solidjs/router";
import { Show } from "solid-js";
import { OrderSummary } from "../../../../component/order-view.tsx";
import { useMoney, useText } from "../../../../component/shell.tsx";
import { Staff } from "../../../../component/staff.tsx";
import { load } from "../../../../server/loaded.ts";
import type { Order } from "../../../../server/order.ts";
import { stateOf } from "../../../../server/order-state.ts";
import { staffOrder } from "../../../../server/page/staff.ts";

export default function StaffOrderRoute(props: RouteSectionProps) {
  const page = createAsync(() => load(() => staffOrder(props.params.orderId ?? "")));
  return (
    <Staff page={page()} current="orders">
      {(data) => <OrderDesk order={data.order} key={data.key} />}
    </Staff>
  );
}

function OrderDesk(props: { order: Order; key: string }) {
  const text = useText();
  const money = useMoney();
  const { order } = props;
  const { contact, shippingAddress: to } = order;
  return (
    <div class="split">
      <div class="stack-wide">
        <section class="stack">
          <h2>{text.orderTitle(order.number)}</h2>
          <p class="lead">{text.orderState[stateOf(order, false)]}</p>
          <p>{`${text.staff.payment}: ${order.paymentStatus}. ${text.staff.shipping}: ${order.fulfillmentStatus}.`}</p>
          <Show when={order.refunded > 0}>
            <p>{`${text.staff.refunded}: ${money(order.refunded, order.currency)}`}</p>
          </Show>
          <p>{`${text.staff.customer}: ${contact.name}, ${contact.email}`}</p>
          <p>{`${text.deliverTo}: ${[to.name, to.line1, to.line2, `${to.postalCode} ${to.city}`, to.country].filter(Boolean).join(", ")}`}</p>
        </section>
        <Actions {...props} />
      </div>
      <OrderSummary order={order} />
    </div>
  );
}

function Actions(props: { order: Order; key: string }) {
  const text = useText();
  const { order, key } = props;
  const act = `/staff/orders/${order.orderId}/act`;
  const shippable = order.status === "open" && order.paymentStatus !== "unpaid" && order.fulfillmentStatus !== "fulfilled";
  const refundable = order.paymentStatus === "paid" || order.paymentStatus === "partially_refunded";
  return (
    <>
      <Show when={shippable}>
        <form class="inline-form" action={act} method="post" data-once>
          <input type="hidden" name="key" value={key} />
          <p class="field">
            <label for="carrier">{text.staff.carrier}</label>
            <input id="carrier" name="carrier" maxlength="60" autocomplete="off" />
          </p>
          <p class="field">
            <label for="number">{text.staff.tracking}</label>
            <input id="number" name="number" maxlength="80" autocomplete="off" />
          </p>
          <button class="button" type="submit" name="intent" value="fulfill">
            {text.staff.fulfill}
          </button>
        </form>
      </Show>
      <Show when={refundable}>
        <form class="inline-form" action={act} method="post" data-once>
          <input type="hidden" name="key" value={key} />
          <p class="field">
            <label for="amount">{text.staff.amount(order.currency)}</label>
            <input id="amount" name="amount" inputmode="decimal" autocomplete="off" />
          </p>
          <button class="button quiet" type="submit" name="intent" value="refund">
            {text.staff.refund}
          </button>
        </form>
      </Show>
      <Show when={order.status === "open" && order.fulfillmentStatus === "unfulfilled"}>
        <form action={act} method="post" data-once>
          <input type="hidden" name="key" value={key} />
          <button class="button quiet" type="submit" name="intent" value="cancel">
            {text.staff.cancel}
          </button>
        </form>
      </Show>
    </>
  );
}
