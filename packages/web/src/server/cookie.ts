/** Reads a `Cookie` header. What is not decodable is left out. */
export function readCookies(header: string | null): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? "").split(";")) {
    const pair = part.trim();
    const at = pair.indexOf("=");
    if (at < 1) continue;
    try {
      cookies.set(pair.slice(0, at), decodeURIComponent(pair.slice(at + 1)));
    } catch {
      // Not one of ours.
    }
  }
  return cookies;
}

/**
 * A `Set-Cookie` value that scripts cannot read and that goes to this host only. Browsers take `Secure` on loopback without TLS too
 * (Safari does not: there the shop needs https, also on a laptop).
 */
export function hostCookie(name: string, value: string, maxAgeSeconds: number): string {
  return `__Host-${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${maxAgeSeconds}; Secure; HttpOnly; SameSite=Lax`;
}
