import { Show } from "solid-js";
import { letterOf, sourcesOf } from "../server/picture.ts";

interface Props {
  src: string | undefined;
  alt: string;
  /** What it shows: its initial is drawn when there is no picture of this shop's own. */
  of: string;
  /** How wide it is shown, as CSS says it: `(min-width: 60rem) 25vw, 50vw`. */
  sizes: string;
  /** Above the fold: fetched at once. */
  eager?: boolean;
  /** The page's main picture: fetched before the others. */
  main?: boolean;
  /** Width to height; pictures of goods are 4 to 5. */
  ratio?: [number, number];
}

/** A picture in the format and width that fits, or a drawing in its place. */
export function Picture(props: Props) {
  const ratio = () => props.ratio ?? [4, 5];
  return (
    <Show when={sourcesOf(props.src)} fallback={<Placeholder letter={letterOf(props.of)} alt={props.alt} />}>
      {(picture) => (
        <picture>
          <Show when={picture().avif}>{(set) => <source type="image/avif" srcset={set()} sizes={props.sizes} />}</Show>
          <Show when={picture().webp}>{(set) => <source type="image/webp" srcset={set()} sizes={props.sizes} />}</Show>
          <img
            src={picture().src}
            alt={props.alt}
            width={960}
            height={Math.round((960 * (ratio()[1] ?? 5)) / (ratio()[0] ?? 4))}
            loading={props.eager || props.main ? "eager" : "lazy"}
            fetchpriority={props.main ? "high" : "auto"}
            decoding="async"
          />
        </picture>
      )}
    </Show>
  );
}

/** For goods without a picture: a parcel's label with an initial, in the shop's colors. */
function Placeholder(props: { letter: string; alt: string }) {
  return (
    <svg class="placeholder" viewBox="0 0 200 200" preserveAspectRatio="xMidYMid slice" role="img" aria-label={props.alt}>
      <path class="placeholder-shade" d="M0 132q25-16 50 0t50 0 50 0 50 0v150H0z" />
      <path class="placeholder-line" d="M100 38v14M64 66l36-16 36 16v84H64z" />
      <circle class="placeholder-line" cx="100" cy="66" r="4" />
      <text x="100" y="124" text-anchor="middle" class="placeholder-letter">
        {props.letter}
      </text>
    </svg>
  );
}
