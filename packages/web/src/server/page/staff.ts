import { newKey } from "../form.ts";
import { type Loaded, ready, refusedBy } from "../loaded.ts";
import { getOrder, type Order } from "../order.ts";
import type { Problem } from "../problem.ts";
import type { Result } from "../api.ts";
import { keepCookies, keepPrivate } from "../redirect.ts";
import { sessionOf } from "../sign-in.ts";
import { getLevel, type Level, listOrders, listProducts, type OrderHead, type ProductCard } from "../staff.ts";
import { currentEvent } from "../visit.ts";

/** What stands on every staff page besides its own data. */
export interface Said {
  key: string;
  outcome: string | undefined;
}
/** `signed out` and `forbidden` are pages too, not errors. */
export type StaffPage<T> = { who: "nobody" } | { who: "forbidden" } | { who: "staff"; data: T & Said };

/** Runs a page's calls as the member of staff who signed in here. */
async function asStaff<T>(read: (bearer: string, query: URLSearchParams) => Promise<Result<T>>): Promise<Loaded<StaffPage<T>>> {
  keepPrivate();
  const { request } = currentEvent();
  const { bearer, cookies } = await sessionOf(request, "staff");
  keepCookies(cookies);
  if (bearer === undefined) return ready({ who: "nobody" });
  const query = new URL(request.url).searchParams;
  const result = await read(bearer, query);
  if (!result.ok) return refusal(result.problem);
  const outcome = query.get("done") ?? query.get("problem") ?? undefined;
  return ready({ who: "staff", data: { ...result.value, key: newKey(), outcome } });
}

function refusal(problem: Problem): Loaded<StaffPage<never>> {
  if (problem.status !== 401 && problem.status !== 403) return refusedBy(problem);
  currentEvent().response.status = problem.status;
  return ready({ who: "forbidden" });
}

export interface Day {
  day: string;
  items: OrderHead[];
  cursor: string | null;
}

export const staffOrders = (): Promise<Loaded<StaffPage<Day>>> =>
  asStaff(async (bearer, query) => {
    const day = /^\d{4}-\d{2}-\d{2}$/.test(query.get("day") ?? "") ? (query.get("day") ?? "") : new Date().toISOString().slice(0, 10);
    const cursor = query.get("cursor");
    const page = await listOrders(bearer, { day, ...(cursor ? { cursor } : {}) });
    return page.ok ? { ...page, value: { day, ...page.value } } : page;
  });

export const staffOrder = (orderId: string): Promise<Loaded<StaffPage<{ order: Order }>>> =>
  asStaff(async (bearer) => {
    const order = await getOrder(orderId, { bearer });
    return order.ok ? { ...order, value: { order: order.value } } : order;
  });

export const staffStock = (): Promise<Loaded<StaffPage<{ sku: string; level: Level | undefined; untracked: boolean }>>> =>
  asStaff(async (bearer, query) => {
    const sku = query.get("sku")?.trim() ?? "";
    const level = sku === "" ? undefined : await getLevel(bearer, sku);
    if (level && !level.ok && level.problem.status !== 404) return level;
    const found = level?.ok ? level.value : undefined;
    return { ok: true, status: 200, etag: undefined, value: { sku, level: found, untracked: sku !== "" && !found } };
  });

export interface Shelf {
  active: ProductCard[];
  draft: ProductCard[];
}

export const staffProducts = (): Promise<Loaded<StaffPage<Shelf>>> =>
  asStaff(async (bearer) => {
    const [active, draft] = await Promise.all([listProducts(bearer, "active"), listProducts(bearer, "draft")]);
    if (!active.ok) return active;
    if (!draft.ok) return draft;
    return { ...active, value: { active: active.value.items, draft: draft.value.items } };
  });
