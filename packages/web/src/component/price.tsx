import { Show } from "solid-js";
import { formatMoney, type Money } from "../server/money.ts";
import { useShell } from "./shell.tsx";

interface Props {
  price: Money;
  compareAt?: Money | undefined;
  /** Other variants cost more. */
  from?: boolean;
}

export function Price(props: Props) {
  const { locale, text } = useShell();
  const price = () => formatMoney(props.price, locale);
  return (
    <Show when={props.compareAt} fallback={<span class="price">{props.from ? text.from(price()) : price()}</span>}>
      {(before) => (
        <>
          <span class="hidden">{text.now} </span>
          <span class="price price-sale">{props.from ? text.from(price()) : price()}</span>{" "}
          <s class="price-before">
            <span class="hidden">{text.was} </span>
            {formatMoney(before(), locale)}
          </s>
        </>
      )}
    </Show>
  );
}
