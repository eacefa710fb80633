import { For, Show } from "solid-js";
import type { Order, OrderEvent } from "../server/order.ts";
import { amountOf, goodsOf, stepsAhead, trackingOf } from "../server/order-state.ts";
import { Moment } from "./moment.tsx";
import { useMoney, useText } from "./shell.tsx";

/** What happened to an order, then what is still to come. */
export function Timeline(props: { order: Order; events: OrderEvent[] }) {
  const text = useText();
  const money = useMoney();
  const ahead = { pay: text.nextPay, ship: text.nextShip };
  // "Completed" is said at once with the last shipment: it tells the shopper nothing.
  const told = () => props.events.filter(({ type }) => type !== "order.completed");
  return (
    <ol class="timeline">
      <For each={told()}>
        {(event) => (
          <li class="step-done" classList={{ "step-ended": event.type === "order.canceled" }}>
            <strong>{text.event[event.type] ?? event.type}</strong>
            <Moment at={event.time} />
            <Goods order={props.order} event={event} />
            <Show when={amountOf(event)}>{(amount) => <span>{money(amount().amount, amount().currency)}</span>}</Show>
            <Track event={event} />
          </li>
        )}
      </For>
      <For each={stepsAhead(props.order)}>{(step) => <li class="step-ahead">{ahead[step]}</li>}</For>
    </ol>
  );
}

/** What was in a parcel that did not hold the whole order. */
function Goods(props: { order: Order; event: OrderEvent }) {
  const titleOf = (sku: string) => props.order.lines.find((line) => line.sku === sku)?.title ?? sku;
  const goods = () => goodsOf(props.event, props.order.lines);
  return (
    <Show when={goods().length > 0}>
      <span>
        {goods()
          .map(({ sku, quantity }) => `${quantity} × ${titleOf(sku)}`)
          .join(", ")}
      </span>
    </Show>
  );
}

function Track(props: { event: OrderEvent }) {
  const text = useText();
  return (
    <Show when={trackingOf(props.event)}>
      {(tracking) => (
        <Show when={tracking().url} fallback={<span>{text.parcel(tracking().carrier, tracking().number)}</span>}>
          {(url) => (
            <a href={url()} rel="noopener noreferrer">
              {text.track(tracking().carrier, tracking().number)}
            </a>
          )}
        </Show>
      )}
    </Show>
  );
}
