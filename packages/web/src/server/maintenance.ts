import type { Locale } from "../i18n/locale.ts";
import { textOf } from "../i18n/text.ts";
import { getShop, type Shop } from "./shop.ts";
import { isSignedIn } from "./sign-in.ts";

type Closed = NonNullable<Shop["maintenance"]>;

interface Visit {
  request: Request;
  locale: Locale;
  nonce: string;
}

/** Where staff come in, and what the page itself needs. */
const open = /^\/(?:staff|api\/auth)(?:\/|$)|^\/robots\.txt$/;

/**
 * The page that stands for all others while the shop is closed; undefined while it is open. Who is signed in as staff gets through: whether
 * that session still holds is not asked, since nobody gains anything by a forged one but the sight of the shop.
 */
export async function closedPage({ request, ...visit }: Visit): Promise<Response | undefined> {
  if (open.test(new URL(request.url).pathname) || isSignedIn(request, "staff")) return undefined;
  const shop = await getShop();
  return shop.ok && shop.value.maintenance ? pageOf(shop.value.name, shop.value.maintenance, visit) : undefined;
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

const style = `:root{color-scheme:light dark}
body{display:grid;place-content:center;min-height:90svh;margin:0;padding:2rem;background:light-dark(#faf6ee,#12232a);
color:light-dark(#1b333d,#f2e9d9);font:1.125rem/1.6 Figtree,system-ui,sans-serif;text-align:center}
h1{margin:1rem 0 .5rem;font:500 2.25rem/1.15 Fraunces,"Iowan Old Style",Palatino,Georgia,serif}
p{max-width:34rem;margin:0 auto;color:light-dark(#566770,#a9b9b8)}.name{letter-spacing:.06em}
svg{width:10rem;margin:0 auto;fill:none;stroke:light-dark(#22606c,#8fc7cd);stroke-width:2;stroke-linecap:round;stroke-linejoin:round}`;

const boat = `<svg viewBox="0 0 160 90" aria-hidden="true"><path d="M8 74q12-9 24 0t24 0 24 0 24 0 24 0 24 0M52 62h56l-9 14H62zM79 12v50M79 16l25 34H79M75 24 56 50h19"/></svg>`;

/** Whole in itself: it needs no style sheet, no script and no picture. */
export function pageOf(name: string, { retryAfterSeconds, message }: Closed, { locale, nonce }: Omit<Visit, "request">): Response {
  const text = textOf(locale).maintenance;
  const html = `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(text.title)} · ${escaped(name)}</title><style nonce="${nonce}">${style}</style></head>
<body><main>${boat}<p class="name">${escaped(name)}</p><h1>${escaped(text.title)}</h1><p>${escaped(message ?? text.text)}</p></main></body></html>
`;
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", "retry-after": String(retryAfterSeconds) };
  return new Response(html, { status: 503, headers });
}
