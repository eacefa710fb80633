import { Icon } from "./icon.tsx";
import { useShell } from "./shell.tsx";

/** A plain form: words lead to the search page, with or without scripts. */
export function SearchBox() {
  const { text, path } = useShell();
  const url = new URL(path, "http://shop");
  return (
    <search class="search-box">
      <form action="/search" method="get">
        <label class="hidden" for="search-words">
          {text.search.label}
        </label>
        <input
          id="search-words"
          type="search"
          name="q"
          value={url.pathname === "/search" ? (url.searchParams.get("q") ?? "") : ""}
          placeholder={text.search.placeholder}
          maxlength="100"
          autocomplete="off"
          enterkeyhint="search"
        />
        <button type="submit" aria-label={text.search.button}>
          <Icon name="search" />
        </button>
      </form>
    </search>
  );
}
