import { createHash, timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import * as z from "zod";
import { api } from "./api.ts";
import { challenge } from "./challenge.ts";
import { ledger } from "./ledger.ts";
import { Refused } from "./intent.ts";
import type { Parts } from "./part.ts";
import { view } from "./view.ts";

const statuses: Record<string, 404 | 422 | 503> = {
  no_such_intent: 404,
  unknown_payment_method: 422,
  amount_too_large: 422,
  contended: 503,
};

/** The provider: an API for the shop (below `/v1`), the bank's page for the shopper, and its books to look at. */
export function createSandbox(parts: Parts) {
  const app = new Hono();
  const expected = digest(`Bearer ${parts.secret}`);
  app.use("/v1/*", async (c, next) => {
    if (!timingSafeEqual(digest(c.req.header("authorization") ?? ""), expected)) return c.json({ error: { code: "unauthorized" } }, 401);
    return next();
  });
  app.route("/v1", api(parts));
  app.route("/challenge", challenge(parts));
  app.route("/ledger", ledger(parts));
  app.notFound((c) => c.json({ error: { code: "not_found" } }, 404));
  app.onError((error, c) => {
    if (error instanceof Refused) {
      return c.json({ error: { code: error.code }, ...(error.intent ? { intent: view(error.intent) } : {}) }, statuses[error.code] ?? 409);
    }
    if (error instanceof z.ZodError || error instanceof SyntaxError)
      return c.json({ error: { code: "invalid", message: error.message } }, 400);
    const entry = { level: "error", message: "sandbox failed", error: error.name, reason: error.message, stack: error.stack };
    process.stdout.write(`${JSON.stringify(entry)}\n`);
    return c.json({ error: { code: "internal" } }, 500);
  });
  return app;
}

const digest = (value: string) => createHash("sha256").update(value).digest();
