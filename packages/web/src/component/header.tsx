import { For, Show } from "solid-js";
import { BrandName } from "./brand-name.tsx";
import { Icon } from "./icon.tsx";
import { SearchBox } from "./search-box.tsx";
import { useMoney, useShell } from "./shell.tsx";

export function Header() {
  const { market, categories, cartCount, text, path, signedIn } = useShell();
  const money = useMoney();
  const free = market.shipping.find((option) => option.freeAbove !== undefined)?.freeAbove;
  return (
    <header class="header">
      <Show when={free}>{(amount) => <p class="strip">{text.freeFrom(money(amount()))}</p>}</Show>
      <div class="header-bar">
        <a class="brand" href="/">
          <BrandName />
        </a>
        <SearchBox />
        <div class="header-links">
          <a class="cart-link" href="/account">
            <Icon name="person" />
            <span class="cart-word">{signedIn ? text.account.title : text.signIn}</span>
          </a>
          <a class="cart-link" href="/cart" aria-current={path === "/cart" ? "page" : undefined}>
            <Icon name="bag" />
            <span class="cart-word">{text.cart}</span>{" "}
            <Show when={cartCount > 0}>
              <span class="cart-count">
                {cartCount}
                <span class="hidden"> {text.itemsInCart(cartCount)}</span>
              </span>
            </Show>
          </a>
        </div>
      </div>
      <Show when={categories.length > 0}>
        <nav class="nav" aria-label={text.menu}>
          <ul>
            <For each={categories}>
              {(category) => (
                <li>
                  <a href={`/c/${category.path}`} aria-current={path.split("?")[0]?.startsWith(`/c/${category.path}`) ? "page" : undefined}>
                    {category.name}
                  </a>
                </li>
              )}
            </For>
          </ul>
        </nav>
      </Show>
    </header>
  );
}
