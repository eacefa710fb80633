import { OAuthRefusal } from "./oauth-error.ts";

/** The fields of a form or query; a name that is there twice is refused (RFC 6749, section 3.1). */
export function fieldsOf(parameters: URLSearchParams): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of parameters) {
    if (fields.has(name)) throw new OAuthRefusal("invalid_request", `"${name}" is there twice.`);
    fields.set(name, value);
  }
  return fields;
}

export function need(fields: Map<string, string>, name: string, form: RegExp): string {
  const value = fields.get(name);
  if (value === undefined || !form.test(value)) throw new OAuthRefusal("invalid_request", `"${name}" is missing, or not of its form.`);
  return value;
}
