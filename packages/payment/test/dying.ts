import type { Context } from "@souk/core";

/** In this context a refund sets its money aside, asks the provider, and dies before it can write down what that came to. */
export function dyingBeforeItIsWritten(ctx: Context): Context {
  const { client, name } = ctx.table;
  let dead = false;
  const send: typeof client.send = async (command) => {
    if (dead) throw new Error("it died");
    const answer = await client.send(command);
    dead = "TransactItems" in command.input && JSON.stringify(command.input).includes('"refund#');
    return answer;
  };
  return { ...ctx, table: { name, client: { send } } };
}
