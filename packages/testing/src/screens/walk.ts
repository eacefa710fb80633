import type { Page } from "playwright-core";
import { address, send } from "../shopper.ts";
import type { Stage } from "../stage.ts";

export interface Walk {
  stage: Stage;
  page: Page;
  /** Photographs the page as it is. */
  shot(name: string): Promise<void>;
  /** Who walks; nobody is mailed more codes than the issuer allows. */
  email: string;
}

/** What a customer sees: looking around, a purchase, the account. */
export async function walkShop({ stage, page, shot, email }: Walk): Promise<void> {
  await page.goto("/");
  await shot("home");
  await page.goto("/c/cups-mugs");
  await shot("category");
  await page.goto("/c/cups-mugs?o=Glaze%3AKelp&o=Glaze%3ABuoy&max=40");
  await shot("category-filtered");
  await page.goto("/search?q=teepot");
  await shot("search");
  await page.goto("/search?q=xqzzy");
  await shot("search-nothing");
  await page.goto("/cart");
  await shot("cart-empty");
  await page.goto("/products/quay-mug");
  await shot("product");
  await page.locator("[data-add]").click();
  await page.waitForURL(/\/cart/);
  await shot("cart");
  await page.goto("/checkout");
  const { country: _country, ...typed } = address;
  for (const [name, value] of Object.entries({ email, ...typed })) await page.locator(`input[name="${name}"]`).fill(value);
  await shot("checkout");
  await page.locator('aside button[value="place"]').click();
  await page.waitForURL(/\/pay/);
  await shot("payment");
  await page.locator("main form[action$='/pay'] button").click();
  await page.waitForURL(/\/thanks/);
  await shot("confirmation");
  await page.goto(page.url().replace("/thanks", ""));
  await shot("order");
  await stage.settled();
  const [mail] = (await stage.mails()).filter(({ to, html }) => to.includes(email) && html !== "");
  await page.goto("about:blank");
  await page.setContent(mail?.html ?? "");
  await shot("mail-confirmation");
  for (const [name, where] of [
    ["policy", "/policies/shipping"],
    ["not-found", "/no-such-page"],
    ["account-closed", "/account"],
  ] as const) {
    await page.goto(where);
    await shot(name);
  }
  await signIn({ stage, page, email, start: "/api/auth/login", shot });
  await page.waitForURL(/\/account$/);
  await shot("account");
  await page.goto("/account/address");
  for (const [name, value] of Object.entries(typed)) await page.locator(`input[name="${name}"]`).fill(value);
  await shot("account-address");
  await page.locator('.actions button[value="address"]').click();
  await page.waitForURL(/\/account\/details/);
  await shot("account-details");
}

const colleagues = [
  { email: "ines@brinewick.example", name: "Ines Halloway", role: "manager" },
  { email: "tomasz@brinewick.example", name: "Tomasz Reed", role: "fulfillment" },
];

/** What staff see, with one order shipped in part and some money given back. */
export async function walkStaff({ stage, page, shot, email }: Walk): Promise<void> {
  const member = { email: `staff.${email}`, name: "Wilma Brine", role: "owner" };
  for (const body of [member, ...colleagues]) await send(stage.api, "POST", "/v1/staff", { body, key: stage.keys.staff });
  await page.goto("/staff");
  await shot("staff-closed");
  await signIn({ stage, page, email: member.email, start: "/api/auth/staff/login" });
  await page.waitForURL(/\/staff$/);
  await shot("staff-orders");
  await page.locator("table a").first().click();
  await page.locator("#carrier").fill("DHL");
  await page.locator("#number").fill("00340434161094042557");
  await shot("staff-order");
  await page.locator('button[value="fulfill"]').click();
  await page.locator("#amount").fill("4.90");
  await page.locator('button[value="refund-amount"]').click();
  await page.locator(".notice").waitFor();
  await shot("staff-order-shipped");
  for (const [name, where] of [
    ["staff-products", "/staff/products"],
    ["staff-stock", "/staff/stock?sku=HERRING-PLATTER"],
    ["staff-people", "/staff/people"],
    ["staff-keys", "/staff/keys"],
  ] as const) {
    await page.goto(where);
    await shot(name);
  }
  await page.locator("form.panel #name").fill("Warehouse");
  for (const scope of ["order.read", "order.fulfill"]) await page.locator(`input[name="scope:${scope}"]`).check();
  await page.locator('button[value="create"]').click();
  await page.locator(".secret").waitFor();
  await shot("staff-key-made");
}

interface SignIn {
  stage: Stage;
  page: Page;
  email: string;
  start: string;
  shot?: (name: string) => Promise<void>;
}

/** Through the issuer's pages, with the code that was mailed. */
async function signIn({ stage, page, email, start, shot }: SignIn): Promise<void> {
  const mailed = async () =>
    (await stage.mails()).filter(({ to }) => to.includes(email)).map(({ text }) => /\b(\d{4}) (\d{4})\b/.exec(text));
  await page.goto(start);
  await shot?.("sign-in");
  await page.locator("#email").fill(email);
  await page.locator("form button").first().click();
  await page.locator("#code").waitFor();
  await shot?.("sign-in-code");
  for (let waited = 0; waited < 100 && !(await mailed()).some(Boolean); waited += 1) await page.waitForTimeout(100);
  const code = (await mailed()).find((match) => match !== null);
  await page.locator("#code").fill(`${code?.[1]}${code?.[2]}`);
  await page.locator("form button").first().click();
}
