import { brandOf } from "../brand.ts";
import { Message } from "./status-page.tsx";
import { useShell } from "./shell.tsx";

export function EmptyCart() {
  const { shop, text } = useShell();
  return (
    <Message title={text.cartEmpty} text={text.cartEmptyText} picture={brandOf(shop.name)?.empty}>
      <a class="button" href="/">
        {text.continueShopping}
      </a>
    </Message>
  );
}
