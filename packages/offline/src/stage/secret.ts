import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { readJson, writePrivate } from "./private-file.ts";

const staffKey = "StaffApiKey";

export interface Secrets {
  /** The value of a secret of the program; drawn when it is first asked for, and the same ever after. */
  find(id: string, placeholder?: string): string | undefined;
  staff(): string;
}

export function openSecrets(stateDir: string): Secrets {
  const file = join(stateDir, "secrets.json");
  const values = stringsOf(readJson(file));
  const draw = (id: string): string => {
    const known = values.get(id);
    if (known !== undefined) return known;
    // Hexadecimal: readers that want base64 (webhook secrets) take it too.
    const value = `${id === staffKey ? "souk_staff_" : ""}${randomBytes(32).toString("hex")}`;
    values.set(id, value);
    writePrivate(file, Object.fromEntries(values));
    return value;
  };
  return {
    // A placeholder is an answer of the program: only the staff key, which opens nothing while it is unset, is drawn in its place.
    find: (id, placeholder) => (placeholder !== undefined && id !== staffKey ? placeholder : draw(id)),
    staff: () => draw(staffKey),
  };
}

function stringsOf(value: unknown): Map<string, string> {
  const entries = Object.entries(typeof value === "object" && value !== null ? value : {});
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
