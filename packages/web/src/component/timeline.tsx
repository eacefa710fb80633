import { For, Show } from "solid-js";
import type { Order, OrderEvent } from "../server/order.ts";
import { stepsAhead, trackingOf } from "../server/order-state.ts";
import { Moment } from "./moment.tsx";
import { useText } from "./shell.tsx";

/** What happened to an order, then what is still to come. */
export function Timeline(props: { order: Order; events: OrderEvent[] }) {
  const text = useText();
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
            <Track event={event} />
          </li>
        )}
      </For>
      <For each={stepsAhead(props.order)}>{(step) => <li class="step-ahead">{ahead[step]}</li>}</For>
    </ol>
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
