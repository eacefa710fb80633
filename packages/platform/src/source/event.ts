import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

export interface DeclaredEvent {
  /** The exported constant: `OrderPlaced`. */
  constant: string;
  name: string;
  /** The package that declares it, and alone may emit it. */
  folder: string;
}

/** Every event that a package declares in a file `*.event.ts`. */
export async function declaredEvents(root: string): Promise<DeclaredEvent[]> {
  const files = sources(path.join(root, "packages")).filter((file) => file.endsWith(".event.ts"));
  const perFile = await Promise.all(
    files.map(async (file) => {
      const exported = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
      return Object.entries(exported).flatMap(([constant, value]) =>
        isDefinition(value) ? [{ constant, name: value.name, folder: packageOf(file) }] : [],
      );
    }),
  );
  return perFile.flat();
}

/** Names of the events that their package's code does more with than declare: it emits them. */
export function publishedEvents(events: DeclaredEvent[]): Set<string> {
  const code = new Map([...new Set(events.map(({ folder }) => folder))].map((folder) => [folder, emittingCode(folder)]));
  return new Set(
    events.filter(({ constant, folder }) => new RegExp(`\\b${constant}\\b`).test(code.get(folder) ?? "")).map(({ name }) => name),
  );
}

/** The events to which a handler's file reacts by `on(OrderPlaced, …)`; undefined when it reacts to none. */
export function reactionsOf(root: string, handler: string, events: DeclaredEvent[]): string[] | undefined {
  const text = readSource(path.join(root, `${handler.slice(0, handler.lastIndexOf("."))}.ts`));
  const names = [...text.matchAll(/\bon\(\s*(\w+)\s*,/g)].flatMap(
    ([, constant]) => events.find((event) => event.constant === constant)?.name ?? [],
  );
  return names.length > 0 ? [...new Set(names)] : undefined;
}

interface Definition {
  name: string;
  version: number;
  domain: string;
}

function isDefinition(value: unknown): value is Definition {
  return typeof value === "object" && value !== null && "name" in value && "version" in value && "domain" in value && "data" in value;
}

/** The package's sources without what only names an event: declarations, imports, types and reactions. */
function emittingCode(folder: string): string {
  const texts = sources(path.join(folder, "src"))
    .filter((file) => !file.endsWith(".event.ts"))
    .map(readSource);
  return texts
    .join("\n")
    .replaceAll(/^import\b[^;]*;/gm, "")
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")
    .replaceAll(/\bon\(\s*\w+/g, "")
    .replaceAll(/\btypeof \w+/g, "");
}

const packageOf = (file: string) => file.slice(0, file.lastIndexOf(`${path.sep}src${path.sep}`));

function readSource(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function sources(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return ["node_modules", "test", ".output"].includes(entry.name) ? [] : sources(file);
    return entry.name.endsWith(".ts") ? [file] : [];
  });
}
