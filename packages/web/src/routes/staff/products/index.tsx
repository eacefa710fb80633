import { createAsync } from "@solidjs/router";
import { For, Show } from "solid-js";
import { DeskPager } from "../../../component/desk.tsx";
import { useText } from "../../../component/shell.tsx";
import { Staff } from "../../../component/staff.tsx";
import { load } from "../../../server/loaded.ts";
import { staffProducts } from "../../../server/page/staff.ts";
import type { Listed, ProductCard } from "../../../server/staff.ts";
import { currentEvent } from "../../../server/visit.ts";

export default function StaffProductsRoute() {
  const page = createAsync(() => load(staffProducts));
  return (
    <Staff page={page()} current="products">
      {(data) => (
        <div class="stack-wide desk">
          <Shelf status="draft" list={data.draft} />
          <Shelf status="active" list={data.active} />
        </div>
      )}
    </Staff>
  );
}

function Shelf(props: { status: "active" | "draft"; list: Listed<ProductCard> }) {
  const text = useText();
  const published = props.status === "active";
  const action = published ? text.staff.unpublish : text.staff.publish;
  const here = new URL(currentEvent().request.url).searchParams.has(props.status);
  return (
    <section class="stack" id={props.status}>
      <h2>{text.staff[props.status]}</h2>
      <Show when={props.list.items.length > 0} fallback={<p class="empty">{text.staff.none}</p>}>
        <ul class="rows">
          <For each={props.list.items}>
            {(product) => (
              <li class="row-item">
                <Show when={published} fallback={<span>{product.title}</span>}>
                  <a href={`/products/${product.handle}`}>{product.title}</a>
                </Show>
                <span class="row-actions">
                  <a
                    class="link-near"
                    href={`/staff/stock?product=${encodeURIComponent(product.handle)}`}
                    aria-label={text.staff.stockOf(product.title)}
                  >
                    {text.staff.stock}
                  </a>
                  <form action="/staff/products/publish" method="post" data-once>
                    <input type="hidden" name="productId" value={product.productId} />
                    <button
                      class="button small quiet"
                      type="submit"
                      name="publish"
                      value={published ? "no" : "yes"}
                      aria-label={text.staff.named(action, product.title)}
                    >
                      {action}
                    </button>
                  </form>
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <DeskPager
        cursor={props.list.cursor}
        next={(cursor) => `/staff/products?${props.status}=${cursor}#${props.status}`}
        start={here ? "/staff/products" : undefined}
      />
    </section>
  );
}
