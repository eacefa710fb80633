import { Account, Session } from "@souk/auth";
import { Order } from "@souk/order";
import { useHarness } from "@souk/testing";
import { describe, expect, test } from "vitest";
import { Customer } from "../src/index.ts";
import { home, ordered, session, signedIn } from "./person.ts";

const harness = useHarness();
const system = () => harness.ctx();

describe("an account", () => {
  test("is found by nobody but its customer", async () => {
    for (const actor of [{ type: "public" }, { type: "staff", staffId: "key" }, { type: "customer", customerId: "cust_x" }] as const)
      await expect(Customer.get(harness.ctx(actor))).rejects.toMatchObject({ code: "customer.not_found" });
  });

  test("keeps a name and addresses, tells of it by event without saying what, and lies under its customer", async () => {
    const { ctx, customerId } = await signedIn(harness, "one@example.com");
    await Customer.rename(ctx, { name: "Ada" });
    const { addresses } = await Customer.addAddress(ctx, home);
    expect(await Customer.get(ctx)).toMatchObject({ email: "one@example.com", name: "Ada", addresses: [home], version: 2 });
    expect((await harness.items()).map(({ pk, sk }) => [pk, sk])).toContainEqual([`demo#customer#${customerId}`, "profile"]);
    const events = (await harness.events()).filter(({ subject }) => subject === customerId);
    expect(events.map(({ type, sequence, data }) => [type, sequence, data["fields"]])).toEqual([
      ["customer.updated", 1, ["name"]],
      ["customer.updated", 2, ["addresses"]],
    ]);
    const addressId = addresses[0]?.addressId ?? "";
    await Customer.changeAddress(ctx, addressId, { ...home, city: "Bonn" });
    expect((await Customer.removeAddress(ctx, addressId)).addresses).toEqual([]);
    await expect(Customer.removeAddress(ctx, addressId)).rejects.toMatchObject({ code: "customer.address_not_found" });
  });

  test("takes changes of two devices at once, and refuses one made upon an older version", async () => {
    const { ctx } = await signedIn(harness, "two@example.com");
    await Promise.all(["Bonn", "Köln", "Kiel"].map((city) => Customer.addAddress(ctx, { ...home, city })));
    expect((await Customer.get(ctx)).addresses).toHaveLength(3);
    await expect(Customer.rename(ctx, { name: "Ada", version: 1 })).rejects.toMatchObject({ code: "request.version_conflict" });
  });

  test("is full at its limit", async () => {
    const { ctx } = await signedIn(harness, "full@example.com");
    for (let n = 0; n < Customer.mostAddresses; n += 1) await Customer.addAddress(ctx, home);
    await expect(Customer.addAddress(ctx, home)).rejects.toMatchObject({ code: "customer.addresses_full" });
  });
});

describe("guest orders", () => {
  test("join the account that proves their address at sign-in, once, newest first", async () => {
    const [first, foreign] = [await ordered(system(), "Guest@Example.com "), await ordered(system(), "other@example.com")];
    harness.clock.advance(1000);
    const second = await ordered(system(), "guest@example.com");
    for (const { orderId } of [first, foreign, second, second]) await Customer.noteGuestOrder(system(), orderId);
    const { ctx, customerId } = await signedIn(harness, "guest@example.com");
    expect([await Customer.join(ctx, customerId), await Customer.join(ctx, customerId)]).toEqual([2, 0]);
    const { items } = await Order.listByCustomer(ctx, { customerId, limit: 10 });
    expect(items.map(({ orderId }) => orderId)).toEqual([second.orderId, first.orderId]);
    expect((await Order.get(ctx, first.orderId)).head).toMatchObject({ customerId, version: 1 });
    await expect(Order.get(ctx, foreign.orderId)).rejects.toMatchObject({ code: "order.not_found" });
  });

  test("of an address that was proven before come at once, and an order of somebody stays theirs", async () => {
    const { customerId } = await signedIn(harness, "known@example.com");
    const free = await ordered(system(), "known@example.com");
    const taken = await ordered(system(), "known@example.com", "cust_other");
    for (const { orderId } of [free, taken]) await Customer.noteGuestOrder(system(), orderId);
    expect((await Order.findHead(system(), free.orderId))?.customerId).toBe(customerId);
    expect((await Order.findHead(system(), taken.orderId))?.customerId).toBe("cust_other");
  });

  test("are listed by pages", async () => {
    const { ctx, customerId } = await signedIn(harness, "pages@example.com");
    for (let n = 0; n < 5; n += 1) {
      harness.clock.advance(1000);
      await ordered(ctx, "pages@example.com", customerId);
    }
    const first = await Order.listByCustomer(ctx, { customerId, limit: 3 });
    const second = await Order.listByCustomer(ctx, { customerId, limit: 3, before: first.before });
    const ids = [...first.items, ...second.items].map(({ orderId }) => orderId);
    expect([new Set(ids).size, second.before]).toEqual([5, undefined]);
  });
});

describe("a person's own data", () => {
  test("are told whole", async () => {
    const { ctx, customerId } = await signedIn(harness, "export@example.com");
    await Customer.addAddress(ctx, home);
    const { orderId } = await ordered(ctx, "export@example.com", customerId);
    await session(ctx, customerId);
    expect(await Customer.exported(ctx)).toMatchObject({
      customer: { email: "export@example.com", addresses: [home] },
      orders: [{ orderId, contact: { email: "export@example.com" }, shippingAddress: home }],
      sessions: [{ clientId: "web" }],
    });
  });

  test("are erased from every row, and the books keep their sums", async () => {
    const { ctx, customerId } = await signedIn(harness, "gone@example.com");
    await Customer.rename(ctx, { name: "Gone Girl" });
    const { orderId } = await ordered(ctx, "gone@example.com", customerId);
    const guests = await ordered(system(), "gone@example.com");
    await Customer.noteGuestOrder(system(), guests.orderId);
    const sessionId = await session(ctx, customerId);
    await expect(Customer.erase(ctx, customerId)).rejects.toMatchObject({ code: "customer.orders_under_way" });
    for (const id of [orderId, guests.orderId]) await Order.cancel(ctx, { orderId: id });
    expect(await Customer.erase(ctx, customerId)).toEqual({ orders: 2 });
    const rows = (await harness.items())
      .map((item) => JSON.stringify(item))
      .filter((text) => text.includes(orderId) || text.includes(customerId));
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) expect(row).not.toMatch(/gone@example|Gone Girl|Ada Byron|Torstra|10119|Berlin/);
    expect((await Order.findHead(system(), orderId))?.totals.total).toBe(2390);
    expect((await Order.findDetail(system(), orderId))?.shippingAddress.country).toBe("DE");
    expect([await Account.find(system(), customerId), await Session.find(system(), sessionId)]).toEqual([undefined, undefined]);
    await expect(Customer.get(ctx)).rejects.toMatchObject({ code: "customer.not_found" });
    // Who signs in anew is somebody else.
    expect(await Account.open(system(), "gone@example.com")).not.toBe(customerId);
  });
});
