import { For, Show } from "solid-js";
import { type Problem, unknownOutcome } from "../server/problem.ts";
import type { Text } from "../i18n/text.ts";
import { Notice } from "./notice.tsx";
import { useText } from "./shell.tsx";

interface Shortage {
  sku: string;
  available: number;
}

const messages = (text: Text): Record<string, string> => ({
  fix: text.error.fix,
  "request.invalid": text.error.fix,
  "checkout.price_changed": text.error.priceChanged,
  "checkout.contended": text.error.contended,
  "checkout.not_for_sale": text.error.notForSale,
  "checkout.no_shipping_option": text.error.shippingOption,
  "shop.no_market": text.error.country,
  "idempotency.in_flight": text.error.contended,
});

/** Why the order was not placed, and what to do about it. */
export function CheckoutProblem(props: { problem: Problem; lines: { sku: string; title: string }[]; first: boolean }) {
  const text = useText();
  const shortages = () =>
    props.problem.code === "checkout.out_of_stock" && Array.isArray(props.problem.lines) ? (props.problem.lines as Shortage[]) : [];
  const titleOf = (sku: string) => props.lines.find((line) => line.sku === sku)?.title ?? sku;
  const message = () => {
    if (unknownOutcome(props.problem)) return text.error.unknownOutcome;
    return messages(text)[props.problem.code] ?? text.error.other;
  };
  return (
    <Notice kind="problem" first={props.first}>
      <Show when={shortages().length > 0} fallback={<p>{message()}</p>}>
        <p>{text.error.outOfStock}</p>
        <ul>
          <For each={shortages()}>{({ sku, available }) => <li>{text.error.stockOf(titleOf(sku), available)}</li>}</For>
        </ul>
        <a href="/cart">{text.backToCart}</a>
      </Show>
    </Notice>
  );
}
