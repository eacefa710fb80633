import { Show } from "solid-js";
import { brandOf } from "../brand.ts";
import { useShell } from "./shell.tsx";

/** The shop's wordmark; of a shop without one, its name. */
export function BrandName() {
  const { shop } = useShell();
  return (
    <Show when={brandOf(shop.name)} fallback={shop.name}>
      {(brand) => {
        const { light, dark, width, height } = brand().logo;
        return (
          <picture class="logo">
            <source srcset={dark} media="(prefers-color-scheme: dark)" />
            <img src={light} alt={shop.name} width={width} height={height} />
          </picture>
        );
      }}
    </Show>
  );
}
