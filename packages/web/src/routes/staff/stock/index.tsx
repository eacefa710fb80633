import { createAsync } from "@solidjs/router";
import { For, Show } from "solid-js";
import { DeskChoice, DeskField, DeskPager } from "../../../component/desk.tsx";
import { Moment } from "../../../component/moment.tsx";
import { useText } from "../../../component/shell.tsx";
import { Staff } from "../../../component/staff.tsx";
import { load } from "../../../server/loaded.ts";
import type { Said } from "../../../server/page/staff.ts";
import { reasons, staffStock, type StockPage, ways } from "../../../server/page/staff-stock.ts";

export default function StaffStockRoute() {
  const page = createAsync(() => load(staffStock));
  return (
    <Staff page={page()} current="stock">
      {(data) => <Stock {...data} />}
    </Staff>
  );
}

function Stock(props: StockPage & Said) {
  const text = useText();
  return (
    <div class="stack-wide desk">
      <form class="inline-form" action="/staff/stock" method="get" title={text.staff.findHint}>
        <DeskField name="sku" label={text.staff.sku} value={props.sku} required />
        <button class="button small quiet" type="submit">
          {text.staff.find}
        </button>
      </form>
      <Show when={props.product}>{(product) => <Variants of={product()} />}</Show>
      <Show when={props.sku}>
        <Level {...props} />
        <Change {...props} />
        <Ledger {...props} />
      </Show>
    </div>
  );
}

function Variants(props: { of: NonNullable<StockPage["product"]> }) {
  const text = useText();
  return (
    <section class="stack">
      <h2>{props.of.title}</h2>
      <ul class="rows">
        <For each={props.of.variants}>
          {({ sku, title, stock }) => (
            <li class="row-item">
              <a href={`/staff/stock?sku=${encodeURIComponent(sku)}`}>{sku}</a>
              <span>{title}</span>
              <span class="fine">
                {stock?.available === undefined || stock.available === null
                  ? text.staff.untracked
                  : `${text.staff.available}: ${stock.available >= 20 ? text.staff.atLeast(20) : stock.available}`}
              </span>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}

function Level(props: StockPage) {
  const text = useText();
  const level = () => (props.level?.tracked ? props.level : undefined);
  return (
    <section class="stack">
      <h2>{props.sku}</h2>
      <Show when={level()} fallback={<p class="empty">{text.staff.noSuchSku}</p>}>
        {(known) => (
          <dl class="facts">
            <div>
              <dt>{text.staff.onHand}</dt>
              <dd class="figure">{known().onHand ?? "–"}</dd>
            </div>
            <div>
              <dt>{text.staff.reserved}</dt>
              <dd class="figure">{known().reserved ?? "–"}</dd>
            </div>
            <div>
              <dt>{text.staff.available}</dt>
              <dd class="figure">{(known().onHand ?? 0) - (known().reserved ?? 0)}</dd>
            </div>
          </dl>
        )}
      </Show>
    </section>
  );
}

function Change(props: StockPage & Said) {
  const text = useText();
  const { typed } = props;
  return (
    <form class="panel stack" action="/staff/stock" method="post" data-once>
      <h2>{text.staff.change}</h2>
      <input type="hidden" name="key" value={props.key} />
      <input type="hidden" name="sku" value={props.sku} />
      <DeskChoice name="way" label={text.staff.how} options={ways.map((way) => [way, text.staff.ways[way]])} chosen={typed.way} />
      <div class="inline-form">
        <DeskField name="count" label={text.staff.count} typed={typed} inputmode="numeric" pattern="\d{1,7}" required length={7} />
        <DeskChoice
          name="reason"
          label={text.staff.reason}
          options={reasons.map((reason) => [reason, text.staff.reasons[reason]])}
          chosen={typed.reason}
        />
      </div>
      <DeskField name="note" label={`${text.staff.note} (${text.optional})`} typed={typed} length={500} />
      <button class="button" type="submit">
        {text.staff.save}
      </button>
    </form>
  );
}

function Ledger(props: StockPage) {
  const text = useText();
  const sku = encodeURIComponent(props.sku);
  return (
    <section class="stack">
      <h2>{text.staff.ledger}</h2>
      <Show when={(props.ledger?.items.length ?? 0) > 0} fallback={<p class="empty">{text.staff.noLedger}</p>}>
        <ul class="rows">
          <For each={props.ledger?.items}>
            {({ delta, reason, note, onHand, adjustedAt }) => (
              <li class="row-item">
                <strong class="figure">{delta > 0 ? `+${delta}` : `${delta}`.replace("-", "−")}</strong>
                <span>{[text.staff.reasons[reason], note].filter(Boolean).join(": ")}</span>
                <span class="fine">{`${text.staff.onHand}: ${onHand}`}</span>
                <Moment at={adjustedAt} />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <DeskPager cursor={props.ledger?.cursor} next={(cursor) => `/staff/stock?sku=${sku}&cursor=${cursor}`} start={undefined} />
    </section>
  );
}
