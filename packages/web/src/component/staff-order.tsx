import { For, Show } from "solid-js";
import { decimal } from "../server/money.ts";
import type { Order } from "../server/order.ts";
import type { Form, Said } from "../server/page/staff.ts";
import { Check, DeskField } from "./desk.tsx";
import { useText } from "./shell.tsx";

interface Props extends Said {
  order: Order;
}

/** What staff can do to an order as it stands: each a form to the order's own page. */
export function OrderActions(props: Props) {
  const { order } = props;
  const shippable = order.status === "open" && order.paymentStatus !== "unpaid" && order.fulfillmentStatus !== "fulfilled";
  const refundable = order.paymentStatus === "paid" || order.paymentStatus === "partially_refunded";
  return (
    <>
      <Show when={shippable}>
        <Ship {...props} />
      </Show>
      <Show when={refundable}>
        <Refund {...props} />
      </Show>
      <Show when={order.status === "open" && order.fulfillmentStatus === "unfulfilled"}>
        <Cancel {...props} />
      </Show>
    </>
  );
}

const address = (order: Order) => `/staff/orders/${order.orderId}`;
/** What was typed is of one form only. */
const typedOf = ({ typed }: Props, intent: string): Form => (typed.intent === intent ? typed : {});

interface QuantitiesProps {
  order: Order;
  what: "ship" | "refund";
  typed: Form;
  most: (line: Order["lines"][number]) => number;
  all?: boolean;
}

function Quantities(props: QuantitiesProps) {
  const text = useText();
  return (
    <ul class="rows">
      <For each={props.order.lines.filter((line) => props.most(line) > 0)}>
        {(line) => {
          const name = `${props.what}:${line.sku}`;
          return (
            <li class="row-item">
              <label for={name}>
                {line.title} <span class="fine">{Object.values(line.options).join(", ")}</span>
              </label>
              <span class="count-of">
                <input
                  id={name}
                  name={name}
                  type="number"
                  min="0"
                  max={props.most(line)}
                  value={props.typed[name] ?? (props.all ? props.most(line) : 0)}
                  autocomplete="off"
                />
                <span class="fine">{props.what === "ship" ? text.staff.left(props.most(line)) : `/ ${props.most(line)}`}</span>
              </span>
            </li>
          );
        }}
      </For>
    </ul>
  );
}

function Ship(props: Props) {
  const text = useText();
  const typed = typedOf(props, "fulfill");
  return (
    <form class="panel stack" action={address(props.order)} method="post" data-once>
      <h2>{text.staff.ship}</h2>
      <input type="hidden" name="key" value={props.key} />
      <Quantities order={props.order} what="ship" typed={typed} most={(line) => line.quantity - line.fulfilled} all />
      <p class="fine">{text.staff.shipHint}</p>
      <div class="inline-form">
        <DeskField name="carrier" label={text.staff.carrier} typed={typed} length={60} />
        <DeskField name="number" label={text.staff.tracking} typed={typed} length={80} />
      </div>
      <button class="button" type="submit" name="intent" value="fulfill">
        {text.staff.shipThese}
      </button>
    </form>
  );
}

function Refund(props: Props) {
  const text = useText();
  const { order } = props;
  const [amount, goods] = [typedOf(props, "refund-amount"), typedOf(props, "refund-goods")];
  const left = decimal({ amount: order.totals.total - order.refunded, currency: order.currency });
  return (
    <section class="panel stack">
      <h2>{text.staff.refund}</h2>
      <form class="stack" action={address(order)} method="post" data-once>
        <input type="hidden" name="key" value={props.key} />
        <div class="inline-form">
          <DeskField name="amount" label={text.staff.amount(order.currency)} typed={amount} value={left} inputmode="decimal" required />
          <DeskField name="reason" label={text.staff.refundReason} typed={amount} length={200} />
        </div>
        <button class="button quiet" type="submit" name="intent" value="refund-amount">
          {text.staff.refundAmount}
        </button>
      </form>
      <details open={goods.intent !== undefined}>
        <summary>{text.staff.refundGoods}</summary>
        <form class="stack" action={address(order)} method="post" data-once>
          <input type="hidden" name="key" value={`${props.key}-goods`} />
          <Quantities order={order} what="refund" typed={goods} most={({ quantity }) => quantity} />
          <Check name="shipping" checked={goods.shipping === "yes"}>
            {text.staff.withShipping}
          </Check>
          <Check name="restock" checked={goods.restock === "yes"}>
            {text.staff.restock}
          </Check>
          <DeskField name="reason" id="goods-reason" label={text.staff.refundReason} typed={goods} length={200} />
          <button class="button quiet" type="submit" name="intent" value="refund-goods">
            {text.staff.refundThese}
          </button>
        </form>
      </details>
    </section>
  );
}

function Cancel(props: Props) {
  const text = useText();
  return (
    <details>
      <summary>{text.staff.cancel}</summary>
      <form class="stack" action={address(props.order)} method="post" data-once>
        <input type="hidden" name="key" value={`${props.key}-cancel`} />
        <p>{text.staff.cancelText}</p>
        <button class="button danger" type="submit" name="intent" value="cancel">
          {text.staff.cancelConfirm}
        </button>
      </form>
    </details>
  );
}
