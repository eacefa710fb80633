import { Hono } from "hono";
import * as z from "zod";
import { attempt, cancel, capture, type Change, type Intent, open, refund, Refused } from "./intent.ts";
import { findMethod } from "./method.ts";
import type { Parts } from "./part.ts";
import { change, createIntent, findIntent, listChanged } from "./store.ts";
import { view } from "./view.ts";
import { announce } from "./webhook.ts";

const Id = z.string().min(1).max(100);
const Amount = z.int().min(0).max(1e12);
const NewIntent = z.strictObject({
  amount: Amount,
  currency: z.string().regex(/^[A-Z]{3}$/),
  capture: z.enum(["automatic", "manual"]).default("automatic"),
  metadata: z.strictObject({ shopId: Id, orderId: Id, paymentId: Id }),
});
const Confirm = z.strictObject({
  paymentMethod: Id,
  returnUrl: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
});
const NewRefund = z.strictObject({ amount: Amount.min(1) });

const Instant = z.iso.datetime();
const Window = z.strictObject({
  from: Instant,
  to: Instant,
  cursor: z.string().min(1).max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** Payments are addressed by the shop's own id, which is also what makes their creation happen once. */
export function api(parts: Parts) {
  const keyed = (key: string | undefined) => Id.parse(key, { error: () => "Idempotency-Key is missing" });

  async function run(paymentId: string, make: (intent: Intent) => Change | undefined) {
    const done = await change(parts, paymentId, make);
    if (done.change) await announce(parts, done.change.webhook, done.intent);
    return done;
  }

  return new Hono()
    .post("/intents", async (c) => {
      const input = NewIntent.parse(await c.req.json());
      const intent = await createIntent(parts, open(input, parts.now().toISOString()));
      if (intent.amount !== input.amount || intent.currency !== input.currency) throw new Refused("idempotency_mismatch", intent);
      return c.json(view(intent), 200);
    })
    .get("/intents", async (c) => {
      const { paymentIds, cursor } = await listChanged(parts, Window.parse(c.req.query()));
      const intents = await Promise.all(paymentIds.map((paymentId) => findIntent(parts, paymentId)));
      return c.json({ items: intents.flatMap((intent) => (intent ? [view(intent)] : [])), ...(cursor ? { cursor } : {}) }, 200);
    })
    .get("/intents/:paymentId", async (c) => {
      const intent = await findIntent(parts, c.req.param("paymentId"));
      if (!intent) throw new Refused("no_such_intent");
      return c.json(view(intent), 200);
    })
    .post("/intents/:paymentId/confirm", async (c) => {
      const id = keyed(c.req.header("idempotency-key"));
      const { paymentMethod, returnUrl } = Confirm.parse(await c.req.json());
      const method = findMethod(paymentMethod);
      if (!method) throw new Refused("unknown_payment_method");
      const next = { id, method: paymentMethod, returnUrl, challengeId: parts.id("ch"), at: parts.now().toISOString() };
      const done = await run(c.req.param("paymentId"), (intent) =>
        intent.attempts.some((one) => one.id === id) ? undefined : attempt(intent, method, next),
      );
      if (done.change && method.silentMilliseconds) await parts.sleep(method.silentMilliseconds);
      return c.json(view(done.intent), 200);
    })
    .post("/intents/:paymentId/capture", async (c) => {
      const { intent } = await run(c.req.param("paymentId"), (now) => (now.status === "captured" ? undefined : capture(now)));
      return c.json(view(intent), 200);
    })
    .post("/intents/:paymentId/void", async (c) => {
      const { intent } = await run(c.req.param("paymentId"), (now) => (now.status === "voided" ? undefined : cancel(now)));
      return c.json(view(intent), 200);
    })
    .post("/intents/:paymentId/refunds", async (c) => {
      const id = keyed(c.req.header("idempotency-key"));
      const { amount } = NewRefund.parse(await c.req.json());
      const { intent } = await run(c.req.param("paymentId"), (now) => {
        const known = now.refunds.find((one) => one.id === id);
        if (known && known.amount !== amount) throw new Refused("idempotency_mismatch", now);
        return known ? undefined : refund(now, { id, amount, at: parts.now().toISOString() });
      });
      return c.json(view(intent), 200);
    });
}
