/** "Look there now": the answer to a form that was done, so that reloading does not send it again. */
export function seeOther(path: string, cookies: string[] = []): Response {
  const headers = new Headers({ location: path, "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}

/** A path of this site, or the fallback: what a form carries must not lead elsewhere. */
export function localPath(text: unknown, fallback = "/"): string {
  if (typeof text !== "string" || text.length > 500 || !/^\/(?![/\\])[^\\\s]*$/.test(text)) return fallback;
  return text;
}
