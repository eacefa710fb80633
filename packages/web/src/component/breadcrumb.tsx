import { For, Show } from "solid-js";
import type { Category } from "../server/catalog.ts";
import { useText } from "./shell.tsx";

/** The way from the home page; `here` names the page itself when it is not the last category. */
export function Breadcrumb(props: { trail: Category[]; here?: string }) {
  const text = useText();
  const last = () => (props.here === undefined ? props.trail.at(-1) : undefined);
  return (
    <nav class="breadcrumb" aria-label={text.breadcrumb}>
      <ol>
        <li>
          <a href="/">{text.home}</a>
        </li>
        <For each={props.trail}>
          {(category) => (
            <li>
              <a href={`/c/${category.path}`} aria-current={category === last() ? "page" : undefined}>
                {category.name}
              </a>
            </li>
          )}
        </For>
        <Show when={props.here}>
          <li aria-current="page">{props.here}</li>
        </Show>
      </ol>
    </nav>
  );
}
