import { Link, Meta } from "@solidjs/meta";
import { Show } from "solid-js";
import { brandOf } from "../brand.ts";
import { originOf } from "../security/cross-site.ts";
import { sharePicture } from "../server/share.ts";
import { currentEvent } from "../server/visit.ts";
import { PageTitle } from "./page-title.tsx";
import { useShell } from "./shell.tsx";

interface Props {
  /** Undefined for the home page. */
  title?: string | undefined;
  description?: string | undefined;
  /** The one address of what the page shows, without filters and choices. */
  path: string;
  picture?: string | undefined;
  type?: "website" | "product";
  /** Not for search engines: results of a search, pages that only filter another one. */
  hidden?: boolean | undefined;
}

/** What search engines and shared links are told of a page. */
export function Seo(props: Props) {
  const { shop, locale } = useShell();
  const origin = originOf(currentEvent().request);
  const title = () => props.title ?? shop.name;
  const description = () => (props.description || (shop.tagline ?? "")).slice(0, 200);
  const picture = () => sharePicture(props.picture) ?? (brandOf(shop.name) ? { src: "/demo/share.jpg", sized: true } : undefined);
  return (
    <>
      <PageTitle>{props.title}</PageTitle>
      <Show when={description()}>
        <Meta name="description" content={description()} />
      </Show>
      <Show when={props.hidden} fallback={<Link rel="canonical" href={origin + encodeURI(props.path)} />}>
        <Meta name="robots" content="noindex, follow" />
      </Show>
      <Meta property="og:site_name" content={shop.name} />
      <Meta property="og:title" content={title()} />
      <Meta property="og:type" content={props.type ?? "website"} />
      <Meta property="og:url" content={origin + encodeURI(props.path)} />
      <Meta property="og:locale" content={locale === "de" ? "de_DE" : "en_GB"} />
      <Show when={description()}>
        <Meta property="og:description" content={description()} />
      </Show>
      <Show when={picture()} fallback={<Meta name="twitter:card" content="summary" />}>
        {(image) => (
          <>
            <Meta property="og:image" content={origin + image().src} />
            <Meta property="og:image:alt" content={title()} />
            <Show when={image().sized}>
              <Meta property="og:image:width" content="1200" />
              <Meta property="og:image:height" content="630" />
            </Show>
            <Meta name="twitter:card" content="summary_large_image" />
          </>
        )}
      </Show>
    </>
  );
}

/** Facts for machines, as JSON-LD: a block of data, which the content security policy has nothing against. */
export function Facts(props: { of: object }) {
  // "<" would end the element.
  return <script type="application/ld+json" innerHTML={JSON.stringify(props.of).replaceAll("<", "\\u003c")} />;
}
