import { type CloudEvent, type Context, transact } from "@souk/core";
import { consumer } from "@souk/core/consumer";
import { Order } from "@souk/order";
import { useHarness } from "@souk/testing";
import { beforeEach, expect, test, vi } from "vitest";
import { reactionsWith } from "../src/consumer.ts";
import type { Mail } from "../src/mail.model.ts";
import { sample } from "../../payment/test/sample.ts";

const harness = useHarness();
const mails: Mail[] = [];
let failing: Error | undefined;
let crashing = false;

beforeEach(() => {
  mails.length = 0;
  failing = undefined;
  crashing = false;
  harness.links["Sender"] = { address: "orders@souk.example" };
  harness.links["Site"] = { url: "https://shop.example" };
});

const contextOf = (): Context => harness.ctx({ type: "system", name: "notification" });
const handler = consumer(
  "notification",
  reactionsWith(async (mail) => {
    if (failing) throw failing;
    mails.push(mail);
    // As if the function were gone between the mail and its record.
    if (crashing) throw new Error("gone");
    return `ses-${mails.length}`;
  }),
  contextOf,
);

async function deliver(event: CloudEvent): Promise<"done" | "failed"> {
  const { batchItemFailures } = await handler({ Records: [{ messageId: "m1", body: JSON.stringify({ detail: event }) }] } as never);
  return batchItemFailures.length === 0 ? "done" : "failed";
}

async function ordered(country = "DE", change: Partial<Order.NewOrder> = {}) {
  const ctx = harness.ctx();
  const order = Order.draft(ctx, { ...sample, country, ...change });
  await transact(ctx, Order.placing(ctx, order));
  return order.head;
}

function event(type: string, data: Record<string, unknown>): CloudEvent {
  const ctx = harness.ctx();
  const fixed = {
    specversion: "1.0" as const,
    source: "souk.order",
    dataschema: "x",
    datacontenttype: "application/json" as const,
    shopid: "demo",
    actor: "guest",
  };
  return {
    ...fixed,
    id: ctx.id("evt"),
    type,
    time: ctx.now().toISOString(),
    subject: String(data["orderId"]),
    sequence: 2,
    traceparent: ctx.traceparent,
    data,
  };
}

const total = { amount: 3390, currency: "EUR" };
const paid = ({ orderId, paymentId }: Order.Head) => event("order.paid", { orderId, paymentId, amount: total });

test("a paid order is confirmed in the language of its market, with a link of its own", async () => {
  const head = await ordered("DE");
  expect(await deliver(paid(head))).toBe("done");
  expect(mails).toHaveLength(1);
  const [mail] = mails;
  expect(mail).toMatchObject({
    to: "ada@example.com",
    from: '"Souk" <orders@souk.example>',
    subject: `Ihre Bestellung ${head.number} bei Souk ist bestätigt`,
  });
  expect(mail?.text).toContain("33,90\u00a0€");
  expect(mail?.text).toContain("Torstraße 1");
  const token = harness.ctx().tokens.mint("order", head.orderId);
  expect(mail?.text).toContain(`https://shop.example/orders/${head.orderId}?token=${token}`);
  expect(mail?.html).toContain('<html lang="de">');
});

test("other markets read English", async () => {
  const head = await ordered("FR");
  await deliver(paid(head));
  expect(mails[0]?.subject).toBe(`Your Souk order ${head.number} is confirmed`);
  expect(mails[0]?.text).toContain("€33.90");
});

test("shipped, canceled and refunded each have a mail", async () => {
  const { orderId, paymentId } = await ordered("NL");
  const lines = [{ sku: "MUG-BLUE", location: "main", quantity: 2, tracked: true }];
  const tracking = { carrier: "DHL", number: "0034", url: "https://dhl.example/0034" };
  await deliver(event("order.fulfilled", { orderId, paymentId, fulfillmentId: "ful_1", lines, tracking, complete: false }));
  await deliver(event("order.canceled", { orderId, paymentId, reason: "hold_expired", reservations: [], paymentStatus: "unpaid" }));
  await deliver(
    event("payment.refunded", {
      orderId,
      paymentId,
      refundId: "ref_1",
      amount: { amount: 667, currency: "EUR" },
      tax: total,
      totalRefunded: total,
      automatic: false,
    }),
  );
  expect(mails[0]?.text).toContain("2 × Stoneware MUG-BLUE");
  expect(mails[0]?.text).not.toContain("GIFT-WRAP");
  expect(mails[0]?.html).toContain('href="https://dhl.example/0034"');
  expect(mails[1]?.text).toContain("Nothing was charged");
  expect(mails[2]?.text).toContain("€6.67");
  expect(mails).toHaveLength(3);
});

test("an event delivered twice is mailed once", async () => {
  const again = paid(await ordered());
  expect([await deliver(again), await deliver(again)]).toEqual(["done", "done"]);
  expect(mails).toHaveLength(1);
});

test("two workers with one event send one mail, and the second comes again", async () => {
  const same = paid(await ordered());
  const outcomes = await Promise.all([deliver(same), deliver(same)]);
  expect(mails).toHaveLength(1);
  expect(outcomes).toContain("done");
  expect(await deliver(same)).toBe("done");
  expect(mails).toHaveLength(1);
});

test("a crash between sending and recording doubles the mail once at most", async () => {
  const same = paid(await ordered());
  crashing = true;
  expect(await deliver(same)).toBe("failed");
  crashing = false;
  expect(await deliver(same)).toBe("failed");
  harness.clock.advance(60_000);
  expect(await deliver(same)).toBe("done");
  expect(await deliver(same)).toBe("done");
  expect(mails).toHaveLength(2);
});

test("an event older than a day is mailed to nobody", async () => {
  const old = paid(await ordered());
  harness.clock.advance(24 * 3600 * 1000 + 1);
  expect(await deliver(old)).toBe("done");
  expect(mails).toEqual([]);
});

test("what people typed is escaped in HTML", async () => {
  const contact = { email: "ada@example.com", name: '<script>alert("x")</script>' };
  await deliver(paid(await ordered("DE", { contact })));
  expect(mails[0]?.html).not.toContain("<script>");
  expect(mails[0]?.html).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
});

test("nothing personal is logged or kept beside the order, even when the mail service names the address", async () => {
  const written: string[] = [];
  const output = vi.spyOn(process.stdout, "write").mockImplementation((line) => written.push(String(line)) > 0);
  try {
    const head = await ordered();
    failing = new Error("Email address is not verified: ada@example.com");
    expect(await deliver(paid(head))).toBe("failed");
    failing = undefined;
    expect(await deliver(paid(head))).toBe("done");
  } finally {
    output.mockRestore();
  }
  const logged = JSON.stringify([harness.logs, written]);
  expect(written.length).toBeGreaterThan(0);
  for (const personal of ["ada@example.com", "Ada Byron", "Torstraße", "token="]) expect(logged).not.toContain(personal);
  const rows = (await harness.items()).filter((item) => item["sk"] === "mail");
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every((row) => /^demo#mail#evt_[0-9a-z]{26}$/.test(String(row["pk"])))).toBe(true);
  expect(JSON.stringify(rows)).not.toMatch(/ada@example.com|Ada Byron/);
});
