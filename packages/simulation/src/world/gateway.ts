import { api as carts } from "@souk/cart/http";
import { api as checkout } from "@souk/checkout/http";
import { api as inventory } from "@souk/inventory/http";
import { api as orders } from "@souk/order/http";
import { api as payments } from "@souk/payment/http";
import type { Actor, Context } from "@souk/core";
import { invoke } from "./invocation.ts";
import type { World } from "./world.ts";

export const staffKey = "staff-key-of-simulations";

export interface ApiRequest {
  /** Names this very try. */
  label: string;
  /** The command that it counts for. */
  kind: string;
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
  /** Another shop than the world's own. */
  shopId?: string;
  /** Where no function of the simulation serves the path. */
  api?: Api;
}

type Api = typeof carts;

export interface Answer {
  /** 0: no answer came. 502 and 504 are the gateway's own: the function died, or its time was over. */
  status: number;
  text: string;
  headers: Record<string, string>;
}

const apis: [prefix: string, api: Api][] = [
  ["/v1/carts", carts],
  ["/v1/checkout", checkout as unknown as Api],
  ["/v1/inventory", inventory as unknown as Api],
  ["/v1/orders", orders as unknown as Api],
  ["/v1/payments", payments as unknown as Api],
];

/** A W3C trace of its own for every try, so that every event can be laid to the try that made it. */
export function traceOf(label: string): string {
  const hex = Buffer.from(label).toString("hex").slice(-32).padStart(32, "1");
  return `00-${hex}-${hex.slice(-16)}-01`;
}

/** In place of the issuer: whoever says that he is a customer is one. */
async function authenticate(_ctx: Context, bearer: string): Promise<Actor> {
  if (!/^cust(omer-|_)/.test(bearer)) throw new Error("the simulation knows customers and staff");
  return { type: "customer", customerId: bearer };
}

/** One try of a request: through the gateway to the domain's function and back. */
export async function request(
  world: World,
  { label, kind, method, path, headers = {}, body, shopId, api: given }: ApiRequest,
): Promise<Answer> {
  const api = given ?? apis.find(([prefix]) => path.startsWith(prefix))?.[1];
  if (!api) throw new Error(`nobody serves ${path}`);
  const ended = await invoke(world, { label, kind }, async (invocation) => {
    const env = {
      staffKey,
      contextOf: (origin: { actor: Actor; requestId: string; traceparent: string }) =>
        invocation.ctx(origin.actor, origin.requestId, origin.traceparent, shopId),
      authenticate,
    };
    const known = { "x-request-id": label.slice(-60), traceparent: traceOf(label), ...headers };
    const init = { method, headers: known, ...(body === undefined ? {} : { body }) };
    const answer = await api.request(path, init, env);
    return { status: answer.status, text: await answer.text(), headers: Object.fromEntries(answer.headers) };
  });
  if (ended.kind === "failed") throw ended.error;
  if (ended.kind !== "done") return { status: ended.kind === "crashed" ? 502 : 504, text: "{}", headers: {} };
  if (world.faults.strikes("F9", `${label}/answer`, kind, 0.5)) return { status: 0, text: "", headers: {} };
  return ended.value;
}
