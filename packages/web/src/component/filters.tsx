import { For, Show } from "solid-js";
import { trailOf } from "../server/catalog.ts";
import { addressOf, filterCount } from "../server/filter.ts";
import type { Listing } from "../server/page/listing.ts";
import { decimal } from "../server/money.ts";
import type { Facets } from "../server/search.ts";
import { Icon } from "./icon.tsx";
import { Hidden } from "./listing-part.tsx";
import { useShell } from "./shell.tsx";

interface Props {
  listing: Listing;
  category?: string | undefined;
}

/** On a narrow screen folded away; on a wide one the style sheet opens it. */
export function Filters(props: Props) {
  const { text } = useShell();
  const { filter, path, found } = props.listing;
  const count = filterCount(filter);
  return (
    <details class="filters" open={count > 0 && found?.total === 0}>
      <summary>
        <Icon name="filter" /> {text.find.filters}
        <Show when={count > 0}>
          {" "}
          <span class="cart-count">{count}</span>
        </Show>
      </summary>
      <Show when={found}>
        {(data) => (
          <div class="filters-body">
            <CategoryLinks {...props} facets={data().facets} />
            <form action={path} method="get" class="stack-wide">
              <Hidden filter={{ q: filter.q, category: filter.category, sort: filter.sort }} />
              <For each={data().facets.options}>{(option) => <OptionFilter option={option} chosen={filter.options} />}</For>
              <PriceFilter listing={props.listing} facets={data().facets} />
              <label class="check">
                <input type="checkbox" name="stock" value="1" checked={filter.inStock} autocomplete="off" />
                <span>{text.find.inStock}</span>
                <span class="fine">{data().facets.inStock}</span>
              </label>
              <button class="button quiet wide" type="submit">
                {text.find.show}
              </button>
            </form>
          </div>
        )}
      </Show>
    </details>
  );
}

/** Categories below the page's own lead to their pages; on the search page they narrow the search. */
function CategoryLinks(props: Props & { facets: Facets }) {
  const { categories, text } = useShell();
  const { filter, path: page } = props.listing;
  const within = props.category ?? filter.category;
  const counts = new Map(props.facets.categories.map(({ path, count }) => [path, count]));
  const level = within === "" ? categories : (trailOf(categories, within).at(-1)?.children ?? []);
  const shown = level.filter(({ path }) => (counts.get(path) ?? 0) > 0);
  return (
    <Show when={shown.length > 0}>
      <nav class="filter-categories" aria-label={text.find.categories}>
        <h2>{text.find.categories}</h2>
        <ul>
          <For each={shown}>
            {({ path, name }) => (
              <li>
                <a href={props.category === undefined ? addressOf(page, filter, { category: path }) : `/c/${path}`}>{name}</a>{" "}
                <span class="fine">{counts.get(path)}</span>
              </li>
            )}
          </For>
        </ul>
      </nav>
    </Show>
  );
}

const shownAtFirst = 8;

function OptionFilter(props: { option: Facets["options"][number]; chosen: string[] }) {
  const { text } = useShell();
  const { name, values } = props.option;
  const isChosen = (value: string) => props.chosen.includes(`${name}:${value}`);
  // What is chosen stands first, so that it is never folded away; a value that no product is left with stays, to be taken off.
  const gone = props.chosen
    .filter((choice) => choice.startsWith(`${name}:`))
    .map((choice) => choice.slice(name.length + 1))
    .filter((value) => !values.some((other) => other.value === value))
    .map((value) => ({ value, count: 0 }));
  const all = [...gone, ...values].sort((a, b) => Number(isChosen(b.value)) - Number(isChosen(a.value)));
  const Values = (list: { each: typeof all }) => (
    <For each={list.each}>
      {({ value, count }) => (
        <label class="check">
          <input type="checkbox" name="o" value={`${name}:${value}`} checked={isChosen(value)} autocomplete="off" />
          <span>{value}</span>
          <span class="fine">{count}</span>
        </label>
      )}
    </For>
  );
  return (
    <fieldset class="filter">
      <legend>{name}</legend>
      <Values each={all.slice(0, shownAtFirst)} />
      <Show when={all.length > shownAtFirst}>
        <details class="filter-more">
          <summary>{text.find.moreValues(all.length - shownAtFirst)}</summary>
          <Values each={all.slice(shownAtFirst)} />
        </details>
      </Show>
    </fieldset>
  );
}

interface BoundProps {
  name: "min" | "max";
  label: string;
  value: string | undefined;
  /** How far the prices of what is listed go. */
  all: { amount: number; currency: string } | undefined;
}

function Bound(props: BoundProps) {
  return (
    <label>
      <span class="hidden">{props.label}</span>
      <input
        name={props.name}
        value={props.value}
        inputmode="decimal"
        autocomplete="off"
        placeholder={props.all ? decimal(props.all).replace(/\.00$/, "") : ""}
        maxlength="10"
      />
    </label>
  );
}

function PriceFilter(props: { listing: Listing; facets: Facets }) {
  const { text, market } = useShell();
  const { filter } = props.listing;
  return (
    <fieldset class="filter">
      <legend>
        {text.find.price} ({market.currency})
      </legend>
      <div class="filter-price">
        <Bound name="min" label={text.find.from} value={filter.min} all={props.facets.price?.min} />
        <span aria-hidden="true">–</span>
        <Bound name="max" label={text.find.to} value={filter.max} all={props.facets.price?.max} />
      </div>
    </fieldset>
  );
}
