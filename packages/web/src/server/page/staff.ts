import type { Result } from "../api.ts";
import { keyOf, newKey, readForm } from "../form.ts";
import { type Loaded, ready, refusedBy } from "../loaded.ts";
import { type Problem, unknownOutcome } from "../problem.ts";
import { keepCookies, keepPrivate, redirectPage } from "../redirect.ts";
import { sessionOf } from "../sign-in.ts";
import { type Listed, listOrders, listProducts, type OrderHead, type ProductCard } from "../staff.ts";
import { currentEvent } from "../visit.ts";

export type Form = Record<string, string>;

/** What stands on every staff page besides its own data. */
export interface Said {
  key: string;
  /** "1" or the code of a problem. */
  outcome: string | undefined;
  /** What was typed into a form that could not be done: it is there still. */
  typed: Form;
}
/** `signed out` and `forbidden` are pages too, not errors. */
export type StaffPage<T> = { who: "nobody" } | { who: "forbidden" } | { who: "staff"; data: T & Said };

export interface Asked {
  bearer: string;
  query: URLSearchParams;
  /** What was sent to this page. */
  form: Form | undefined;
}

/** Runs a page's calls as the member of staff who signed in here. */
export async function asStaff<T extends object>(read: (asked: Asked) => Promise<Result<T & Partial<Said>>>): Promise<Loaded<StaffPage<T>>> {
  keepPrivate();
  const { request } = currentEvent();
  const { bearer, cookies } = await sessionOf(request, "staff");
  keepCookies(cookies);
  if (bearer === undefined) return ready({ who: "nobody" });
  const query = new URL(request.url).searchParams;
  const result = await read({ bearer, query, form: request.method === "POST" ? await readForm(request) : undefined });
  if (!result.ok) return refusal(result.problem);
  const outcome = query.get("done") ?? query.get("problem") ?? undefined;
  return ready({ who: "staff", data: { key: newKey(), outcome, typed: {}, ...result.value } });
}

function refusal(problem: Problem): Loaded<StaffPage<never>> {
  if (problem.status !== 401 && problem.status !== 403) return refusedBy(problem);
  currentEvent().response.status = problem.status;
  return ready({ who: "forbidden" });
}

export const invalid: Problem = { code: "request.invalid", title: "", status: 422 };
export const found = <T>(value: T): Result<T> => ({ ok: true, value, status: 200, etag: undefined });

/** After a form: back to the page when it was done; else the page again, with what was typed and why. */
export function concluded(result: Result<unknown> | undefined, form: Form, to: string): Partial<Said> {
  if (result?.ok) {
    redirectPage(`${to}${to.includes("?") ? "&" : "?"}done=1`);
    return {};
  }
  return refusedForm(result?.problem ?? invalid, form);
}

/** An answer that was lost is asked for again under the same key. */
export function refusedForm(problem: Problem, form: Form): Partial<Said> {
  currentEvent().response.status = problem.status;
  return { outcome: problem.code, typed: form, key: unknownOutcome(problem) ? keyOf(form) : newKey() };
}

export interface Day extends Listed<OrderHead> {
  day: string;
  today: string;
}

export const staffOrders = (): Promise<Loaded<StaffPage<Day>>> =>
  asStaff(async ({ bearer, query }) => {
    const asked = query.get("day") ?? "";
    const today = new Date().toISOString().slice(0, 10);
    const day = /^\d{4}-\d{2}-\d{2}$/.test(asked) && !Number.isNaN(Date.parse(asked)) ? asked : today;
    const cursor = query.get("cursor");
    const page = await listOrders(bearer, { day, ...(cursor ? { cursor } : {}) });
    return page.ok ? { ...page, value: { day, today, ...page.value } } : page;
  });

export interface Shelves {
  active: Listed<ProductCard>;
  draft: Listed<ProductCard>;
}

/** Two lists, each with its own place in it: `?active=` and `?draft=` are cursors. */
export const staffProducts = (): Promise<Loaded<StaffPage<Shelves>>> =>
  asStaff(async ({ bearer, query }) => {
    const [active, draft] = await Promise.all(
      (["active", "draft"] as const).map((status) => listProducts(bearer, status, query.get(status) ?? undefined)),
    );
    if (!active?.ok) return active ?? { ok: false, problem: invalid };
    if (!draft?.ok) return draft ?? { ok: false, problem: invalid };
    return found({ active: active.value, draft: draft.value });
  });
