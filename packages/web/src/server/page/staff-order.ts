import type { Result } from "../api.ts";
import { keyOf } from "../form.ts";
import type { Loaded } from "../loaded.ts";
import { minorUnits } from "../money.ts";
import { cancelOrder, getHistory, getOrder, type Order, type OrderEvent } from "../order.ts";
import { fulfill, type Goods, refund } from "../staff.ts";
import { asStaff, concluded, type Form, found, type StaffPage } from "./staff.ts";

export interface OrderDesk {
  order: Order;
  events: OrderEvent[];
}

/** One order for staff, and what becomes of it when a form was sent: which, says the button. */
export const staffOrder = (orderId: string): Promise<Loaded<StaffPage<OrderDesk>>> =>
  asStaff<OrderDesk>(async ({ bearer, form }) => {
    const before = await getOrder(orderId, { bearer });
    if (!before.ok) return before;
    const said = form ? concluded(await act(bearer, before.value, form), form, `/staff/orders/${encodeURIComponent(orderId)}`) : {};
    const [order, history] = await Promise.all([form ? getOrder(orderId, { bearer }) : before, getHistory(orderId, { bearer })]);
    if (!order.ok) return order;
    return found({ order: order.value, events: history.ok ? history.value.items : [], ...said });
  });

function act(bearer: string, order: Order, form: Form): Promise<Result<unknown>> | undefined {
  const key = keyOf(form);
  switch (form.intent) {
    case "fulfill":
      return ship(bearer, order, form, key);
    case "cancel":
      return cancelOrder(order.orderId, { bearer }, key);
    case "refund-amount": {
      const amount = minorUnits(form.amount ?? "", order.currency);
      return amount ? refund(bearer, order, { amount, ...reasonOf(form) }, key) : undefined;
    }
    case "refund-goods": {
      const [lines, shipping] = [goodsOf(order, form, "refund"), form.shipping === "yes"];
      if (!lines || (lines.length === 0 && !shipping)) return undefined;
      const goods = lines.length > 0 ? { lines, restock: form.restock === "yes" } : {};
      return refund(bearer, order, { ...goods, shipping, ...reasonOf(form) }, key);
    }
    default:
      return undefined;
  }
}

function ship(bearer: string, order: Order, form: Form, key: string): Promise<Result<unknown>> | undefined {
  const { carrier, number } = form;
  const lines = goodsOf(order, form, "ship");
  // A parcel's number without its carrier leads nowhere, and the other way round.
  if (!lines || lines.length === 0 || Boolean(carrier) !== Boolean(number)) return undefined;
  return fulfill(bearer, order.orderId, { lines, ...(carrier && number ? { tracking: { carrier, number } } : {}) }, key);
}

const reasonOf = ({ reason }: Form) => (reason ? { reason: reason.slice(0, 200) } : {});

/** How many of each line were typed into `<what>:<sku>`; undefined when one is no number. */
export function goodsOf({ lines }: Pick<Order, "lines">, form: Form, what: string): Goods[] | undefined {
  const typed = lines.map(({ sku }) => ({ sku, text: form[`${what}:${sku}`] || "0" }));
  if (typed.some(({ text }) => !/^\d{1,4}$/.test(text))) return undefined;
  return typed.map(({ sku, text }) => ({ sku, quantity: Number(text) })).filter(({ quantity }) => quantity > 0);
}
