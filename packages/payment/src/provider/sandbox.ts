import * as z from "zod";
import { MethodUnknown } from "../payment.error.ts";
import { type PaymentProvider, ProviderFailure, type Snapshot, type Webhook } from "../provider.ts";
import { verifySignature } from "./signature.ts";

const Intent = z.object({
  metadata: z.object({ shopId: z.string(), orderId: z.string(), paymentId: z.string() }),
  status: z.enum(["open", "requires_action", "authorized", "captured", "voided"]),
  amount: z.int(),
  currency: z.string(),
  captured: z.int(),
  attempts: z.array(
    z.object({
      id: z.string(),
      status: z.enum(["succeeded", "declined", "requires_action", "abandoned"]),
      declineCode: z.string().optional(),
      challengePath: z.string().optional(),
    }),
  ),
  refunds: z.array(z.object({ id: z.string(), amount: z.int() })),
});
const Page = z.object({ items: z.array(Intent), cursor: z.string().optional() });
const Refusal = z.object({ error: z.object({ code: z.string() }), intent: Intent.optional() });
const Delivered = z.object({ id: z.string(), data: Intent });

/** A command makes at most two calls, and the function's own time-out is 10 s: two of these fit, a provider's cold start too. */
const deadlineMilliseconds = 4000;

/** Failures of connecting: the request was never sent. */
const unsent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"]);

interface Options {
  url: string;
  secret: string;
}

interface Call {
  method: "GET" | "POST";
  path: string;
  key?: string;
  body?: unknown;
}

/** The sandbox behind the port: HTTP, JSON, an API key, an Idempotency-Key per act. */
export function createSandboxProvider({ url, secret }: Options): PaymentProvider {
  const base = url.endsWith("/") ? url : `${url}/`;

  async function exchange({ method, path, key, body }: Call): Promise<{ status: number; answer: unknown }> {
    const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json", ...(key ? { "idempotency-key": key } : {}) };
    try {
      const response = await fetch(new URL(path, base), {
        method,
        headers,
        signal: AbortSignal.timeout(deadlineMilliseconds),
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: response.status, answer: await response.json() };
    } catch (error) {
      throw new ProviderFailure(`the sandbox did not answer ${method} ${path}`, unsent.has(codeOf(error)), error);
    }
  }

  /** A refusal that shows the payment is an answer: its state says why. */
  async function call(request: Call): Promise<Snapshot | undefined> {
    const { status, answer } = await exchange(request);
    if (status === 200) return read(answer);
    const refusal = Refusal.safeParse(answer).data;
    const code = refusal?.error.code;
    if (code === "no_such_intent") return undefined;
    if (code === "unknown_payment_method") throw MethodUnknown();
    if (refusal?.intent) return toSnapshot(refusal.intent);
    // Below 500 the request was judged and turned away: whatever the reason, it did nothing.
    throw new ProviderFailure(`the sandbox answered ${status} ${code ?? ""}`, status < 500);
  }

  async function command(request: Call): Promise<Snapshot> {
    const snapshot = await call(request);
    if (!snapshot) throw new ProviderFailure(`the sandbox does not know the payment: ${request.path}`, true);
    return snapshot;
  }

  function read(answer: unknown): Snapshot {
    const { data, error } = Intent.safeParse(answer);
    if (!data) throw new ProviderFailure("the sandbox's answer is not understood", false, error);
    return toSnapshot(data);
  }

  const toSnapshot = ({ metadata, attempts, refunds, ...intent }: z.infer<typeof Intent>): Snapshot => ({
    ...metadata,
    ...intent,
    refunds: refunds.map(({ id, amount }) => ({ refundId: id, amount })),
    attempts: attempts.map(({ id, status, declineCode, challengePath }) => ({
      attemptId: id,
      status,
      declineCode,
      ...(challengePath ? { redirectUrl: new URL(challengePath, base).href } : {}),
    })),
  });

  const at = (paymentId: string, act = "") => `v1/intents/${encodeURIComponent(paymentId)}${act}`;

  return {
    name: "sandbox",
    create: ({ amount, currency, capture, ...metadata }) =>
      command({ method: "POST", path: "v1/intents", key: metadata.paymentId, body: { amount, currency, capture, metadata } }),
    confirm: ({ paymentId, attemptId, ...body }) => command({ method: "POST", path: at(paymentId, "/confirm"), key: attemptId, body }),
    find: (paymentId) => call({ method: "GET", path: at(paymentId) }),
    async changes({ from, to, cursor }) {
      const path = `v1/intents?${new URLSearchParams({ from, to, ...(cursor ? { cursor } : {}) }).toString()}`;
      const { status, answer } = await exchange({ method: "GET", path });
      const page = Page.safeParse(answer).data;
      if (status !== 200 || !page) throw new ProviderFailure(`the sandbox answered ${status} to a listing`, true);
      return { snapshots: page.items.map(toSnapshot), cursor: page.cursor };
    },
    capture: (paymentId) => command({ method: "POST", path: at(paymentId, "/capture"), key: `${paymentId}-capture` }),
    void: (paymentId) => call({ method: "POST", path: at(paymentId, "/void"), key: `${paymentId}-void` }),
    refund: ({ paymentId, refundId, amount }) =>
      command({ method: "POST", path: at(paymentId, "/refunds"), key: refundId, body: { amount } }),
    verifyWebhook(rawBody, header, now): Webhook | undefined {
      const id = verifySignature({ secret, rawBody, header, now });
      if (id === undefined) return undefined;
      return { id, snapshot: toSnapshot(Delivered.parse(JSON.parse(rawBody)).data) };
    },
  };
}

/** `fetch` hides the reason in its error's cause. */
function codeOf(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if ("code" in at && typeof at.code === "string") return at.code;
  return "";
}
