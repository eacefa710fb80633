import { createAsync, type RouteSectionProps } from "@solidjs/router";
import { For, Show } from "solid-js";
import { brandOf } from "../../brand.ts";
import { Breadcrumb } from "../../component/breadcrumb.tsx";
import { Loaded } from "../../component/loaded.tsx";
import { PageTitle } from "../../component/page-title.tsx";
import { ProductGrid } from "../../component/product-card.tsx";
import { useShell } from "../../component/shell.tsx";
import { Message } from "../../component/status-page.tsx";
import { load } from "../../server/loaded.ts";
import { categoryPage, type CategoryPage } from "../../server/page/category.ts";

export default function CategoryRoute(props: RouteSectionProps) {
  const page = createAsync(() => load(() => categoryPage(props.params.path ?? "")));
  return <Loaded of={page()}>{(data) => <Category page={data} />}</Loaded>;
}

function Category(props: { page: CategoryPage }) {
  const { shop, text, locale } = useShell();
  const { category, trail, products, first } = props.page;
  const address = `/c/${category.path}`;
  return (
    <>
      <PageTitle>{category.name}</PageTitle>
      <Breadcrumb trail={trail} />
      <header class="page-head">
        <h1>{category.name}</h1>
        <Show when={brandOf(shop.name)?.words[locale].categories[category.path]}>{(words) => <p class="lead">{words()}</p>}</Show>
        <p class="fine">{text.products(category.count)}</p>
      </header>
      <Show when={category.children.length > 0}>
        <ul class="chips">
          <For each={category.children}>
            {(child) => (
              <li>
                <a class="chip" href={`/c/${child.path}`}>
                  {child.name} <span class="fine">{child.count}</span>
                </a>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show
        when={products.items.length > 0}
        fallback={
          <Message title={text.emptyCategory} text={text.emptyCategoryText}>
            <a class="button" href="/">
              {text.continueShopping}
            </a>
          </Message>
        }
      >
        <ProductGrid cards={products.items} eager={4} heading={text.products(category.count)} />
      </Show>
      <nav class="pager" aria-label={text.more}>
        <Show when={!first}>
          <a class="button quiet" href={address}>
            {text.toStart}
          </a>
        </Show>
        <Show when={products.cursor}>
          {(cursor) => (
            <a class="button" rel="next" href={`${address}?cursor=${encodeURIComponent(cursor())}`}>
              {text.more}
            </a>
          )}
        </Show>
      </nav>
    </>
  );
}
