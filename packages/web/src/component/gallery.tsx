import { For, Show } from "solid-js";
import type { Product } from "../server/catalog.ts";
import { Picture } from "./picture.tsx";
import { useText } from "./shell.tsx";

const sizes = "(min-width: 64rem) 36rem, 100vw";

/** A strip that one swipes or scrolls through; the small pictures lead to the large ones. */
export function Gallery(props: { product: Product }) {
  const text = useText();
  const { media, title } = props.product;
  return (
    <section class="gallery" aria-label={text.pictures(title)}>
      <ul class="gallery-strip" data-gallery tabindex={media.length > 1 ? 0 : undefined}>
        <For
          each={media}
          fallback={
            <li>
              <Picture src={undefined} alt={title} of={title} sizes={sizes} />
            </li>
          }
        >
          {(picture, index) => (
            <li id={`picture-${index() + 1}`}>
              <Picture src={picture.src} alt={picture.alt || title} of={title} sizes={sizes} main={index() === 0} />
            </li>
          )}
        </For>
      </ul>
      <Show when={media.length > 1}>
        <ul class="gallery-small">
          <For each={media}>
            {(picture, index) => (
              <li>
                <a href={`#picture-${index() + 1}`} aria-label={text.picture(index() + 1)}>
                  <Picture src={picture.src} alt="" of={title} sizes="5rem" />
                </a>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}
