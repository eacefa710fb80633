import { send } from "@souk/testing";
import { beforeAll, expect, test } from "vitest";
import { addToCart, buy, type Page, signIn } from "./person.ts";
import { useShop, employOwner, owner } from "./shop.ts";

const shop = useShop({ goods: { JUG: { quantity: 30, price: 3400 }, CUP: { quantity: 30, price: 1200 } } });
beforeAll(() => employOwner(shop.stage));

async function grace(): Promise<Page> {
  const page = await shop.person();
  await signIn(shop.stage, page, owner, "/staff");
  return page;
}
/** A guest's paid order of two jugs and a cup, its page open. */
async function ordered(email: string): Promise<{ page: Page; orderId: string }> {
  const page = await shop.person();
  for (const handle of ["jug", "jug", "cup"]) await addToCart(page, handle);
  const orderId = await buy(page, email);
  await page.goto(`/orders/${orderId}`);
  await page.getByRole("heading", { name: "We are packing your order" }).waitFor();
  return { page, orderId };
}

test("staff ship a part and then the rest, and the customer's open page changes within 3 seconds each time", async () => {
  const [{ page: customer, orderId }, staff] = [await ordered("watch@example.com"), await grace()];
  await staff.locator(`a[href="/staff/orders/${orderId}"]`).click();
  await staff.locator('input[name="ship:JUG"]').fill("1");
  await staff.locator('input[name="ship:CUP"]').fill("0");
  await staff.locator("#carrier").fill("DHL");
  await staff.getByRole("button", { name: "Ship these" }).click();
  await staff.getByText("Refused: please check what you typed.").waitFor();
  expect(await staff.locator("#carrier").inputValue(), "nothing typed is lost").toBe("DHL");
  await staff.locator("#number").fill("0034");
  await staff.getByRole("button", { name: "Ship these" }).click();
  await customer.getByRole("heading", { name: "A part of your order is on its way" }).waitFor({ timeout: 3000 });
  expect(await customer.locator(".timeline").innerText()).toContain("1 × Product JUG");
  await staff.getByText("Done.").waitFor();
  expect(await staff.locator('input[name="ship:JUG"]').inputValue()).toBe("1");
  await staff.getByRole("button", { name: "Ship these" }).click();
  await customer.getByRole("heading", { name: "Your order is on its way" }).waitFor({ timeout: 3000 });
});

test("a connection that was cut and comes back shows what was missed", async () => {
  const [{ page: customer, orderId }, staff] = [await ordered("tunnel@example.com"), await grace()];
  await customer.context().setOffline(true);
  await staff.goto(`/staff/orders/${orderId}`);
  await staff.getByRole("button", { name: "Ship these" }).click();
  await staff.getByText("Done.").waitFor();
  await staff.locator("#amount").fill("5");
  await staff.getByRole("button", { name: "Refund this amount" }).click();
  await staff.locator(".timeline").getByText("€5.00").waitFor();
  expect(await customer.getByRole("heading", { level: 1 }).innerText()).toBe("We are packing your order");
  await customer.context().setOffline(false);
  await customer.getByRole("heading", { name: "Your order is on its way" }).waitFor({ timeout: 3000 });
  await customer.locator(".timeline").getByText("€5.00").waitFor();
});

test("a refund by amount or by goods stands in the history, in the provider's books and in the stock", async () => {
  const [{ orderId }, staff] = [await ordered("refund@example.com"), await grace()];
  await staff.goto(`/staff/orders/${orderId}`);
  await staff.getByRole("button", { name: "Ship these" }).click();
  await staff.getByText("Done.").waitFor();
  await staff.locator("#amount").fill("10,00");
  await staff.getByRole("button", { name: "Refund this amount" }).click();
  await staff.locator(".timeline").getByText("€10.00").waitFor();
  await staff.getByText("Refund goods").click();
  await staff.locator('input[name="refund:CUP"]').fill("1");
  await staff.getByLabel("They came back: put them in stock").check();
  await staff.getByRole("button", { name: "Refund these" }).click();
  await staff.locator(".timeline").getByText("€12.00").waitFor();
  await staff.locator("#amount").fill("9999");
  await staff.getByRole("button", { name: "Refund this amount" }).click();
  await staff.getByText("Refused: that is more than is left of what was paid.").waitFor();
  const refunds = (await shop.stage.ledger()).filter((entry) => entry.orderId === orderId && entry.kind === "refund");
  expect(refunds.map(({ amount }) => amount)).toEqual([1000, 1200]);
});

test("staff cancel an order that was not shipped, and the money goes back", async () => {
  const [{ page: customer, orderId }, staff] = [await ordered("cancel@example.com"), await grace()];
  await staff.goto(`/staff/orders/${orderId}`);
  await staff.locator("summary", { hasText: "Cancel the order" }).click();
  await staff.getByRole("button", { name: "Yes, cancel the order" }).click();
  await customer.getByRole("heading", { name: "This order was canceled" }).waitFor({ timeout: 3000 });
  await expect
    .poll(async () => (await shop.stage.ledger()).filter((one) => one.orderId === orderId && one.kind === "refund").length)
    .toBe(1);
});

