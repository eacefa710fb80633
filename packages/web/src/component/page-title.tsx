import { Title } from "@solidjs/meta";
import { useShell } from "./shell.tsx";

/** The tab's title: the page's own, then the shop's. */
export function PageTitle(props: { children?: string | undefined }) {
  const { shop } = useShell();
  return <Title>{props.children ? `${props.children} · ${shop.name}` : shop.tagline ? `${shop.name} · ${shop.tagline}` : shop.name}</Title>;
}
