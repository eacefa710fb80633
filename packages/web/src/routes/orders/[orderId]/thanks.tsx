import { createAsync, type RouteSectionProps } from "@solidjs/router";
import { Icon } from "../../../component/icon.tsx";
import { Loaded } from "../../../component/loaded.tsx";
import { OrderSummary } from "../../../component/order-view.tsx";
import { PageTitle } from "../../../component/page-title.tsx";
import { useText } from "../../../component/shell.tsx";
import { NotFound } from "../../../component/status-page.tsx";
import { load } from "../../../server/loaded.ts";
import { thanksPage } from "../../../server/page/thanks.ts";
import type { Order } from "../../../server/order.ts";

export default function ThanksRoute(props: RouteSectionProps) {
  const text = useText();
  const page = createAsync(() => load(() => thanksPage(props.params.orderId ?? "")));
  return (
    <Loaded of={page()} missing={<NotFound hint={text.orderNotFound} />}>
      {(data) => <Thanks order={data} />}
    </Loaded>
  );
}

function Thanks(props: { order: Order }) {
  const text = useText();
  const { order } = props;
  return (
    <div class="split">
      <div class="standing stack">
        <PageTitle>{text.thanksTitle(order.contact.name)}</PageTitle>
        <span class="seal">
          <Icon name="check" />
        </span>
        <p class="kicker">{text.orderTitle(order.number)}</p>
        <h1>{text.thanksTitle(order.contact.name.split(" ")[0] ?? order.contact.name)}</h1>
        <p class="lead">{text.thanks(order.contact.email)}</p>
        <div class="actions">
          <a class="button" href={`/orders/${order.orderId}`}>
            {text.follow}
          </a>
          <a class="button quiet" href="/">
            {text.continueShopping}
          </a>
        </div>
      </div>
      <OrderSummary order={order} />
    </div>
  );
}
