// Everything is text to the page: nothing that came from a handler is ever parsed as HTML.
const open = new Set();

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== undefined && child !== null));
  return node;
}

export const clockOf = (at) => new Date(at).toLocaleTimeString(undefined, { hour12: false });
export const pretty = (value) => JSON.stringify(value, null, 2);
export const empty = (text) => el("p", { class: "empty" }, text);
export const code = (text) => el("pre", { tabindex: "0" }, text);

export function fold(id, summary, content) {
  const node = el("details", { open: open.has(id) }, el("summary", {}, ...summary));
  const fill = () => node.childElementCount === 1 && node.append(...content());
  if (open.has(id)) fill();
  node.addEventListener("toggle", () => {
    open[node.open ? "add" : "delete"](id);
    if (node.open) fill();
  });
  return node;
}

export function table(heads, rows) {
  const cell = (tag) => (value, index) =>
    el(tag, { class: heads[index].number ? "number" : undefined }, value instanceof Node ? value : String(value));
  return el(
    "table",
    {},
    el("thead", {}, el("tr", {}, ...heads.map((head) => head.title).map(cell("th")))),
    el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map(cell("td"))))),
  );
}
