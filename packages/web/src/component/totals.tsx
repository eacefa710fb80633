import { Show } from "solid-js";
import type { Totals as Sums } from "../server/checkout.ts";
import { useMoney, useText } from "./shell.tsx";

/** Items, shipping, tax and total of a quote or an order. */
export function Totals(props: { totals: Sums; currency: string }) {
  const text = useText();
  const format = useMoney();
  const money = (amount: number) => format(amount, props.currency);
  const { items, discounts, shipping, tax, total, taxIncluded } = props.totals;
  return (
    <dl class="totals">
      <div>
        <dt>{text.items}</dt>
        <dd>{money(items)}</dd>
      </div>
      <Show when={discounts > 0}>
        <div>
          <dt>{text.sale}</dt>
          <dd>{money(-discounts)}</dd>
        </div>
      </Show>
      <div>
        <dt>{text.shipping}</dt>
        <dd>{shipping === 0 ? text.free : money(shipping)}</dd>
      </div>
      <Show when={!taxIncluded}>
        <div>
          <dt>{text.tax}</dt>
          <dd>{money(tax)}</dd>
        </div>
      </Show>
      <div class="totals-end">
        <dt>{text.total}</dt>
        <dd class="price">{money(total)}</dd>
      </div>
      <Show when={taxIncluded}>
        <div class="fine">
          <dt>{text.taxOfWhich}</dt>
          <dd>{money(tax)}</dd>
        </div>
      </Show>
    </dl>
  );
}
