import type { FulfillmentStatus, Head, PaymentStatus, Status } from "./order.model.ts";

export interface State {
  status: Status;
  paymentStatus: PaymentStatus;
  fulfillmentStatus: FulfillmentStatus;
}

type Steps<S extends string> = Partial<Record<S, readonly S[]>>;
interface Move {
  status: Steps<Status>;
  paymentStatus: Steps<PaymentStatus>;
  fulfillmentStatus: Steps<FulfillmentStatus>;
}

const open = { open: ["open"] } as const;
const anyFulfillment = { unfulfilled: ["unfulfilled"], partially_fulfilled: ["partially_fulfilled"], fulfilled: ["fulfilled"] } as const;

/**
 * Every move that an order can make: by command, from each status to those it may become. Whatever is not here cannot happen: the
 * condition of the write is made from this table (`conditionOf` in the store).
 *
 * | command   | status             | paymentStatus                                         | fulfillmentStatus            |
 * |-----------|--------------------|-------------------------------------------------------|------------------------------|
 * | authorize | open               | unpaid -> authorized                                  | unfulfilled                  |
 * | pay       | open               | unpaid, authorized -> paid                            | any                          |
 * | fulfill   | open               | authorized, paid, partially_refunded                  | -> partially_, fulfilled     |
 * | refund    | any                | paid, partially_refunded -> partially_, refunded      | any                          |
 * | cancel    | open -> canceled   | unpaid, authorized -> voided; paid and refunded stay  | unfulfilled                  |
 * | drop      | open -> canceled   | refunded                                              | partially_fulfilled          |
 * | complete  | open -> completed  | paid, partially_refunded, refunded                    | fulfilled                    |
 */
export const moves = {
  authorize: { status: open, paymentStatus: { unpaid: ["authorized"] }, fulfillmentStatus: { unfulfilled: ["unfulfilled"] } },
  pay: { status: open, paymentStatus: { unpaid: ["paid"], authorized: ["paid"] }, fulfillmentStatus: anyFulfillment },
  fulfill: {
    status: open,
    paymentStatus: { authorized: ["authorized"], paid: ["paid"], partially_refunded: ["partially_refunded"] },
    fulfillmentStatus: { unfulfilled: ["partially_fulfilled", "fulfilled"], partially_fulfilled: ["partially_fulfilled", "fulfilled"] },
  },
  refund: {
    status: { open: ["open"], completed: ["completed"], canceled: ["canceled"] },
    paymentStatus: { paid: ["partially_refunded", "refunded"], partially_refunded: ["partially_refunded", "refunded"] },
    fulfillmentStatus: anyFulfillment,
  },
  cancel: {
    status: { open: ["canceled"] },
    paymentStatus: {
      unpaid: ["voided"],
      authorized: ["voided"],
      paid: ["paid"],
      partially_refunded: ["partially_refunded"],
      refunded: ["refunded"],
    },
    fulfillmentStatus: { unfulfilled: ["unfulfilled"] },
  },
  // Wholly refunded and shipped in part: nothing more is shipped, and what is still reserved goes back.
  drop: {
    status: { open: ["canceled"] },
    paymentStatus: { refunded: ["refunded"] },
    fulfillmentStatus: { partially_fulfilled: ["partially_fulfilled"] },
  },
  complete: {
    status: { open: ["completed"] },
    paymentStatus: { paid: ["paid"], partially_refunded: ["partially_refunded"], refunded: ["refunded"] },
    fulfillmentStatus: { fulfilled: ["fulfilled"] },
  },
} as const satisfies Record<string, Move>;
export type Command = keyof typeof moves;

const axes = ["status", "paymentStatus", "fulfillmentStatus"] as const;

const steps = (command: Command, axis: keyof State): Record<string, readonly string[] | undefined> => moves[command][axis];

/** The statuses, by axis, from which a command may start. */
export const startsOf = (command: Command) => axes.map((axis) => ({ axis, values: Object.keys(steps(command, axis)) }));

/** Whether a command may be tried on an order as it stands. */
export const allows = (head: Pick<Head, keyof State>, command: Command): boolean =>
  axes.every((axis) => steps(command, axis)[head[axis]] !== undefined);

/** Whether a command may turn one state into the other. */
export const leads = (command: Command, from: State, to: State): boolean =>
  axes.every((axis) => steps(command, axis)[from[axis]]?.includes(to[axis]) ?? false);
