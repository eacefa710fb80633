import { For, Show } from "solid-js";
import { type CartLine, maxQuantity } from "../server/cart.ts";
import { Picture } from "./picture.tsx";
import { useMoney, useText } from "./shell.tsx";

const shortList = 10;

/** How many may be chosen: up to ten or what is there, and always what is chosen now. */
function quantities({ quantity, available }: CartLine): number[] {
  const most = Math.min(Math.max(shortList, quantity), available ?? maxQuantity);
  const list = Array.from({ length: most }, (_, index) => index + 1);
  return list.includes(quantity) ? list : [...list, quantity];
}

export function CartLineItem(props: { line: CartLine; currency: string }) {
  const text = useText();
  const money = useMoney();
  const { line, currency } = props;
  const title = line.title ?? line.sku;
  const address = line.handle ? `/products/${line.handle}` : undefined;
  return (
    <li class="line">
      <a class="line-picture" href={address} tabindex="-1" aria-hidden="true">
        <Picture src={line.media} alt="" of={title} sizes="7rem" />
      </a>
      <div class="line-words">
        <h2 class="line-title">
          <a href={address}>{title}</a>
        </h2>
        <Options options={line.options ?? {}} />
        <Show when={line.unitPrice !== undefined && line.quantity > 1}>
          <p class="fine">{text.each(money(line.unitPrice ?? 0, currency))}</p>
        </Show>
        <Show when={line.problem}>
          {(problem) => (
            <p class="field-error">{problem() === "not_for_sale" ? text.lineNotForSale : text.onlyAvailable(line.available ?? 0)}</p>
          )}
        </Show>
        <div class="line-actions">
          <form action="/cart/lines" method="post" data-submit-on-change>
            <input type="hidden" name="sku" value={line.sku} />
            <input type="hidden" name="mode" value="set" />
            <label>
              <span class="hidden">{text.quantityOf(title)}</span>
              <select name="quantity" autocomplete="off">
                <For each={quantities(line)}>
                  {(count) => (
                    <option value={count} selected={count === line.quantity}>
                      {count}
                    </option>
                  )}
                </For>
              </select>
            </label>
            <button class="button quiet small" type="submit">
              {text.update}
            </button>
          </form>
          <form action="/cart/lines" method="post" data-once>
            <input type="hidden" name="sku" value={line.sku} />
            <input type="hidden" name="mode" value="set" />
            <input type="hidden" name="quantity" value="0" />
            <button class="link-button" type="submit" aria-label={text.removeNamed(title)}>
              {text.remove}
            </button>
          </form>
        </div>
      </div>
      <p class="line-total price">{line.problem === "not_for_sale" ? "–" : money(line.amount, currency)}</p>
    </li>
  );
}

/** What was chosen of a product: "Color: Blue, Size: M". */
export function Options(props: { options: Record<string, string> }) {
  const said = () => Object.entries(props.options).map(([name, value]) => `${name}: ${value}`);
  return (
    <Show when={said().length > 0}>
      <p class="fine">{said().join(", ")}</p>
    </Show>
  );
}
