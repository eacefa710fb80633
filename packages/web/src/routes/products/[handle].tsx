import { createAsync, type RouteSectionProps } from "@solidjs/router";
import { Show } from "solid-js";
import { Breadcrumb } from "../../component/breadcrumb.tsx";
import { BuyBox } from "../../component/buy-box.tsx";
import { Gallery } from "../../component/gallery.tsx";
import { Loaded } from "../../component/loaded.tsx";
import { ProductGrid } from "../../component/product-card.tsx";
import { Facts, Seo } from "../../component/seo.tsx";
import { useText } from "../../component/shell.tsx";
import { originOf } from "../../security/cross-site.ts";
import { plainText, productFacts, trailFacts } from "../../server/fact.ts";
import { load } from "../../server/loaded.ts";
import { productPage, type ProductPage } from "../../server/page/product.ts";
import { currentEvent } from "../../server/visit.ts";

export default function ProductRoute(props: RouteSectionProps) {
  const page = createAsync(() => load(() => productPage(props.params.handle ?? "")));
  return <Loaded of={page()}>{(data) => <Product page={data} />}</Loaded>;
}

function Product(props: { page: ProductPage }) {
  const text = useText();
  const { product, trail, related, stock } = props.page;
  const description = plainText(product.descriptionHtml);
  const path = `/products/${product.handle}`;
  const origin = originOf(currentEvent().request);
  return (
    <>
      <Seo title={product.title} description={description} path={path} picture={product.media[0]?.src} type="product" />
      <Facts of={productFacts({ product, stock, description, origin })} />
      <Facts of={trailFacts({ home: text.home, trail, here: { name: product.title, path }, origin })} />
      <Breadcrumb trail={trail} here={product.title} />
      <div class="product">
        <Gallery product={product} />
        <div class="product-side stack">
          <Show when={product.vendor}>
            <p class="kicker">{product.vendor}</p>
          </Show>
          <h1>{product.title}</h1>
          <BuyBox page={props.page} />
        </div>
        <Show when={product.descriptionHtml}>
          <section class="product-text">
            <h2>{text.description}</h2>
            {/* Sanitized by the catalog when it was imported or saved. */}
            <div class="prose" innerHTML={product.descriptionHtml} />
          </section>
        </Show>
      </div>
      <Show when={related.length > 0}>
        <section class="section">
          <h2>{text.related}</h2>
          <ProductGrid cards={related} />
        </section>
      </Show>
    </>
  );
}
