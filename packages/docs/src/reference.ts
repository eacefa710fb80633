interface Operation {
  operationId: string;
  summary: string;
  description?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean; description?: string }[];
  requestBody?: { content: Record<string, { schema?: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema?: Schema }> }>;
  "x-callers"?: string[];
  "x-idempotency"?: string;
}
interface Schema {
  $ref?: string;
  example?: unknown;
  properties?: Record<string, Schema>;
}
interface Entry {
  method: string;
  path: string;
  operation: Operation;
}

const escape = (text: unknown): string => String(text).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** The API's reference as one page without scripts: each operation with its callers, input, answers and errors. */
export function referencePage(document: Record<string, unknown>): string {
  const paths = document["paths"] as Record<string, Record<string, Operation>>;
  const schemas = ((document["components"] as { schemas?: Record<string, Schema> }).schemas ?? {}) as Record<string, Schema>;
  const entries = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  const tags = [...new Set(entries.map(({ operation }) => operation.tags?.[0] ?? "Other"))];
  const sections = tags.map((tag) =>
    section(
      tag,
      entries.filter(({ operation }) => (operation.tags?.[0] ?? "Other") === tag),
      schemas,
    ),
  );
  const nav = tags.map((tag) => `<a href="#${escape(tag)}">${escape(tag)}</a>`).join("");
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Souk API</title><style>${style}</style>
<header><h1>Souk API</h1><p>${prose((document["info"] as { description: string }).description)}</p><p><a href="/v1/openapi.json">OpenAPI 3.1</a></p><nav>${nav}</nav></header><main>${sections.join("")}</main></html>`;
}

function section(tag: string, entries: Entry[], schemas: Record<string, Schema>): string {
  return `<section id="${escape(tag)}"><h2>${escape(tag)}</h2>${entries.map((entry) => article(entry, schemas)).join("")}</section>`;
}

function article({ method, path, operation }: Entry, schemas: Record<string, Schema>): string {
  const parameters = (operation.parameters ?? []).map(
    ({ name, in: where, required, description }) =>
      `<tr><td><code>${escape(name)}</code></td><td>${escape(where)}${required ? ", required" : ""}</td><td>${escape(description ?? "")}</td></tr>`,
  );
  const responses = Object.entries(operation.responses).map(
    ([status, { description }]) => `<tr><td>${escape(status)}</td><td>${prose(description)}</td></tr>`,
  );
  const body = operation.requestBody ? example("Body", operation.requestBody.content, schemas) : "";
  const success = Object.entries(operation.responses).find(([status]) => status.startsWith("2"))?.[1].content;
  return `<article id="${escape(operation.operationId)}"><h3><b class="${escape(method)}">${escape(method.toUpperCase())}</b> <code>${escape(path)}</code></h3><p>${escape(operation.summary)}</p>
<p class="who">Callers: ${escape((operation["x-callers"] ?? []).join(", "))}${operation["x-idempotency"] ? `. Idempotency-Key ${escape(operation["x-idempotency"])}` : ""}</p>
${parameters.length > 0 ? `<table>${parameters.join("")}</table>` : ""}${body}${success ? example("Answer", success, schemas) : ""}<table>${responses.join("")}</table></article>`;
}

const prose = (text: string): string =>
  escape(text)
    .replace(/`([^`]+)`/g, "<code>$1</code>")
    .replace(/\n\n/g, "<br>");

function example(title: string, content: Record<string, { schema?: Schema }>, schemas: Record<string, Schema>): string {
  const schema = Object.values(content)[0]?.schema;
  const value = schema && exampleOf(schema, schemas);
  return value === undefined ? "" : `<details><summary>${title}</summary><pre>${escape(JSON.stringify(value, null, 2))}</pre></details>`;
}

/** The schema's example, or one put together from its fields'. */
function exampleOf(schema: Schema, schemas: Record<string, Schema>): unknown {
  const named = schema.$ref ? schemas[schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1)] : schema;
  if (!named) return undefined;
  if (named.example !== undefined) return named.example;
  if (!named.properties) return undefined;
  return Object.fromEntries(Object.entries(named.properties).map(([name, field]) => [name, exampleOf(field, schemas)]));
}

const style = `:root{color-scheme:light dark;--line:light-dark(#ddd,#444)}body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1rem}
nav{display:flex;flex-wrap:wrap;gap:1rem}article{border-top:1px solid var(--line);padding:.5rem 0 1rem}h3{font-size:1rem;margin:.5rem 0}h3 b{font-size:.8rem}
.get{color:light-dark(#05603a,#6ce9a6)}.post{color:light-dark(#175cd3,#84caff)}.patch,.put{color:light-dark(#93370d,#fec84b)}.delete{color:light-dark(#b42318,#fda29b)}
.who{font-size:.85rem;opacity:.8}table{border-collapse:collapse;font-size:.9rem;width:100%}td{border-top:1px solid var(--line);padding:.25rem .5rem .25rem 0;vertical-align:top}pre{overflow:auto;font-size:.85rem}`;
