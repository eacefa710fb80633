import type { Letter, Row } from "./mail.model.ts";

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (letter) => escapes[letter] ?? "");

export function toText({ title, greeting, paragraphs, sections, link, goodbye }: Letter): string {
  const row = ({ label, value, url }: Row) => `  ${label}${value === undefined ? "" : `: ${value}`}${url ? `: ${url}` : ""}`;
  const blocks = [
    title,
    greeting,
    ...paragraphs,
    ...sections.map(({ heading, rows }) => [heading, ...rows.map(row)].join("\n")),
    `${link.label}:\n${link.url}`,
    goodbye,
  ];
  return `${blocks.join("\n\n")}\n`;
}

// The site's own colors and type (packages/web/src/style/token.css), as far as mail readers have them.
const [ink, soft, line, paper, card, accent] = ["#1b333d", "#566770", "#dccdb4", "#faf6ee", "#fffdf8", "#a8411f"];
const serif = "Fraunces,'Iowan Old Style',Palatino,Georgia,serif";
const sans = "Figtree,system-ui,-apple-system,'Segoe UI',sans-serif";

/** Inline styles and no tables: what mail readers agree on, and what screen readers read in order. */
export function toHtml({ language, subject, title, greeting, paragraphs, sections, link, goodbye }: Letter): string {
  const e = escapeHtml;
  const row = ({ label, value, url, strong }: Row) => {
    const text = url ? `<a href="${e(url)}" style="color:${ink}">${e(label)}</a>` : e(label);
    const right = value === undefined ? "" : ` <span style="white-space:nowrap">${e(value)}</span>`;
    const weight = strong ? ";font-weight:bold" : "";
    // Where a mail reader knows no flex, the value simply follows its label.
    return `<li style="display:flex;justify-content:space-between;gap:16px;margin:0;padding:6px 0;border-bottom:1px solid ${line}${weight}"><span>${text}</span>${right}</li>`;
  };
  const section = ({ heading, rows }: Letter["sections"][number]) =>
    `<h2 style="font:500 20px/1.25 ${serif};margin:32px 0 8px">${e(heading)}</h2><ul style="list-style:none;margin:0;padding:0">${rows.map(row).join("")}</ul>`;
  const paragraph = (text: string) => `<p style="margin:0 0 16px">${e(text)}</p>`;
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${e(subject)}</title></head>
<body style="margin:0;padding:24px 12px;background:${paper};color:${ink};font:16px/1.55 ${sans}">
<div style="max-width:560px;margin:0 auto;padding:36px 28px;background:${card};border:1px solid ${line};border-radius:16px">
<h1 style="font:500 28px/1.15 ${serif};margin:0 0 20px">${e(title)}</h1>
${[greeting, ...paragraphs].map(paragraph).join("\n")}
${sections.map(section).join("\n")}
<p style="margin:28px 0"><a href="${e(link.url)}" style="display:inline-block;padding:14px 24px;background:${accent};color:${card};font-weight:600;text-decoration:none;border-radius:999px">${e(link.label)}</a></p>
<p style="margin:0;color:${soft}">${e(goodbye)}</p>
</div>
</body>
</html>
`;
}
