/** A picture for a shared link. `sized` ones are 1200 by 630. */
export interface SharePicture {
  src: string;
  sized: boolean;
}

/** Not every messenger shows WebP or AVIF: the drawn goods have a JPEG beside them, fetched pictures serve where they are JPEG or PNG. */
export function sharePicture(src: string | undefined): SharePicture | undefined {
  const drawn = /^(\/demo\/[\w./-]+?)(?:-\d+)?\.(?:webp|avif)$/.exec(src ?? "")?.[1];
  if (drawn !== undefined) return { src: `${drawn}-share.jpg`, sized: true };
  return src !== undefined && /^\/(?!\/)[\w./-]+\.(?:jpe?g|png)$/.test(src) ? { src, sized: false } : undefined;
}
