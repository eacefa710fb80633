import { For, Show } from "solid-js";
import { trailOf } from "../server/catalog.ts";
import { addressOf, type Filter, filterCount, unfiltered } from "../server/filter.ts";
import type { Listing } from "../server/page/listing.ts";
import { Icon } from "./icon.tsx";
import { useShell } from "./shell.tsx";

/** What a form of its own leaves as it is. */
export function Hidden(props: { filter: Partial<Filter> }) {
  const pairs = [...new URLSearchParams(addressOf("", { ...noFilter, ...props.filter }).slice(1))];
  return <For each={pairs}>{([name, value]) => <input type="hidden" name={name} value={value} />}</For>;
}

const noFilter: Filter = { ...unfiltered, q: "", sort: undefined, cursor: undefined };

/** The filters that are set, each a link to the list without it. */
export function Chosen(props: { listing: Listing }) {
  const { text, categories } = useShell();
  const { filter, path } = props.listing;
  const within = trailOf(categories, filter.category).at(-1)?.name ?? filter.category;
  const category = filter.category === "" ? [] : [{ name: within, href: addressOf(path, filter, { category: "" }) }];
  const without = filter.options.map((choice) => ({
    name: choice.slice(choice.indexOf(":") + 1),
    href: addressOf(path, filter, { options: filter.options.filter((other) => other !== choice) }),
  }));
  const rest = [
    ...(filter.min === "" && filter.max === ""
      ? []
      : [{ name: text.find.priceRange(filter.min, filter.max), href: addressOf(path, filter, { min: "", max: "" }) }]),
    ...(filter.inStock ? [{ name: text.find.inStock, href: addressOf(path, filter, { inStock: false }) }] : []),
  ];
  return (
    <Show when={filterCount(filter) > 0}>
      <ul class="chosen" aria-label={text.find.chosen}>
        <For each={[...category, ...without, ...rest]}>
          {({ name, href }) => (
            <li>
              <a class="chip" href={href} aria-label={text.find.removeFilter(name)}>
                {name} <Icon name="remove" />
              </a>
            </li>
          )}
        </For>
        <li>
          <a class="chosen-clear" href={addressOf(path, filter, unfiltered)}>
            {text.find.clear}
          </a>
        </li>
      </ul>
    </Show>
  );
}
