import { For } from "solid-js";
import { sorts } from "../server/filter.ts";
import type { Listing } from "../server/page/listing.ts";
import { Hidden } from "./listing-part.tsx";
import { useText } from "./shell.tsx";

export function SortBox(props: { listing: Listing }) {
  const text = useText();
  const { path, filter } = props.listing;
  const offered = sorts.filter((sort) => sort !== "relevance" || filter.q !== "");
  const current = filter.sort ?? offered[0];
  return (
    <form class="sort" action={path} method="get" data-submit-on-change>
      <Hidden filter={{ ...filter, sort: undefined, cursor: undefined }} />
      <label for="sort">{text.find.sort}</label>
      <select id="sort" name="sort" autocomplete="off">
        <For each={offered}>
          {(sort) => (
            <option value={sort} selected={sort === current}>
              {text.find.sorts[sort]}
            </option>
          )}
        </For>
      </select>
      <button class="button quiet small" type="submit">
        {text.find.apply}
      </button>
    </form>
  );
}
