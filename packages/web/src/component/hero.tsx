import { For, Show } from "solid-js";
import { type Brand, brandOf } from "../brand.ts";
import type { Card } from "../server/catalog.ts";
import { sourcesOf, wide } from "../server/picture.ts";
import { Picture } from "./picture.tsx";
import { useShell } from "./shell.tsx";

/** The shop's own words and picture; of a shop without any, its tagline and some of its goods. */
export function Hero(props: { cards: Card[] }) {
  const { shop, text, locale } = useShell();
  const brand = brandOf(shop.name);
  const words = brand?.words[locale];
  return (
    <section class="hero">
      <div class="hero-words stack">
        <Show when={words}>{(own) => <p class="kicker">{own().kicker}</p>}</Show>
        <h1 class="hero-title">{words?.title ?? shop.tagline ?? shop.name}</h1>
        <Show when={words}>{(own) => <p class="lead">{own().text}</p>}</Show>
        <p>
          <a class="button" href="#shelves">
            {words?.action ?? text.heroAction}
          </a>
        </p>
      </div>
      <Show when={brand} fallback={<Goods cards={props.cards} />}>
        {(own) => <HeroPicture brand={own()} />}
      </Show>
    </section>
  );
}

function HeroPicture(props: { brand: Brand }) {
  const { locale } = useShell();
  const { hero } = props.brand;
  const [broad, tall] = [sourcesOf(hero.wide, wide), sourcesOf(hero.tall)];
  const screen = "(min-width: 40rem)";
  return (
    <div class="hero-picture">
      <picture>
        <source media={screen} type="image/avif" srcset={broad?.avif} sizes="(min-width: 56rem) 56vw, 100vw" />
        <source media={screen} type="image/webp" srcset={broad?.webp} sizes="(min-width: 56rem) 56vw, 100vw" />
        <source type="image/avif" srcset={tall?.avif} sizes="100vw" />
        <img src={tall?.src} srcset={tall?.webp} sizes="100vw" alt={hero.alt[locale]} width="960" height="1200" fetchpriority="high" />
      </picture>
    </div>
  );
}

function Goods(props: { cards: Card[] }) {
  return (
    <ul class="hero-goods">
      <For each={props.cards}>
        {(card) => (
          <li>
            <a href={`/products/${card.handle}`}>
              <Picture src={card.media?.src} alt={card.title} of={card.title} sizes="(min-width: 64rem) 22rem, 50vw" eager />
            </a>
          </li>
        )}
      </For>
    </ul>
  );
}
