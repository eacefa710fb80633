import { Account } from "@souk/auth";
import { infoOf, own } from "./account.ts";
import { Contended, type Context, emit, retryConflicts, transact, TransactionRefused, VersionConflict, type Write } from "@souk/core";
import type { Order } from "@souk/order";
import { AddressesFull, AddressNotFound, CustomerNotFound } from "./customer.error.ts";
import { CustomerUpdated } from "./customer.event.ts";
import { type Info, mostAddresses, type Profile } from "./customer.model.ts";
import * as Store from "./customer.store.ts";

export * from "./customer.error.ts";
export * from "./customer.model.ts";
export { get, own } from "./account.ts";
export { erase } from "./erase.ts";
export { exported } from "./export.ts";
export { join, noteGuestOrder } from "./join.ts";

interface Change {
  fields: ("name" | "addresses")[];
  /** The version that the caller has seen, when that matters to it. */
  version?: number | undefined;
}

/** Changes a profile as it is now, whatever another device does meanwhile. */
async function change(ctx: Context, { fields, version }: Change, next: (profile: Profile) => Omit<Profile, "version">): Promise<Info> {
  const customerId = own(ctx);
  for (let attempt = 1; ; attempt += 1) {
    const [account, before] = await Promise.all([Account.find(ctx, customerId), Store.findProfile(ctx, customerId)]);
    if (!account) throw CustomerNotFound();
    if (version !== undefined && version !== before.version) throw VersionConflict({ version: before.version });
    const profile: Profile = { ...next(before), version: before.version + 1 };
    const info = infoOf(account, profile);
    try {
      await retryConflicts(ctx, () => transact(ctx, [Store.saving(ctx, customerId, profile), updated(ctx, info, fields)], info));
      return info;
    } catch (error) {
      const raced = error instanceof TransactionRefused && !error.failed("idempotency") && error.failed("profile") !== undefined;
      if (!raced) throw error;
      if (attempt === 5) throw Contended({}, { cause: error });
    }
  }
}

const updated = (ctx: Context, { customerId, version }: Info, fields: Change["fields"]): Write =>
  emit(ctx, CustomerUpdated, {
    partition: Store.partitionOf(ctx, customerId),
    subject: customerId,
    sequence: version,
    data: { customerId, fields },
  });

/** Says how a customer is called. Throws `customer.not_found`, `request.version_conflict`. */
export const rename = (ctx: Context, { name, version }: { name: string; version?: number | undefined }): Promise<Info> =>
  change(ctx, { fields: ["name"], version }, (profile) => ({ ...profile, name }));

/** Keeps one more address. Throws `customer.not_found`, `customer.addresses_full`. */
export function addAddress(ctx: Context, address: Order.Address): Promise<Info> {
  const addressId = ctx.id("addr");
  return change(ctx, { fields: ["addresses"] }, (profile) => {
    if (profile.addresses.length >= mostAddresses) throw AddressesFull({ most: mostAddresses });
    return { ...profile, addresses: [...profile.addresses, { addressId, ...address }] };
  });
}

/** Writes an address anew. Throws `customer.not_found`, `customer.address_not_found`. */
export const changeAddress = (ctx: Context, addressId: string, address: Order.Address): Promise<Info> =>
  change(ctx, { fields: ["addresses"] }, (profile) => ({
    ...profile,
    addresses: known(profile, addressId).addresses.map((one) => (one.addressId === addressId ? { addressId, ...address } : one)),
  }));

/** Forgets an address. Throws `customer.not_found`, `customer.address_not_found`. */
export const removeAddress = (ctx: Context, addressId: string): Promise<Info> =>
  change(ctx, { fields: ["addresses"] }, (profile) => ({
    ...profile,
    addresses: known(profile, addressId).addresses.filter((one) => one.addressId !== addressId),
  }));

function known(profile: Profile, addressId: string): Profile {
  if (!profile.addresses.some((one) => one.addressId === addressId)) throw AddressNotFound({ addressId });
  return profile;
}