test("stock is counted and changed for a reason, found by SKU or by product, and keeps its history", async () => {
  const staff = await grace();
  await staff.goto("/staff/products");
  await staff.getByRole("link", { name: "Stock of Product CUP" }).click();
  await staff.getByRole("link", { name: "CUP", exact: true }).click();
  await staff.locator("#count").fill("44");
  await staff.getByRole("button", { name: "Save the change" }).click();
  await staff.getByText("Done.").waitFor();
  await staff.locator("#way").selectOption("take");
  await staff.locator("#count").fill("3");
  await staff.locator("#reason").selectOption("damaged");
  await staff.locator("#note").fill("dropped");
  await staff.getByRole("button", { name: "Save the change" }).click();
  await staff.getByText("Damaged: dropped").waitFor();
  expect((await staff.locator(".facts dd").allInnerTexts())[0]).toBe("41");
  await staff.locator("#way").selectOption("take");
  await staff.locator("#count").fill("9000");
  await staff.getByRole("button", { name: "Save the change" }).click();
  await staff.getByText("Refused: that is less than open orders hold.").waitFor();
  expect([await staff.locator("#count").inputValue(), await staff.locator("#way").inputValue()]).toEqual(["9000", "take"]);
});

test("a product leaves the shop and comes back", async () => {
  const staff = await grace();
  await staff.goto("/staff/products");
  await staff.getByRole("button", { name: "Unpublish: Product CUP" }).click();
  await staff.getByRole("button", { name: "Publish: Product CUP", exact: true }).click();
  await staff.getByRole("button", { name: "Unpublish: Product CUP" }).waitFor();
  expect(await staff.getByRole("button", { name: "Publish: Product CUP", exact: true }).count()).toBe(0);
});

test("an API key is shown once, works, is replaced and ends", async () => {
  const staff = await grace();
  const works = async (text: string) => (await send(shop.stage.api, "GET", "/v1/orders?limit=1", { key: text })).status;
  await staff.goto("/staff/keys");
  await staff.getByText("No keys yet.").waitFor();
  await staff.locator("form.panel #name").fill("Warehouse");
  await staff.getByLabel("order.read").check();
  await staff.getByRole("button", { name: "Make the key" }).click();
  const text = await staff.locator(".secret").innerText();
  expect([text.startsWith("souk_"), await works(text)]).toEqual([true, 200]);
  await staff.goto("/staff/keys");
  expect(await staff.content()).not.toContain(text);
  await staff.getByText(/Last used: .*\d/).waitFor();
  await staff.locator("summary", { hasText: "Rotate" }).click();
  await staff.getByLabel("The old text works on for").selectOption("0");
  await staff.getByRole("button", { name: "Rotate" }).click();
  const next = await staff.locator(".secret").innerText();
  expect([next === text, await works(next)]).toEqual([false, 200]);
  await staff.locator("summary", { hasText: "Revoke" }).click();
  await staff.getByRole("button", { name: "Revoke" }).click();
  await staff.getByText(/· revoked ·/).waitFor();
});

test("an owner adds a colleague, who may do what the role allows; nobody changes their own role", async () => {
  const [staff, colleague] = [await grace(), await shop.person()];
  await staff.goto("/staff/people");
  await staff.locator("form.panel #name").fill("Vera");
  await staff.locator("form.panel #email").fill("vera@example.com");
  await staff.locator("form.panel #role").selectOption("viewer");
  await staff.getByRole("button", { name: "Add somebody" }).click();
  await staff.getByRole("heading", { name: "Vera" }).waitFor();
  await signIn(shop.stage, colleague, "vera@example.com", "/staff");
  await colleague.goto("/staff/people");
  await colleague.getByText("Your role does not allow this").waitFor();
  await staff.getByLabel("Role of Grace").selectOption("viewer");
  await staff.locator("li", { hasText: owner }).getByRole("button", { name: "Save" }).click();
  await staff.getByText("Refused: nobody changes their own role or membership.").waitFor();
  await staff.getByLabel("Role of Vera").selectOption("manager");
  await staff.locator("li", { hasText: "vera@example.com" }).getByRole("button", { name: "Save" }).click();
  await staff.getByText("Done.").waitFor();
  expect(await staff.getByLabel("Role of Vera").inputValue()).toBe("manager");
  await staff.locator("summary", { hasText: "Remove" }).last().click();
  await staff.getByRole("button", { name: "Remove Vera" }).click();
  await staff.getByText("Done.").waitFor();
  expect(await staff.getByRole("heading", { name: "Vera" }).count()).toBe(0);
});
