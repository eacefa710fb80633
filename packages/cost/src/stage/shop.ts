import { newKey, type Stage } from "@souk/testing";
import { type Counts, nothing, plus } from "../counts.ts";
import type { Reply, Request, Shop } from "../journey.ts";
import { accessLogBytes } from "../log.ts";

/** An entry of the console's `/api/usage`. */
interface Invocation {
  id: string;
  functionId: string;
  source: string;
  logBytes: number;
  subjects: string[];
  usage?: { cpuMilliseconds: number; parts: { dynamo: Record<string, { calls: number; read: number; write: number }> }[] };
}
interface BusEvent {
  id: string;
  rules: string[];
  detail: { subject: string; traceparent: string };
}

const orderId = /\b(?:order|pay)_([0-9a-z]{26})\b/g;

/**
 * A running stage. What belongs to a journey is told by its trace, which every request sends and every event carries on, and by the
 * order's id: a provider's webhook knows no trace. The provider itself is somebody else's bill.
 */
export function stageShop(stage: Stage): Shop & { begin(): void; request(request: Request): Promise<Reply> } {
  let trace = "";
  // Never emptied: what belongs to an earlier journey is in both of two counts, and their difference is what counts.
  const subjects = new Set<string>();
  let here: Counts = nothing;
  const invocations = new Map<string, Invocation>();
  const add = (change: Partial<Counts>) => void (here = plus(here, { ...nothing, ...change }));

  async function counts(): Promise<Counts> {
    for (const invocation of await stage.control<Invocation[]>("/api/usage")) invocations.set(invocation.id, invocation);
    const own = [...invocations.values()].filter(
      ({ functionId, subjects: about }) => !functionId.startsWith("Sandbox") && about.some((one) => subjects.has(one)),
    );
    const events = (await stage.control<BusEvent[]>("/api/events")).filter(({ detail }) => subjects.has(detail.traceparent.slice(3, 35)));
    return plus(own.map(countsOf).reduce(plus, here), {
      ...nothing,
      events: events.length,
      messages: events.reduce((sum, { rules }) => sum + rules.length, 0),
    });
  }

  return {
    counts,
    settle: () => stage.settled(60),
    begin() {
      trace = crypto.randomUUID().replaceAll("-", "");
      subjects.add(trace);
    },
    async request({ method, path, body, token, staff, idempotent }) {
      const response = await fetch(new URL(path, stage.api), {
        method,
        headers: {
          traceparent: `00-${trace || "1".repeat(32)}-${"1".repeat(16)}-01`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(token === undefined ? {} : { "souk-token": token }),
          ...(staff ? { authorization: `Bearer ${stage.keys.staff}` } : {}),
          ...(idempotent ? { "idempotency-key": newKey() } : {}),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (trace) for (const [, id] of text.matchAll(orderId)) if (id) subjects.add(id);
      add({ bytesOut: Buffer.byteLength(text) });
      const write = Number(/\bwrite=([\d.]+)/.exec(response.headers.get("souk-cost") ?? "")?.[1] ?? 0);
      return { status: response.status, body: text ? (JSON.parse(text) as Reply["body"]) : {}, write };
    },
  };
}

function countsOf({ source, functionId, usage, logBytes }: Invocation): Counts {
  const operations = (usage?.parts ?? []).flatMap((part) => Object.values(part.dynamo));
  const sum = (pick: (one: (typeof operations)[number]) => number) => operations.reduce((total, one) => total + pick(one), 0);
  const requests = source === "http" ? 1 : 0;
  return {
    ...nothing,
    requests,
    calls: sum((one) => one.calls),
    read: sum((one) => one.read),
    write: sum((one) => one.write),
    mails: functionId.startsWith("Notification") && operations.length > 0 ? 1 : 0,
    logBytes: logBytes + requests * accessLogBytes,
    cpuMilliseconds: usage?.cpuMilliseconds ?? 0,
  };
}
