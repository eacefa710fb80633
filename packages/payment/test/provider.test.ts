import { signWebhook } from "@souk/sandbox";
import { beforeEach, describe, expect, test } from "vitest";
import { type PaymentProvider, ProviderFailure } from "../src/provider.ts";
import { createSandboxProvider } from "../src/provider/sandbox.ts";
import { useStage } from "./stage.ts";

const stage = useStage();
let serial = 0;

/** What any provider behind the port must do. Each adapter runs it; here, the sandbox's, over real HTTP. */
function contract(name: string, make: () => PaymentProvider, approve: (redirectUrl: string) => Promise<unknown>) {
  describe(`the port's contract: ${name}`, () => {
    let provider: PaymentProvider;
    let paymentId = "";
    const open = (capture: "automatic" | "manual" = "automatic") =>
      provider.create({ shopId: "demo", orderId: `order_of_${paymentId}`, paymentId, amount: 1000, currency: "EUR", capture });

    beforeEach(() => {
      provider = make();
      paymentId = `pay_${(serial += 1)}`;
    });

    test("a payment is created once and found by our id, with our ids in it", async () => {
      expect(await provider.find(paymentId)).toBeUndefined();
      const created = await open();
      expect(await open()).toEqual(created);
      expect(await provider.find(paymentId)).toMatchObject({
        shopId: "demo",
        orderId: `order_of_${paymentId}`,
        paymentId,
        status: "open",
        amount: 1000,
        captured: 0,
      });
    });

    test("one attempt charges once, however often it is sent, and no other attempt charges again", async () => {
      await open();
      const confirm = (attemptId: string) => provider.confirm({ paymentId, attemptId, paymentMethod: "pm_card_visa" });
      const answers = await Promise.all([confirm("att_1"), confirm("att_1"), confirm("att_2")]);
      for (const answer of answers) expect(answer).toMatchObject({ status: "captured", captured: 1000 });
      expect((await provider.find(paymentId))?.attempts.filter(({ status }) => status === "succeeded")).toHaveLength(1);
    });

    test("a decline names its reason and leaves the payment open", async () => {
      await open();
      const declined = await provider.confirm({ paymentId, attemptId: "att_1", paymentMethod: "pm_card_chargeDeclined" });
      expect(declined).toMatchObject({
        status: "open",
        attempts: [{ attemptId: "att_1", status: "declined", declineCode: "generic_decline" }],
      });
      expect(await provider.confirm({ paymentId, attemptId: "att_1", paymentMethod: "pm_card_chargeDeclined" })).toEqual(declined);
    });

    test("a challenge leads to a page, and approval charges", async () => {
      await open();
      const challenged = await provider.confirm({ paymentId, attemptId: "att_1", paymentMethod: "pm_card_authenticationRequired" });
      const redirectUrl = challenged.attempts[0]?.redirectUrl ?? "";
      expect(challenged.status).toBe("requires_action");
      expect(URL.canParse(redirectUrl)).toBe(true);
      await approve(redirectUrl);
      expect((await provider.find(paymentId))?.status).toBe("captured");
    });

    test("what is authorized is captured or voided, once", async () => {
      await open("manual");
      expect((await provider.confirm({ paymentId, attemptId: "att_1", paymentMethod: "pm_card_visa" })).status).toBe("authorized");
      expect((await provider.capture(paymentId)).status).toBe("captured");
      expect((await provider.capture(paymentId)).captured).toBe(1000);
      expect((await provider.void(paymentId))?.status).toBe("captured");
    });

    test("a voided payment charges nothing", async () => {
      expect(await provider.void(paymentId)).toBeUndefined();
      await open();
      expect((await provider.void(paymentId))?.status).toBe("voided");
      expect((await provider.confirm({ paymentId, attemptId: "att_1", paymentMethod: "pm_card_visa" })).status).toBe("voided");
      expect((await provider.void(paymentId))?.status).toBe("voided");
    });

    test("refunds are made once per id and never exceed the charge", async () => {
      await open();
      await provider.confirm({ paymentId, attemptId: "att_1", paymentMethod: "pm_card_visa" });
      const refund = (refundId: string, amount: number) => provider.refund({ paymentId, refundId, amount });
      await Promise.all([refund("ref_1", 600), refund("ref_1", 600)]);
      const { refunds } = await refund("ref_2", 600);
      expect(refunds).toEqual([{ refundId: "ref_1", amount: 600 }]);
    });

    test("what changed in a time is listed page by page, each payment as it is now, and nothing of another time", async () => {
      const at = () => new Date(stage.clock.now).toISOString();
      const listed = async (from: string, to: string) => {
        const found: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await provider.changes({ from, to, cursor });
          for (const snapshot of page.snapshots) found.push(`${snapshot.paymentId} ${snapshot.status} ${snapshot.refunds.length}`);
          cursor = page.cursor;
        } while (cursor !== undefined);
        return [...new Set(found)].toSorted();
      };
      const first = paymentId;
      stage.clock.advance(1000);
      const from = at();
      await open();
      await provider.confirm({ paymentId, attemptId: "att_1", paymentMethod: "pm_card_visa" });
      stage.clock.advance(1000);
      const between = at();
      await provider.refund({ paymentId, refundId: "ref_1", amount: 100 });
      const many = Array.from({ length: 45 }, () => `pay_${(serial += 1)}`);
      for (paymentId of many) {
        await open();
        await provider.void(paymentId);
      }
      stage.clock.advance(1000);
      expect(await listed(from, between)).toEqual([`${first} captured 1`]);
      expect(await listed(between, at())).toEqual([`${first} captured 1`, ...many.map((one) => `${one} voided 0`)].toSorted());
      expect(await listed(at(), "2099-01-01T00:00:00.000Z")).toEqual([]);
    });

    test("an unknown payment method is refused as such", async () => {
      await open();
      await expect(provider.confirm({ paymentId, attemptId: "att_1", paymentMethod: "pm_nobody" })).rejects.toMatchObject({
        code: "payment.method_unknown",
      });
    });
  });
}

