import type { Problem } from "@souk/client";
import { CommandError } from "./target.ts";

/** `fetch` for the typed client: an API that does not answer is said in a sentence. */
export async function reach(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    throw new CommandError(`${new URL(request.url).origin} does not answer.`);
  }
}

/** What the API refused, in its own words. */
export function refused(error: unknown): never {
  const problem = error as Problem;
  const issues = (problem.issues ?? []).map((issue) => `\n  ${issue.path}: ${issue.message}`).join("");
  throw new CommandError(`${problem.title ?? String(error)}${issues}`);
}
