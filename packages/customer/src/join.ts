import { Account } from "@souk/auth";
import { Contended, type Context, emit, retryConflicts, transact, TransactionRefused } from "@souk/core";
import { Order } from "@souk/order";
import { CustomerNotFound } from "./customer.error.ts";
import { CustomerOrdersJoined } from "./customer.event.ts";
import * as Store from "./customer.store.ts";

/** At most so many in one transaction, which has room for a hundred writes: two for each order, the profile and the event. */
const mostAtOnce = 40;

/**
 * Gives a customer the orders that were placed as a guest under the address that they prove; says how many. Called at sign-in, and
 * again until none is left. Throws `customer.not_found`.
 */
export async function join(ctx: Context, customerId: string): Promise<number> {
  const account = await Account.find(ctx, customerId);
  if (!account) throw CustomerNotFound();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await retryConflicts(ctx, () => tryJoin(ctx, account));
    } catch (error) {
      if (!(error instanceof TransactionRefused) || error.failed("idempotency")) throw error;
      if (attempt === 5) throw Contended({}, { cause: error });
    }
  }
}

async function tryJoin(ctx: Context, { customerId, email }: Account.Info): Promise<number> {
  const orderIds = await Store.listGuestOrders(ctx, email, mostAtOnce);
  const heads = await Promise.all(orderIds.map((orderId) => Order.findHead(ctx, orderId)));
  const free = heads.filter((head): head is Order.Head => head !== undefined && head.customerId === undefined);
  const listed = orderIds.map((orderId) => Store.dropping(ctx, email, orderId));
  if (free.length === 0) {
    if (listed.length > 0) await transact(ctx, listed);
    return 0;
  }
  const profile = await Store.findProfile(ctx, customerId);
  const version = profile.version + 1;
  const event = emit(ctx, CustomerOrdersJoined, {
    partition: Store.partitionOf(ctx, customerId),
    subject: customerId,
    sequence: version,
    data: { customerId, orderIds: free.map(({ orderId }) => orderId) },
  });
  const joined = free.map((head) => Order.joining(ctx, head, customerId));
  await transact(ctx, [...joined, ...listed, Store.saving(ctx, customerId, { ...profile, version }), event]);
  return free.length;
}

/**
 * Notes under which address a guest ordered, so that its owner can find the order; whoever has proven it already gets it at once.
 * Repeating it changes nothing.
 */
export async function noteGuestOrder(ctx: Context, orderId: string): Promise<void> {
  const detail = (await Order.findDetail(ctx, orderId, { consistent: false })) ?? (await Order.findDetail(ctx, orderId));
  if (!detail) return;
  const email = Account.normalized(detail.contact.email);
  await Store.keepGuestOrder(ctx, email, orderId);
  // Of an address that proved itself this very second the order is found at the next sign-in, as any other guest's is.
  const customerId = await Account.findId(ctx, email, { consistent: false });
  if (customerId !== undefined) await join(ctx, customerId);
}