contract(
  "sandbox",
  () => createSandboxProvider({ url: stage.url, secret: stage.parts.secret }),
  (redirectUrl) => stage.bank(redirectUrl, "approve"),
);

test("a wrong key did nothing for certain; a provider in trouble may have", async () => {
  const wrong = createSandboxProvider({ url: stage.url, secret: "wrong" });
  const failed = (provider: PaymentProvider) => provider.capture("pay_x").catch((error: unknown) => error);
  expect(await failed(wrong)).toMatchObject({ certain: true });
  stage.outage.mode = "error";
  const failure = await failed(createSandboxProvider({ url: stage.url, secret: stage.parts.secret }));
  expect(failure).toBeInstanceOf(ProviderFailure);
  expect(failure).toMatchObject({ certain: false });
});

test("a secret may be written as Standard Webhooks write it, and one of several signatures is enough", async () => {
  const secret = `whsec_${Buffer.from("another secret of tests").toString("base64")}`;
  const provider = createSandboxProvider({ url: stage.url, secret });
  const intent = {
    metadata: { shopId: "demo", orderId: "o", paymentId: "p" },
    status: "open",
    amount: 1,
    currency: "EUR",
    captured: 0,
    attempts: [],
    refunds: [],
  };
  const body = JSON.stringify({ id: "msg_1", data: intent });
  const now = new Date();
  const headers: Record<string, string> = signWebhook(secret, "msg_1", body, now);
  const several = { ...headers, "webhook-signature": `v1,AAAA v2,${"A".repeat(44)} ${headers["webhook-signature"]}` };
  expect(provider.verifyWebhook(body, (name) => headers[name], now)?.id).toBe("msg_1");
  expect(provider.verifyWebhook(body, (name) => several[name as keyof typeof several], now)?.id).toBe("msg_1");
  expect(provider.verifyWebhook(`${body} `, (name) => headers[name], now)).toBeUndefined();
  expect(provider.verifyWebhook(body, (name) => (name === "webhook-id" ? "msg_2" : headers[name]), now)).toBeUndefined();
});
