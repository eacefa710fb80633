import { Resource } from "sst/resource";

/** What the function was linked with in `infra/`. SST's own error names what is missing. */
export function link(name: string): Record<string, unknown> {
  return (Resource as unknown as Record<string, Record<string, unknown>>)[name] as Record<string, unknown>;
}

/** The named text property of a link; a link that is there but lacks it is a mistake in `infra/`. */
export function text(properties: Record<string, unknown>, name: string): string {
  const value = properties[name];
  if (typeof value !== "string") throw new TypeError(`A link lacks its property "${name}": see infra/`);
  return value;
}

/** The link when the function has it: for parts that a stage may lack, such as the sandbox. */
export function findLink(name: string): Record<string, unknown> | undefined {
  try {
    return link(name);
  } catch {
    return undefined;
  }
}
