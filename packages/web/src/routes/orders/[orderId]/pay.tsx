import { createAsync, type RouteSectionProps } from "@solidjs/router";
import { For, Show } from "solid-js";
import { Loaded } from "../../../component/loaded.tsx";
import { Moment } from "../../../component/moment.tsx";
import { Notice } from "../../../component/notice.tsx";
import { OrderSummary } from "../../../component/order-view.tsx";
import { PageTitle } from "../../../component/page-title.tsx";
import { PayProblem } from "../../../component/pay-problem.tsx";
import { useMoney, useText } from "../../../component/shell.tsx";
import { Message, NotFound } from "../../../component/status-page.tsx";
import { load } from "../../../server/loaded.ts";
import { payPage, type PayPage } from "../../../server/page/pay.ts";
import { testCards } from "../../../server/payment.ts";

export default function PayRoute(props: RouteSectionProps) {
  const text = useText();
  const page = createAsync(() => load(() => payPage(props.params.orderId ?? "")));
  return (
    <Loaded of={page()} missing={<NotFound hint={text.orderNotFound} />}>
      {(data) => (
        <>
          <PageTitle>{text.payTitle}</PageTitle>
          <Show when={data.challenge} fallback={<Payment page={data} />}>
            {(address) => <ToBank address={address()} />}
          </Show>
        </>
      )}
    </Loaded>
  );
}

/** A page in between: `form-action` holds for redirects after a form too, and the bank is another host. */
function ToBank(props: { address: string }) {
  const text = useText();
  return (
    <Message title={text.toBankTitle} text={text.toBank}>
      <meta http-equiv="refresh" content={`0;url=${props.address}`} />
      <a class="button" href={props.address} data-bank>
        {text.toBankLink}
      </a>
    </Message>
  );
}

function Payment(props: { page: PayPage }) {
  const text = useText();
  const money = useMoney();
  const { order, problem, chosen, key } = props.page;
  return (
    <>
      <h1>{text.payTitle}</h1>
      <Show when={problem}>{(found) => <PayProblem problem={found()} />}</Show>
      <div class="split">
        <form class="stack-wide" action={`/orders/${order.orderId}/pay`} method="post" data-once>
          <Notice kind="news">{text.testCards}</Notice>
          <fieldset class="fieldset">
            <legend>{text.payWith}</legend>
            <input type="hidden" name="key" value={key} />
            <div class="radios">
              <For each={testCards}>
                {({ method, brand, last4, outcome }, index) => (
                  <label class="radio">
                    <input
                      type="radio"
                      name="card"
                      value={method}
                      checked={chosen ? chosen === method : index() === 0}
                      autocomplete="off"
                      required
                    />
                    <span>
                      {text.cardEnding(brand, last4)} <span class="fine radio-hint">{text.outcome[outcome]}</span>
                    </span>
                  </label>
                )}
              </For>
            </div>
          </fieldset>
          <button class="button wide" type="submit">
            {text.pay(money(order.totals.total, order.currency))}
          </button>
          <p class="fine">
            {text.heldUntil} <Moment at={order.holdUntil} short />
          </p>
        </form>
        <OrderSummary order={order} />
      </div>
    </>
  );
}
