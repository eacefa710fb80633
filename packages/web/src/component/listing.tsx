import { type JSX, Show } from "solid-js";
import { addressOf, filterCount, unfiltered } from "../server/filter.ts";
import type { Listing as Data } from "../server/page/listing.ts";
import { Filters } from "./filters.tsx";
import { Chosen } from "./listing-part.tsx";
import { ProductGrid } from "./product-card.tsx";
import { useText } from "./shell.tsx";
import { SortBox } from "./sort-box.tsx";

interface Props {
  listing: Data;
  /** Where the categories of the filters stand: below this path; undefined for all. */
  category?: string;
  empty: JSX.Element;
}

/** Products with their filters beside them: one form by GET, so that every choice is an address. */
export function Listing(props: Props) {
  const text = useText();
  const { listing } = props;
  const { found, filter, path } = listing;
  const filtered = filterCount(filter) > 0;
  return (
    <Show when={found && (found.total > 0 || filtered)} fallback={<Plain {...props} />}>
      <div class="listing">
        <aside class="listing-side">
          <Filters listing={listing} category={props.category} />
        </aside>
        <div class="listing-main">
          <div class="listing-bar">
            <p class="fine" role="status">
              {text.products(found?.total ?? 0)}
            </p>
            <SortBox listing={listing} />
          </div>
          <Chosen listing={listing} />
          <Show
            when={listing.items.length > 0}
            fallback={
              <div class="listing-none stack">
                <h2>{text.find.none}</h2>
                <p class="lead">{text.find.noneText}</p>
                <p>
                  <a class="button quiet" href={addressOf(path, filter, unfiltered)}>
                    {text.find.clear}
                  </a>
                </p>
              </div>
            }
          >
            <ProductGrid cards={listing.items} eager={filter.cursor ? 0 : 3} heading={text.find.results} />
          </Show>
          <Pager listing={listing} />
        </div>
      </div>
    </Show>
  );
}

/** While there is nothing to choose from. */
function Plain(props: Props) {
  const text = useText();
  return (
    <Show when={props.listing.items.length > 0} fallback={props.empty}>
      <ProductGrid cards={props.listing.items} eager={4} heading={text.find.results} />
      <Pager listing={props.listing} />
    </Show>
  );
}

function Pager(props: { listing: Data }) {
  const text = useText();
  const { path, filter, cursor } = props.listing;
  return (
    <Show when={filter.cursor ?? cursor}>
      <nav class="pager" aria-label={text.pages}>
        <Show when={filter.cursor}>
          <a class="button quiet" href={addressOf(path, filter)}>
            {text.toStart}
          </a>
        </Show>
        <Show when={cursor}>
          {(next) => (
            <a class="button" rel="next" href={addressOf(path, filter, { cursor: next() })}>
              {text.more}
            </a>
          )}
        </Show>
      </nav>
    </Show>
  );
}
