import { type Context, text } from "@souk/core";
import { Shop } from "@souk/shop";
import { ReturnUrlRefused } from "./payment.error.ts";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * The address to which the shopper comes back from the bank, in full. A path is one of the stage's own site; an address must be on a
 * host of the shop. The host `*` opens any host where the site runs on this machine, and elsewhere none but the site's own: a link to
 * our bank page must not lead on to a stranger. Throws `payment.return_url_refused`.
 */
export async function resolveReturnUrl(ctx: Context, given: string | undefined): Promise<string | undefined> {
  if (given === undefined) return undefined;
  const site = new URL(text(ctx.link("Site"), "url"));
  if (given.startsWith("/")) {
    const url = new URL(given, site);
    if (url.origin !== site.origin) throw ReturnUrlRefused();
    return url.href;
  }
  const url = parse(given);
  const { hosts } = await Shop.get(ctx);
  const anyHost = hosts.includes("*") && loopback.has(site.hostname);
  const known = url.host === site.host || hosts.includes(url.host) || hosts.includes(url.hostname) || anyHost;
  const safe =
    url.protocol === "https:" ||
    (url.protocol === "http:" && loopback.has(url.hostname)) ||
    (url.protocol === "http:" && url.origin === site.origin);
  if (!known || !safe) throw ReturnUrlRefused();
  return url.href;
}

function parse(given: string): URL {
  try {
    return new URL(given);
  } catch (cause) {
    throw ReturnUrlRefused({}, { cause });
  }
}
