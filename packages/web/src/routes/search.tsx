import { createAsync } from "@solidjs/router";
import { For, Show } from "solid-js";
import { Listing } from "../component/listing.tsx";
import { Loaded } from "../component/loaded.tsx";
import { Seo } from "../component/seo.tsx";
import { useShell } from "../component/shell.tsx";
import { Message } from "../component/status-page.tsx";
import { addressOf } from "../server/filter.ts";
import { load } from "../server/loaded.ts";
import type { Listing as Data } from "../server/page/listing.ts";
import { searchPage } from "../server/page/search.ts";

export default function SearchRoute() {
  const page = createAsync(() => load(searchPage));
  return <Loaded of={page()}>{(data) => <Search listing={data} />}</Loaded>;
}

function Search(props: { listing: Data }) {
  const { text } = useShell();
  const { filter, found } = props.listing;
  const title = filter.q === "" ? text.search.all : text.search.title(filter.q);
  return (
    <>
      <Seo title={title} path="/search" hidden />
      <header class="page-head">
        <h1>{title}</h1>
        <Show when={found?.partial}>
          <p class="lead">{text.search.partial}</p>
        </Show>
      </header>
      <Listing listing={props.listing} empty={<Nothing listing={props.listing} />} />
    </>
  );
}

/** Nothing was found: what may have been meant, and where else to look. */
function Nothing(props: { listing: Data }) {
  const { text, categories } = useShell();
  const { path, filter, found } = props.listing;
  const suggestions = found?.suggestions ?? [];
  return (
    <Message title={text.search.none} text={text.search.noneText} below>
      <Show when={suggestions.length > 0}>
        <p>
          {text.search.didYouMean}{" "}
          <For each={suggestions}>
            {(word, index) => (
              <>
                {index() > 0 ? ", " : ""}
                <a href={addressOf(path, { ...filter, q: word })}>{word}</a>
              </>
            )}
          </For>
          ?
        </p>
      </Show>
      <ul class="chips chips-center" aria-label={text.menu}>
        <For each={categories}>
          {(category) => (
            <li>
              <a class="chip" href={`/c/${category.path}`}>
                {category.name}
              </a>
            </li>
          )}
        </For>
      </ul>
    </Message>
  );
}
