import type { Context } from "@souk/core";
import { Order } from "@souk/order";
import { Shop } from "@souk/shop";
import { expect, test } from "vitest";
import * as Payment from "../src/payment.ts";
import { providerOf } from "../src/provider/linked.ts";
import { settle } from "../src/settle.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

/** Something happens right after the payment was read. */
function meanwhile(ctx: Context, paymentId: string, act: () => Promise<unknown>): Context {
  let acted = false;
  const { client, name } = ctx.table;
  const send: typeof client.send = async (command) => {
    const answer = await client.send(command);
    const key = (command.input as { Key?: Record<string, unknown> }).Key;
    if (acted || key?.["pk"] !== `demo#payment#${paymentId}`) return answer;
    acted = true;
    await act();
    return answer;
  };
  return { ...ctx, table: { name, client: { send } } };
}

test("an authorization that two settle at once is not let go by the one that read the order later", async () => {
  const staff = stage.ctx({ type: "staff", staffId: "key" });
  await Shop.save(staff, { ...Shop.defaults, policies: { capture: "manual" } });
  const order = await stage.order();
  await stage.confirm(order, "pm_card_authenticationRequired");
  const provider = providerOf(staff);
  const { nextAction } = (await stage.status(order)) as { nextAction: { redirectUrl: string } };
  await stage.bank(nextAction.redirectUrl, "approve");
  const snapshot = await provider.find(order.paymentId);
  if (!snapshot) throw new Error("the provider does not know the payment");
  const late = meanwhile(staff, order.paymentId, () => settle(staff, provider, snapshot));
  expect(await settle(late, provider, snapshot)).toMatchObject({ status: "authorized" });
  expect((await provider.find(order.paymentId))?.status).toBe("authorized");
  expect((await stage.head(order.orderId)).paymentStatus).toBe("authorized");
  expect(await Payment.get(staff, order)).toMatchObject({ status: "authorized" });
  expect(await stage.eventsOf(order.paymentId)).toEqual(["payment.authorized"]);
});

/** A charge that comes after the cancel; staff ask for its refund when the capture is committed and Souk's own is not begun. */
async function lateCapture(refund: (order: Order.Head, staff: Context) => Promise<unknown>) {
  const staff = stage.ctx({ type: "staff", staffId: "key" });
  await Shop.save(staff, Shop.defaults);
  const order = await stage.order();
  await stage.confirm(order, "pm_card_authenticationRequired");
  const { nextAction } = (await stage.status(order)) as { nextAction: { redirectUrl: string } };
  await Order.cancel(staff, order);
  await stage.bank(nextAction.redirectUrl, "approve");
  const provider = providerOf(staff);
  const snapshot = await provider.find(order.paymentId);
  if (!snapshot) throw new Error("the provider does not know the payment");
  let captured = false;
  const { client, name } = staff.table;
  const send: typeof client.send = async (command) => {
    const answer = await client.send(command);
    if (captured || !("TransactItems" in command.input)) return answer;
    captured = true;
    await refund(order, staff);
    return answer;
  };
  return { order, provider, staff, settled: settle({ ...staff, table: { name, client: { send } } }, provider, snapshot) };
}
const booked = async (order: Order.Head) => (await stage.ledger(order.orderId)).map(({ kind, amount }) => `${kind} ${amount}`);

test("a late capture that staff refund before Souk does is refunded once, and the shopper hears nothing of it", async () => {
  const { order, settled } = await lateCapture(({ paymentId }, staff) => Payment.refund(staff, { paymentId }, "clm_ofstaff"));
  expect(await settled).toMatchObject({ late: true });
  expect(await booked(order)).toEqual(["charge 3390", "refund 3390"]);
});

test("a refund of a late capture whose answer was lost is ended by the provider's news of it", async () => {
  const { order, provider, staff, settled } = await lateCapture(async ({ paymentId }, ctx) => {
    Object.assign(stage.outage, { mode: "error", path: /refunds/ });
    await Payment.refund(ctx, { paymentId }, "clm_lost");
  });
  await expect(settled).rejects.toThrow("is under way");
  stage.outage.mode = "none";
  const { paymentId } = order;
  const snapshot = await provider.refund({ paymentId, refundId: "ref_lost", amount: 3390 });
  await settle(staff, provider, snapshot);
  expect(await Payment.get(staff, order)).toMatchObject({ status: "captured", refunded: { amount: 3390 } });
  expect(await booked(order)).toEqual(["charge 3390", "refund 3390"]);
});
