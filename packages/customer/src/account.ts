import { Account } from "@souk/auth";
import type { Context } from "@souk/core";
import { CustomerNotFound } from "./customer.error.ts";
import type { Info, Profile } from "./customer.model.ts";
import * as Store from "./customer.store.ts";

/** The customer who asks. Throws `customer.not_found` for anybody else. */
export function own(ctx: Context): string {
  if (ctx.actor.type !== "customer") throw CustomerNotFound();
  return ctx.actor.customerId;
}

/** Whose account it is, with profile and addresses. Throws `customer.not_found` when it was closed. */
export async function get(ctx: Context): Promise<Info> {
  const customerId = own(ctx);
  const [account, profile] = await Promise.all([Account.find(ctx, customerId), Store.findProfile(ctx, customerId)]);
  if (!account) throw CustomerNotFound();
  return infoOf(account, profile);
}

export const infoOf = ({ customerId, email, createdAt }: Account.Info, { name, addresses, version }: Profile): Info => ({
  customerId,
  email,
  name: name ?? null,
  addresses,
  createdAt,
  version,
});
