import { createHash } from "node:crypto";
import type { Context } from "hono";
import { html, raw } from "hono/html";

const style = `
:root { color-scheme: light dark; --ink: #1d2433; --soft: #5b6477; --paper: #ffffff; --ground: #eef1f6; --line: #d5dbe6; --go: #14532d; --stop: #7f1d1d }
@media (prefers-color-scheme: dark) { :root { --ink: #eef1f6; --soft: #a3adc2; --paper: #1a2130; --ground: #10151f; --line: #333d52; --go: #86efac; --stop: #fca5a5 } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; display: grid; place-items: center; padding: 1.5rem }
main { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: 2rem; width: 100%; max-width: 26rem }
main.wide { max-width: 70rem; overflow-x: auto }
h1 { font-size: 1.25rem; margin: 0 0 .25rem }
p { margin: 0 0 1rem; color: var(--soft) }
.amount { font-size: 2rem; font-weight: 600; color: var(--ink); margin: 1rem 0 }
form { margin: 0 0 .75rem }
button { width: 100%; font: inherit; font-weight: 600; padding: .75rem 1rem; border-radius: .5rem; border: 2px solid currentColor; background: none; cursor: pointer }
button:focus-visible, a:focus-visible { outline: 3px solid var(--soft); outline-offset: 2px }
.approve { color: var(--go) } .decline { color: var(--stop) }
a { color: inherit }
table { border-collapse: collapse; width: 100%; font-size: .875rem }
th, td { text-align: left; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); white-space: nowrap }
.number { text-align: right; font-variant-numeric: tabular-nums }
`;
const styleHash = createHash("sha256").update(style).digest("base64");

type Html = ReturnType<typeof html>;

interface Page {
  title: string;
  body: Html;
  wide?: boolean;
  /** Where a form's answer may redirect to: browsers hold redirects after a form to `form-action` too. */
  redirectOrigin?: string | undefined;
  status?: 200 | 404 | 409;
}

/** A page without scripts, frames or anything from elsewhere. */
export async function page(c: Context, { title, body, wide = false, redirectOrigin, status = 200 }: Page) {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    `form-action 'self'${redirectOrigin ? ` ${redirectOrigin}` : ""}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  c.header("Content-Security-Policy", policy.join("; "));
  c.header("Referrer-Policy", "no-referrer");
  c.header("X-Content-Type-Options", "nosniff");
  c.header("Cache-Control", "no-store");
  const document = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body><main${wide ? raw(' class="wide"') : ""}>${body}</main></body>
</html>`;
  return c.html(document, status);
}

/** Minor units as people write them. */
export function amountText(amount: number, currency: string): string {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
