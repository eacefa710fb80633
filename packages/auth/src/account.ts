import { type Context, instant, retryConflicts, transact, TransactionRefused, type Write } from "@souk/core";
import { creating, findCustomerId, findIdentity, removing } from "./account.store.ts";

export type { Account as Info } from "./account.store.ts";

/** One spelling for each mailbox. Everything before the @ could matter by the standard; no provider that people use tells case apart. */
export const normalized = (email: string): string => email.trim().normalize("NFC").toLowerCase();

/** The customer who proves an address; made when the address signs in for the first time. */
export async function open(ctx: Context, email: string): Promise<string> {
  const address = normalized(email);
  return retryConflicts(ctx, async () => {
    const known = await findCustomerId(ctx, address);
    if (known !== undefined) return known;
    const customerId = ctx.id("cust");
    try {
      await transact(ctx, creating(ctx, { customerId, email: address, createdAt: instant(ctx) }));
      return customerId;
    } catch (error) {
      const raced = error instanceof TransactionRefused && error.failed("account") ? await findCustomerId(ctx, address) : undefined;
      if (raced === undefined) throw error;
      return raced;
    }
  });
}

/** The proven address of a customer; undefined when the account was closed. */
export const find = findIdentity;

/** The customer who proves an address in its normal spelling, if one ever signed in. */
export const findId = findCustomerId;

/** The writes that close an account, for the transaction that erases the customer. End the sessions with `Session.revokeAll`. */
export const closing = (ctx: Context, account: { customerId: string; email: string }): Write[] => removing(ctx, account);
