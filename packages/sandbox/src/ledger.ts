import { Hono } from "hono";
import { html } from "hono/html";
import { amountText, page } from "./page.ts";
import type { Parts } from "./part.ts";
import { listEntries } from "./store.ts";

/**
 * The provider's books, as JSON or as a page for a browser. Open to read: it holds ids and amounts of test money, and whoever
 * compares them with the shop's books should not need a key.
 */
export function ledger(parts: Parts) {
  return new Hono().get("/", async (c) => {
    const { orderId, paymentId } = c.req.query();
    const all = await listEntries(parts);
    const items = all.filter((entry) => (!orderId || entry.orderId === orderId) && (!paymentId || entry.paymentId === paymentId));
    if (!c.req.header("accept")?.includes("text/html")) return c.json({ items }, 200);
    const rows = items
      .toReversed()
      .slice(0, 200)
      .map(
        (entry) =>
          html`<tr>
            <td>${entry.at}</td>
            <td>${entry.kind}</td>
            <td class="number">${amountText(entry.amount, entry.currency)}</td>
            <td>${entry.orderId}</td>
            <td>${entry.paymentId}</td>
            <td>${entry.reference}</td>
          </tr>`,
      );
    const body = html`<h1>Sandbox ledger</h1>
      <p>${items.length} entries, newest first. Test money only.</p>
      <table>
        <thead>
          <tr>
            <th>Time</th>
            <th>Kind</th>
            <th class="number">Amount</th>
            <th>Order</th>
            <th>Payment</th>
            <th>By</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>`;
    return page(c, { title: "Sandbox ledger", body, wide: true });
  });
}
