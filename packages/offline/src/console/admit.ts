import type { IncomingMessage } from "node:http";

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const safe = new Set(["GET", "HEAD"]);

/**
 * Undefined when the request may go on, else the reason. The console listens on loopback, where any page in the developer's browser can
 * reach it: a name that merely resolves here is refused (DNS rebinding), and so is a change that another origin asks for.
 */
export function admits(request: Pick<IncomingMessage, "headers" | "method">): string | undefined {
  const { host = "", origin, "sec-fetch-site": site } = request.headers;
  if (!loopback.test(host)) return "The console answers at localhost only.";
  if (safe.has(request.method ?? "GET")) return undefined;
  if (typeof site === "string" && site !== "same-origin") return "Another site may not change anything here.";
  if (origin !== undefined && origin !== `http://${host}`) return "Another origin may not change anything here.";
  return undefined;
}
