/** Reads an HTML form as trimmed texts; files and repeated names are left out. A body that is no form is an empty one. */
export async function readForm(request: Request): Promise<Record<string, string>> {
  try {
    const form = await request.formData();
    return Object.fromEntries(
      [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value.trim().slice(0, 500)]] : [])),
    );
  } catch {
    return {};
  }
}

/** Whole numbers of a form's field, kept within bounds. */
export function readCount(text: string | undefined, { min, max, fallback }: { min: number; max: number; fallback: number }): number {
  if (text === undefined || !/^\d{1,4}$/.test(text)) return fallback;
  return Math.min(Math.max(Number(text), min), max);
}

/** A key for each rendered form: sending that form twice does its work once. */
export const newKey = (): string => crypto.randomUUID();

/** The form's own key, when it is one that a form of this site could have had. */
export const keyOf = (form: Record<string, string>): string => (/^[\w-]{16,64}$/.test(form.key ?? "") ? (form.key ?? "") : newKey());
