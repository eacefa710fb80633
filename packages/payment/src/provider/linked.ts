import { type Context, text } from "@souk/core";
import { NoProvider, NoSuchProvider } from "../payment.error.ts";
import type { PaymentProvider } from "../provider.ts";
import { createSandboxProvider } from "./sandbox.ts";

/** The stage's provider; production stages have none until one is set up: `payment.no_provider`. */
export function providerOf(ctx: Context): PaymentProvider {
  const url = linked(ctx, "Sandbox", "url");
  const secret = linked(ctx, "SandboxSecret", "value");
  if (url === undefined || secret === undefined) throw NoProvider();
  return createSandboxProvider({ url, secret });
}

export function providerNamed(ctx: Context, name: string): PaymentProvider {
  if (name !== "sandbox") throw NoSuchProvider();
  return providerOf(ctx);
}

function linked(ctx: Context, name: string, property: string): string | undefined {
  let link: Record<string, unknown> | undefined;
  try {
    link = ctx.link(name);
  } catch {
    return undefined;
  }
  return link && text(link, property);
}
