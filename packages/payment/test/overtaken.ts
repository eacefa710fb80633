import type { Context } from "@souk/core";

/** In this context somebody else is quicker, each time that an order is about to be read, as long as there is somebody. */
export function overtaken(ctx: Context, orderId: string, others: (() => Promise<unknown>)[]): Context {
  const { client, name } = ctx.table;
  const send: typeof client.send = async (command) => {
    const reads = ["Query", "GetItem", "BatchGetItem", "TransactGetItems"].includes(command.operation);
    if (reads && JSON.stringify(command.input).includes(`#order#${orderId}`)) await others.shift()?.();
    return client.send(command);
  };
  return { ...ctx, table: { name, client: { send } } };
}
