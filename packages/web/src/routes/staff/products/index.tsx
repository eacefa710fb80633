import { createAsync } from "@solidjs/router";
import { For, Show } from "solid-js";
import { useText } from "../../../component/shell.tsx";
import { Staff } from "../../../component/staff.tsx";
import { load } from "../../../server/loaded.ts";
import { staffProducts } from "../../../server/page/staff.ts";
import type { ProductCard } from "../../../server/staff.ts";

export default function StaffProductsRoute() {
  const text = useText();
  const page = createAsync(() => load(staffProducts));
  return (
    <Staff page={page()} current="products">
      {(data) => (
        <div class="stack-wide narrow">
          <Shelf title={text.staff.draft} products={data.draft} published={false} />
          <Shelf title={text.staff.active} products={data.active} published={true} />
        </div>
      )}
    </Staff>
  );
}

function Shelf(props: { title: string; products: ProductCard[]; published: boolean }) {
  const text = useText();
  const action = () => (props.published ? text.staff.unpublish : text.staff.publish);
  return (
    <section class="stack">
      <h2>{props.title}</h2>
      <Show when={props.products.length > 0} fallback={<p>{text.staff.none}</p>}>
        <ul class="rows">
          <For each={props.products}>
            {(product) => (
              <li class="row-item">
                <a href={`/products/${product.handle}`}>{product.title}</a>
                <form action="/staff/products/publish" method="post" data-once>
                  <input type="hidden" name="productId" value={product.productId} />
                  <button
                    class="button small quiet"
                    type="submit"
                    name="publish"
                    value={props.published ? "no" : "yes"}
                    aria-label={`${action()}: ${product.title}`}
                  >
                    {action()}
                  </button>
                </form>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}
