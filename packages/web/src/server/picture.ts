interface Sources {
  src: string;
  avif: string | undefined;
  webp: string | undefined;
}

/** Widths in which pictures of goods are kept. */
const goods = [480, 960] as const;
/** Widths of pictures that span the page. */
export const wide = [800, 1600] as const;

/**
 * The files of a picture: `/demo/mug.webp` stands for `/demo/mug-{480,960}.{avif,webp}`; any other path of the site for itself.
 * Pictures on other hosts are not shown, since the site loads nothing from elsewhere.
 */
export function sourcesOf(src: string | undefined, widths: readonly [number, number] = goods): Sources | undefined {
  if (!src || !/^\/(?!\/)[\w./-]+$/.test(src)) return undefined;
  const name = /^(\/demo\/.*?)(?:-\d+)?\.(?:webp|avif)$/.exec(src)?.[1];
  if (name === undefined) return { src, avif: undefined, webp: undefined };
  const set = (format: string) => widths.map((width) => `${name}-${width}.${format} ${width}w`).join(", ");
  return { src: `${name}-${widths[1]}.webp`, avif: set("avif"), webp: set("webp") };
}

/** The initial that a drawing without a picture carries. */
export const letterOf = (text: string): string => (/\p{L}|\p{N}/u.exec(text)?.[0] ?? "·").toUpperCase();
