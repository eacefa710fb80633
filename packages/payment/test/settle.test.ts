import type { Context } from "@souk/core";
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
