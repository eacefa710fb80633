/**
 * `npm run left-behind -- STATES OPEN`: stages of pull requests that are not open, as a JSON list. STATES is a JSON list of the state bucket's
 * keys ("app/souk/pr-7.json"), OPEN a list of `{ "number": 7 }`.
 */
import { readFileSync } from "node:fs";

export function leftBehind(keys: string[] | null, open: { number: number }[]): string[] {
  const kept = new Set(open.map(({ number }) => `pr-${number}`));
  // Whatever else lies there, nothing but a pull request's stage is ever named.
  const stages = (keys ?? []).flatMap((key) => /^app\/[\w-]+\/(pr-\d+)\.json$/.exec(key)?.[1] ?? []);
  return [...new Set(stages)].filter((stage) => !kept.has(stage));
}

if (import.meta.main) {
  const [states, open] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8")) as unknown);
  console.log(JSON.stringify(leftBehind(states as string[] | null, open as { number: number }[])));
}
