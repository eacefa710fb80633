import { createAsync, type RouteSectionProps } from "@solidjs/router";
import { Show } from "solid-js";
import { brandOf } from "../../brand.ts";
import { Breadcrumb } from "../../component/breadcrumb.tsx";
import { Listing } from "../../component/listing.tsx";
import { Loaded } from "../../component/loaded.tsx";
import { Facts, Seo } from "../../component/seo.tsx";
import { useShell } from "../../component/shell.tsx";
import { Message } from "../../component/status-page.tsx";
import { originOf } from "../../security/cross-site.ts";
import { trailFacts } from "../../server/fact.ts";
import { filterCount } from "../../server/filter.ts";
import { load } from "../../server/loaded.ts";
import { categoryPage, type CategoryPage } from "../../server/page/category.ts";
import { currentEvent } from "../../server/visit.ts";

export default function CategoryRoute(props: RouteSectionProps) {
  const page = createAsync(() => load(() => categoryPage(props.params.path ?? "")));
  return <Loaded of={page()}>{(data) => <Category page={data} />}</Loaded>;
}

function Category(props: { page: CategoryPage }) {
  const { shop, text, locale } = useShell();
  const { category, trail, listing } = props.page;
  const words = brandOf(shop.name)?.words[locale].categories[category.path];
  const { filter } = listing;
  const narrowed = filterCount(filter) > 0 || filter.sort !== undefined || filter.cursor !== undefined;
  const origin = originOf(currentEvent().request);
  return (
    <>
      <Seo
        title={category.name}
        description={words ?? `${category.name}: ${text.products(category.count)}`}
        path={`/c/${category.path}`}
        picture={brandOf(shop.name)?.pictures[category.path] ?? listing.items[0]?.media?.src}
        hidden={narrowed}
      />
      <Facts of={trailFacts({ home: text.home, trail, origin })} />
      <Breadcrumb trail={trail} />
      <header class="page-head">
        <h1>{category.name}</h1>
        <Show when={words}>
          <p class="lead">{words}</p>
        </Show>
      </header>
      <Listing
        listing={listing}
        category={category.path}
        empty={
          <Message title={text.emptyCategory} text={text.emptyCategoryText} below>
            <a class="button" href="/">
              {text.continueShopping}
            </a>
          </Message>
        }
      />
    </>
  );
}
