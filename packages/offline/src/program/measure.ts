import { ProgramError } from "./program-error.ts";

const secondsOf: Record<string, number> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

/** "90 seconds", "2 minutes", "1 hour", "14 days". */
export function toSeconds(duration: string): number {
  const [, count, unit = ""] = /^(\d+(?:\.\d+)?) (second|minute|hour|day)s?$/i.exec(duration) ?? [];
  const factor = secondsOf[unit.toLowerCase()];
  if (factor === undefined)
    throw new ProgramError(`"${duration}" is not a duration; write it as "30 seconds", "5 minutes", "1 hour" or "14 days".`);
  return Number(count) * factor;
}

/** "512 MB" or "1 GB" in megabytes. */
export function toMegabytes(size: string): number {
  const [, count, unit] = /^(\d+(?:\.\d+)?) (MB|GB)$/.exec(size) ?? [];
  if (unit === undefined) throw new ProgramError(`"${size}" is not a size; write it as "512 MB" or "1 GB".`);
  return Number(count) * (unit === "GB" ? 1024 : 1);
}
