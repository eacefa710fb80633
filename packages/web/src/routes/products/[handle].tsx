import { Meta } from "@solidjs/meta";
import { createAsync, type RouteSectionProps } from "@solidjs/router";
import { Show } from "solid-js";
import { Breadcrumb } from "../../component/breadcrumb.tsx";
import { BuyBox } from "../../component/buy-box.tsx";
import { Gallery } from "../../component/gallery.tsx";
import { Loaded } from "../../component/loaded.tsx";
import { PageTitle } from "../../component/page-title.tsx";
import { ProductGrid } from "../../component/product-card.tsx";
import { useText } from "../../component/shell.tsx";
import { load } from "../../server/loaded.ts";
import { productPage, type ProductPage } from "../../server/page/product.ts";

export default function ProductRoute(props: RouteSectionProps) {
  const page = createAsync(() => load(() => productPage(props.params.handle ?? "")));
  return <Loaded of={page()}>{(data) => <Product page={data} />}</Loaded>;
}

const plainText = (html: string): string =>
  html
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 160);

function Product(props: { page: ProductPage }) {
  const text = useText();
  const { product, trail, related } = props.page;
  return (
    <>
      <PageTitle>{product.title}</PageTitle>
      <Meta name="description" content={plainText(product.descriptionHtml)} />
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
