import { For } from "solid-js";
import { Options } from "./cart-line.tsx";
import { Picture } from "./picture.tsx";
import { useMoney, useText } from "./shell.tsx";

export interface BoughtLine {
  sku: string;
  title: string;
  options: Record<string, string>;
  media?: string;
  quantity: number;
  gross: number;
}

/** The lines of a quote or an order, as they are or will be paid. */
export function Bought(props: { lines: BoughtLine[]; currency: string }) {
  const money = useMoney();
  const text = useText();
  return (
    <ul class="bought">
      <For each={props.lines}>
        {(line) => (
          <li>
            <div class="bought-picture">
              <Picture src={line.media} alt="" of={line.title} sizes="4rem" />
            </div>
            <div>
              <p class="bought-title">{line.title}</p>
              <Options options={line.options} />
              <p class="fine">
                {text.quantity}: {line.quantity}
              </p>
            </div>
            <p class="price">{money(line.gross, props.currency)}</p>
          </li>
        )}
      </For>
    </ul>
  );
}
