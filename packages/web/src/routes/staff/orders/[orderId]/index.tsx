import { createAsync, type RouteSectionProps } from "@solidjs/router";
import { Show } from "solid-js";
import { OrderSummary, PostalAddress } from "../../../../component/order-view.tsx";
import { useMoney, useText } from "../../../../component/shell.tsx";
import { Staff } from "../../../../component/staff.tsx";
import { OrderActions } from "../../../../component/staff-order.tsx";
import { Timeline } from "../../../../component/timeline.tsx";
import { load } from "../../../../server/loaded.ts";
import { stateOf } from "../../../../server/order-state.ts";
import type { Said } from "../../../../server/page/staff.ts";
import { type OrderDesk, staffOrder } from "../../../../server/page/staff-order.ts";

export default function StaffOrderRoute(props: RouteSectionProps) {
  const text = useText();
  const page = createAsync(() => load(() => staffOrder(props.params.orderId ?? "")));
  return (
    <Staff page={page()} current="orders" title={({ order }) => text.orderTitle(order.number)}>
      {(data) => <Desk {...data} />}
    </Staff>
  );
}

function Desk(props: OrderDesk & Said) {
  const text = useText();
  const { order } = props;
  return (
    <div class="split">
      <div class="stack-wide">
        <Standing order={order} />
        <OrderActions {...props} />
        <section>
          <h2>{text.staff.history}</h2>
          <Timeline order={order} events={props.events} />
        </section>
      </div>
      <OrderSummary order={order} />
    </div>
  );
}

function Standing(props: Pick<OrderDesk, "order">) {
  const text = useText();
  const money = useMoney();
  const { order } = props;
  const { contact } = order;
  return (
    <section class="stack">
      <p class="lead">{text.orderState[stateOf(order, false)]}</p>
      <dl class="facts">
        <div>
          <dt>{text.staff.payment}</dt>
          <dd>{text.staff.paymentOf[order.paymentStatus]}</dd>
        </div>
        <Show when={order.refunded > 0}>
          <div>
            <dt>{text.staff.refunded}</dt>
            <dd>{money(order.refunded, order.currency)}</dd>
          </div>
        </Show>
        <div>
          <dt>{text.staff.shipping}</dt>
          <dd>{text.staff.shippingOf[order.fulfillmentStatus]}</dd>
        </div>
        <div>
          <dt>{text.staff.customer}</dt>
          <dd>
            {contact.name}
            <br />
            <a href={`mailto:${contact.email}`}>{contact.email}</a>
          </dd>
        </div>
        <div>
          <dt>{text.deliverTo}</dt>
          <dd>
            <PostalAddress order={order} />
          </dd>
        </div>
      </dl>
    </section>
  );
}
