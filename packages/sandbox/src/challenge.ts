import { Hono } from "hono";
import { html } from "hono/html";
import { answer, type Attempt, type Intent, Refused } from "./intent.ts";
import { amountText, page } from "./page.ts";
import type { Parts } from "./part.ts";
import { change, findChallenge, findIntent } from "./store.ts";
import { announce } from "./webhook.ts";

interface Found {
  intent: Intent;
  attempt: Attempt;
}

/** The bank's page (3-D Secure): two plain forms that post to their own address, so that it may be served below any path. */
export function challenge(parts: Parts) {
  async function find(challengeId: string): Promise<Found | undefined> {
    const known = await findChallenge(parts, challengeId);
    const intent = known && (await findIntent(parts, known.paymentId));
    const attempt = intent?.attempts.find((one) => one.id === known?.attemptId);
    return intent && attempt ? { intent, attempt } : undefined;
  }

  return new Hono()
    .get("/:id", async (c) => {
      const found = await find(c.req.param("id"));
      if (!found) return page(c, { title: "Not found", body: html`<h1>There is no such payment.</h1>`, status: 404 });
      const { intent, attempt } = found;
      if (attempt.status !== "requires_action") return page(c, { title: "Already answered", body: over(found), status: 409 });
      const amount = amountText(intent.amount, intent.currency);
      const body = html`<h1>Confirm your payment</h1>
        <p>Sandbox Bank, a test page. No money moves.</p>
        <p class="amount">${amount}</p>
        <form method="post"><input type="hidden" name="decision" value="approve" /><button class="approve">Approve</button></form>
        <form method="post"><input type="hidden" name="decision" value="decline" /><button class="decline">Decline</button></form>`;
      return page(c, { title: `Confirm ${amount}`, body, redirectOrigin: attempt.returnUrl && new URL(attempt.returnUrl).origin });
    })
    .post("/:id", async (c) => {
      const found = await find(c.req.param("id"));
      if (!found) return page(c, { title: "Not found", body: html`<h1>There is no such payment.</h1>`, status: 404 });
      const { decision } = await c.req.parseBody();
      if (decision !== "approve" && decision !== "decline") return c.json({ error: { code: "invalid" } }, 400);
      await decide(parts, found, decision === "approve");
      const target = backTo(found);
      return target
        ? c.redirect(target, 303)
        : page(c, {
            title: "Thank you",
            body: html`<h1>Thank you</h1>
              <p>You may close this page.</p>`,
          });
    });
}

/** A second click, or a click after the shopper began anew with another card, changes nothing. */
async function decide(parts: Parts, { intent, attempt }: Found, approved: boolean): Promise<void> {
  try {
    const done = await change(parts, intent.metadata.paymentId, (now) => answer(now, attempt.id, approved));
    if (done.change) await announce(parts, done.change.webhook, done.intent);
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== "challenge_over") throw error;
  }
}

function backTo({ intent, attempt }: Found): string | undefined {
  if (!attempt.returnUrl) return undefined;
  const url = new URL(attempt.returnUrl);
  url.searchParams.set("payment", intent.metadata.paymentId);
  return url.href;
}

function over(found: Found) {
  const target = backTo(found);
  return html`<h1>This payment was answered already</h1>
    <p>${target ? html`<a href="${target}">Back to the shop</a>` : "You may close this page."}</p>`;
}
