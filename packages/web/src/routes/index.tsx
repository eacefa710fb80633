import { createAsync } from "@solidjs/router";
import { For, Show } from "solid-js";
import { brandOf } from "../brand.ts";
import { Promises } from "../component/buy-box.tsx";
import { Hero } from "../component/hero.tsx";
import { Loaded } from "../component/loaded.tsx";
import { Picture } from "../component/picture.tsx";
import { ProductGrid } from "../component/product-card.tsx";
import { Facts, Seo } from "../component/seo.tsx";
import { useShell } from "../component/shell.tsx";
import { Message } from "../component/status-page.tsx";
import { originOf } from "../security/cross-site.ts";
import { shopFacts } from "../server/fact.ts";
import { load } from "../server/loaded.ts";
import { homePage, type HomePage } from "../server/page/home.ts";
import { currentEvent } from "../server/visit.ts";

export default function HomeRoute() {
  const page = createAsync(() => load(homePage));
  return <Loaded of={page()}>{(data) => <Home page={data} />}</Loaded>;
}

function Home(props: { page: HomePage }) {
  const { text, shop, locale } = useShell();
  const brand = brandOf(shop.name);
  const { tiles, cards } = props.page;
  return (
    <Show when={tiles.length > 0} fallback={<Message title={text.emptyShop} text={text.emptyShopText} />}>
      <Seo path="/" description={brand?.words[locale].text} />
      <Facts of={shopFacts(shop.name, originOf(currentEvent().request))} />
      <Hero cards={tiles.flatMap(({ card }) => card ?? []).slice(0, 3)} />
      <Categories tiles={tiles} />
      <section class="section" id="shelves">
        <h2>{text.shelves}</h2>
        <ProductGrid cards={cards} />
      </section>
      <section class="section band">
        <Promises />
      </section>
    </Show>
  );
}

function Categories(props: { tiles: HomePage["tiles"] }) {
  const { shop, text } = useShell();
  const pictures = brandOf(shop.name)?.pictures ?? {};
  return (
    <section class="section">
      <h2>{text.shopByCategory}</h2>
      <ul class="tiles">
        <For each={props.tiles}>
          {({ category, card }) => (
            <li>
              <a class="tile" href={`/c/${category.path}`}>
                <span class="tile-picture">
                  <Picture
                    src={pictures[category.path] ?? card?.media?.src}
                    alt=""
                    of={category.name}
                    sizes="(min-width: 48rem) 25vw, 50vw"
                    ratio={[1, 1]}
                  />
                </span>
                <span class="tile-name">{category.name}</span>
                <span class="fine">{text.products(category.count)}</span>
              </a>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}
