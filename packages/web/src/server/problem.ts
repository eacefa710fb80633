/** RFC 9457 problem details as the API sends them. */
export interface Problem {
  code: string;
  title: string;
  status: number;
  requestId?: string;
  issues?: { path: string; message: string }[];
  [detail: string]: unknown;
}

/** No answer, an unreadable one or a 5xx: what was asked for may have been done or not. */
export const unknownOutcome = (problem: Problem): boolean => problem.status >= 500;

export const unreachable = (): Problem => ({ code: "site.unreachable", title: "The shop's API gave no answer.", status: 503 });

/** Reads an error's body. What is not the API's own, such as a gateway's page, tells its status alone. */
export function problemOf(body: unknown, status: number): Problem {
  const problem = typeof body === "object" && body !== null ? (body as Partial<Problem>) : {};
  if (typeof problem.code !== "string") return { ...unreachable(), status };
  return { ...problem, code: problem.code, title: problem.title ?? problem.code, status };
}
