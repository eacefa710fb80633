const prefix = "__Host-";
const ours = ["authorization", "flow", "provider"];

/** Cookies as the library knows them: of those that came, the ones that no other host can have set. */
export function cookiesIn(header: string | undefined): string {
  return (header ?? "")
    .split(/; */)
    .filter((pair) => ours.some((name) => pair.startsWith(`${prefix}${name}=`)))
    .map((pair) => pair.slice(prefix.length))
    .join("; ");
}

/** A cookie of the library as it goes out: bound to this host, over TLS alone, and not sent by forms of other sites. */
export function cookieOut(header: string): string {
  const [pair = "", ...attributes] = header.split(/; */);
  const kept = attributes.filter((attribute) => /^(max-age|expires)=/i.test(attribute));
  return [`${prefix}${pair}`, ...kept, "Path=/", "Secure", "HttpOnly", "SameSite=Lax"].join("; ");
}
