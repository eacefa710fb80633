import { createAsync } from "@solidjs/router";
import { Show } from "solid-js";
import { useText } from "../../../component/shell.tsx";
import { Staff } from "../../../component/staff.tsx";
import { load } from "../../../server/loaded.ts";
import { staffStock } from "../../../server/page/staff.ts";
import type { Level } from "../../../server/staff.ts";

export default function StaffStockRoute() {
  const page = createAsync(() => load(staffStock));
  return (
    <Staff page={page()} current="stock">
      {(data) => <Stock {...data} />}
    </Staff>
  );
}

function Stock(props: { sku: string; level: Level | undefined; untracked: boolean; key: string }) {
  const text = useText();
  return (
    <div class="stack-wide narrow">
      <form class="inline-form" action="/staff/stock" method="get">
        <p class="field">
          <label for="sku">{text.staff.sku}</label>
          <input id="sku" name="sku" value={props.sku} required maxlength="120" autocomplete="off" />
        </p>
        <button class="button small quiet" type="submit">
          {text.staff.find}
        </button>
      </form>
      <Show when={props.untracked}>
        <p>{text.staff.untracked}</p>
      </Show>
      <Show when={props.level}>
        {(level) => <p>{`${text.staff.onHand}: ${level().onHand ?? "–"}. ${text.staff.available}: ${level().available}.`}</p>}
      </Show>
      <Show when={props.sku}>
        <form class="inline-form" action="/staff/stock/count" method="post" data-once>
          <input type="hidden" name="key" value={props.key} />
          <input type="hidden" name="sku" value={props.sku} />
          <p class="field">
            <label for="counted">{text.staff.counted}</label>
            <input id="counted" name="counted" inputmode="numeric" pattern="\d{1,6}" required autocomplete="off" />
          </p>
          <button class="button" type="submit">
            {text.staff.save}
          </button>
        </form>
      </Show>
    </div>
  );
}
