import type { Options } from "sanitize-html";

const blocks = "h2 h3 h4 h5 h6 p br hr ul ol li dl dt dd blockquote pre code";
const inline = "strong b em i u s sub sup small a";
const tables = "table caption thead tbody tfoot tr th td";

const allowed: Options = {
  allowedTags: [blocks, inline, tables].flatMap((names) => names.split(" ")),
  allowedAttributes: { a: ["href", "title"], th: ["scope", "colspan", "rowspan"], td: ["colspan", "rowspan"] },
  allowedSchemes: ["https", "http", "mailto", "tel"],
  allowProtocolRelative: false,
  // None is allowed; and infra/bundle.mjs leaves their parser out.
  parseStyleAttributes: false,
  // The page has its own.
  transformTags: { h1: "h2" },
};

/**
 * HTML that a shop's page may show: structure and emphasis, no script, style, picture or form. Doing it twice changes nothing.
 * The parser is loaded when it is first needed: functions that only read products start without it.
 */
export async function sanitize(html: string): Promise<string> {
  const { default: sanitizeHtml } = await import("sanitize-html");
  return sanitizeHtml(html, allowed).trim();
}
