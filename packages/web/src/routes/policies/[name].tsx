import type { RouteSectionProps } from "@solidjs/router";
import { For, Show } from "solid-js";
import { PageTitle } from "../../component/page-title.tsx";
import { useShell } from "../../component/shell.tsx";
import { NotFound } from "../../component/status-page.tsx";

export default function PolicyRoute(props: RouteSectionProps) {
  const { shop, text } = useShell();
  const name = () => props.params.name ?? "";
  const title = () => text.policy[name()] ?? name();
  return (
    <Show when={Object.hasOwn(shop.policies, name()) && shop.policies[name()]} fallback={<NotFound />}>
      {(policy) => (
        <article class="prose narrow">
          <PageTitle>{title()}</PageTitle>
          <h1>{title()}</h1>
          <For each={policy().split(/\n{2,}/)}>{(paragraph) => <p>{paragraph}</p>}</For>
        </article>
      )}
    </Show>
  );
}
