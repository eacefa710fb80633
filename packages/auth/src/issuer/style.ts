import { createHash } from "node:crypto";

/** The pages' whole style, in the page itself: nothing is loaded from anywhere. Colors and type are those of the site (packages/web/src/style/token.css). */
export const style = `
:root{color-scheme:light dark;
--paper:light-dark(#faf6ee,#12232a);--card:light-dark(#fffdf8,#1a313a);--line:light-dark(#dccdb4,#365159);
--ink:light-dark(#1b333d,#f2e9d9);--ink-soft:light-dark(#566770,#a9b9b8);--accent:light-dark(#a8411f,#f0926b);
--accent-ink:light-dark(#fffdf8,#22120b);--accent-deep:light-dark(#8f3416,#f6a585);--bad:light-dark(#a3301f,#f29a86);
--serif:Fraunces,"Iowan Old Style",Palatino,Georgia,serif;--sans:Figtree,system-ui,-apple-system,"Segoe UI",sans-serif}
*{box-sizing:border-box}
body{margin:0;min-height:100dvh;display:grid;place-items:center;padding:1.5rem 1rem;background:var(--paper);color:var(--ink);
font:1rem/1.55 var(--sans)}
main{width:100%;max-width:27rem;overflow-wrap:anywhere}
h1{margin:0 0 .5rem;font:600 clamp(1.5rem,1.3rem + .9vw,1.875rem)/1.2 var(--serif);text-wrap:balance}
p{margin:0 0 1.5rem;color:var(--ink-soft)}
.shop{margin:0 0 1.25rem;color:var(--ink);font:600 1.5rem/1.2 var(--serif);text-align:center}
.card{padding:clamp(1.25rem,5vw,2.25rem);border:1px solid var(--line);border-radius:1rem;background:var(--card)}
label{display:block;margin-bottom:.375rem;font-weight:600}
input{width:100%;min-height:3rem;padding:.5rem .75rem;border:1px solid var(--ink-soft);border-radius:.5rem;background:var(--card);
color:var(--ink);font:inherit}
input.code{font-size:1.5rem;letter-spacing:.2em;font-variant-numeric:tabular-nums}
input[aria-invalid=true]{border:2px solid var(--bad)}
button,.button{display:block;width:100%;min-height:3rem;margin-top:1rem;padding:.75rem 1.5rem;border:1px solid transparent;border-radius:999px;
background:var(--accent);color:var(--accent-ink);font:600 1rem/1.4 var(--sans);text-align:center;text-decoration:none;cursor:pointer}
button:hover{background:var(--accent-deep)}
.plain,.button,.plain:hover{border-color:var(--ink-soft);background:transparent;color:var(--ink)}
.plain:hover,.button:hover{border-color:var(--ink)}
.button{margin-top:.75rem}
.error{display:block;margin:.5rem 0 0;color:var(--bad);font-weight:600}
.or{display:flex;align-items:center;gap:.75rem;margin:1.5rem 0 .75rem}
.or::before,.or::after{content:"";flex:1;border-top:1px solid var(--line)}
a{color:var(--accent);text-underline-offset:.2em}
.foot{margin:1.25rem 0 0;text-align:center}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@media(prefers-reduced-motion:no-preference){button,.button{transition:background .16s,border-color .16s}}
`;

const styleHash = () => createHash("sha256").update(style).digest("base64");
export const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%23a8411f'/%3E%3Cpath d='M9 13h14l-1.5 11h-11zM12.5 13a3.5 3.5 0 0 1 7 0' fill='none' stroke='%23fff' stroke-width='2'/%3E%3C/svg%3E";

/**
 * No script at all, one style by its hash, an icon from its own text. `destinations` are where a sign-in leads: Chromium holds the
 * redirect that follows a form against form-action too.
 */
export const contentSecurityPolicy = (destinations: string[]): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${styleHash()}'`,
    "img-src data:",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    `form-action 'self' ${destinations.join(" ")}`.trim(),
  ].join("; ");
