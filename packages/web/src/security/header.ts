/** Headers that every answer carries, errors and redirects too. */
export const securityHeaders: Record<string, string> = {
  "strict-transport-security": "max-age=63072000; includeSubDomains; preload",
  "x-content-type-options": "nosniff",
  // Addresses of orders stay with the shop; "no-referrer" would turn the Origin of form posts into "null".
  "referrer-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

interface Policy {
  /** Of this one answer; a page that many are given has none, and holds to the `hashes` of its scripts. */
  nonce?: string;
  hashes?: readonly string[];
  /** Vite's development server injects styles and talks over a WebSocket. */
  dev: boolean;
}

/** Scripts run by nonce only, or by their own bytes; nothing comes from another host. */
export function contentSecurityPolicy({ nonce, hashes = [], dev }: Policy): string {
  const own = nonce === undefined ? [] : [`'nonce-${nonce}'`];
  return [
    "default-src 'none'",
    ["script-src", ...own, ...hashes.map((hash) => `'${hash}'`)].join(" "),
    ["style-src 'self'", ...(dev ? ["'unsafe-inline'"] : own)].join(" "),
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join("; ");
}
