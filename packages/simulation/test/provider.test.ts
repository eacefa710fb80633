import { createSandboxProvider } from "../../payment/src/provider/sandbox.ts";
import { type PaymentProvider, ProviderFailure } from "../../payment/src/provider.ts";
import { expect, test } from "vitest";
import { live } from "../src/live.ts";
import { Faults } from "../src/fault.ts";
import { invoke } from "../src/world/invocation.ts";
import { providerSecret, providerUrl } from "../src/world/provider.ts";
import type { World } from "../src/world/world.ts";

const paymentId = "pay_1";
const payment = { shopId: "demo", orderId: "order_1", paymentId, amount: 1000, currency: "EUR", capture: "automatic" as const };

/** The port over the simulation's network, in a function of its own. */
const withProvider = (name: string, use: (provider: PaymentProvider, world: World) => Promise<void>) =>
  live(name, async (world) => {
    const ended = await invoke(world, { label: name, kind: "confirmPayment" }, () =>
      use(createSandboxProvider({ url: providerUrl, secret: providerSecret }), world),
    );
    if (ended.kind !== "done") throw ended.kind === "failed" ? ended.error : new Error(ended.kind);
  });

test("a payment is created once and found by our id", () =>
  withProvider("create", async (provider) => {
    expect(await provider.find(paymentId)).toBeUndefined();
    const created = await provider.create(payment);
    expect(await provider.create(payment)).toEqual(created);
    expect(await provider.find(paymentId)).toMatchObject({ orderId: "order_1", paymentId, status: "open", captured: 0 });
  }));

test("attempts charge once, however many at once, and the ledger says so", () =>
  withProvider("charge", async (provider, world) => {
    await provider.create(payment);
    const confirm = (attemptId: string) => provider.confirm({ paymentId, attemptId, paymentMethod: "pm_card_visa" });
    for (const answer of await Promise.all([confirm("a"), confirm("a"), confirm("b")]))
      expect(answer).toMatchObject({ status: "captured", captured: 1000 });
    expect(world.provider.ledger().map(({ kind, amount }) => [kind, amount])).toEqual([["charge", 1000]]);
  }));

test("refunds are made once per id and within the charge; what is voided charges nothing", () =>
  withProvider("refund", async (provider) => {
    await provider.create(payment);
    await provider.confirm({ paymentId, attemptId: "a", paymentMethod: "pm_card_visa" });
    await Promise.all([1, 2].map(() => provider.refund({ paymentId, refundId: "r1", amount: 600 })));
    expect((await provider.refund({ paymentId, refundId: "r2", amount: 600 })).refunds).toEqual([{ refundId: "r1", amount: 600 }]);
    await provider.create({ ...payment, paymentId: "pay_2" });
    expect((await provider.void("pay_2"))?.status).toBe("voided");
    expect((await provider.confirm({ paymentId: "pay_2", attemptId: "a", paymentMethod: "pm_card_visa" })).status).toBe("voided");
  }));

test("an answer that is lost leaves the charge, and is no certain failure", () =>
  withProvider("lost", async (provider, world) => {
    await provider.create(payment);
    Object.assign(world, { faults: new Faults("lost", { F12: 0.9 }) });
    const failures: unknown[] = [];
    for (let attempt = 1; attempt <= 2; attempt += 1)
      await provider.confirm({ paymentId, attemptId: "a", paymentMethod: "pm_card_visa" }).catch((error: unknown) => failures.push(error));
    expect(failures.length).toBeGreaterThan(0);
    for (const failure of failures) expect(failure).toMatchObject({ certain: false });
    expect(failures[0]).toBeInstanceOf(ProviderFailure);
  }));
