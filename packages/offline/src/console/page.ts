import type { StoredMail } from "../contract.ts";

const views = [
  ["functions", "Functions"],
  ["requests", "Requests"],
  ["costs", "Costs"],
  ["events", "Events"],
  ["queues", "Queues"],
  ["mail", "Mail"],
  ["stage", "Stage"],
] as const;

export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}

/** The shell; what it shows comes from `/api/state`. */
export function page(name: string): string {
  const links = views
    .map(([id, title]) => `<a href="#${id}" data-view="${id}">${title} <span class="count" data-count="${id}"></span></a>`)
    .join("");
  const sections = views
    .map(
      ([id, title]) =>
        `<section id="view-${id}" aria-labelledby="title-${id}" hidden><h2 id="title-${id}">${title}</h2><div data-body="${id}"></div></section>`,
    )
    .join("\n");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(name)} · console</title>
<link rel="stylesheet" href="/console.css">
<link rel="icon" href="data:,">
<script src="/browser.js" type="module"></script>
</head>
<body>
<header>
<h1>${escapeHtml(name)} <small>console</small></h1>
<p id="status" role="status"><span class="dot" aria-hidden="true"></span> <span id="status-text">Connecting</span></p>
<time id="now"></time>
</header>
<nav aria-label="Views">${links}</nav>
<main>
${sections}
<noscript><p class="empty">The console needs JavaScript; the same is served as JSON at /api/state.</p></noscript>
</main>
</body>
</html>
`;
}

/** The mail as a mail program shows it: its HTML, else its text. Served under a sandbox. */
export function mailDocument(mail: StoredMail): string {
  return (
    mail.html ||
    `<!doctype html><meta charset="utf-8"><pre style="white-space:pre-wrap;font:14px/1.5 system-ui;margin:16px">${escapeHtml(mail.text)}</pre>`
  );
}
