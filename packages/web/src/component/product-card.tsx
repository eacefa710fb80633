import { For, Show } from "solid-js";
import type { Hit } from "../server/search.ts";
import { Picture } from "./picture.tsx";
import { Price } from "./price.tsx";
import { useText } from "./shell.tsx";

/** Each card is a heading of the third level: where nothing above names the list, `heading` does, for those who hear it. */
export function ProductGrid(props: { cards: Hit[]; eager?: number; heading?: string }) {
  return (
    <>
      <Show when={props.heading}>{(heading) => <h2 class="hidden">{heading()}</h2>}</Show>
      <ul class="grid">
        <For each={props.cards}>
          {(card, index) => (
            <li>
              <ProductCard card={card} eager={index() < (props.eager ?? 0)} main={index() === 0 && (props.eager ?? 0) > 0} />
            </li>
          )}
        </For>
      </ul>
    </>
  );
}

function ProductCard(props: { card: Hit; eager: boolean; main: boolean }) {
  const text = useText();
  return (
    <article class="card">
      <div class="card-picture">
        <Picture
          src={props.card.media?.src}
          alt=""
          of={props.card.title}
          sizes="(min-width: 80rem) 18rem, (min-width: 48rem) 23vw, 46vw"
          eager={props.eager}
          main={props.main}
        />
        <Show
          when={props.card.inStock === false}
          fallback={<Show when={props.card.compareAt}>{<span class="tag">{text.sale}</span>}</Show>}
        >
          <span class="tag tag-quiet">{text.soldOut}</span>
        </Show>
      </div>
      <h3 class="card-title">
        <a href={`/products/${props.card.handle}`}>{props.card.title}</a>
      </h3>
      <p class="card-price">
        <Price price={props.card.price} compareAt={props.card.compareAt} from={props.card.priceVaries} />
      </p>
    </article>
  );
}
