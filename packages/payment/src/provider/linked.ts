import { type Context, text } from "@souk/core";
import { NoProvider, NoSuchProvider } from "../payment.error.ts";
import type { PaymentProvider } from "../provider.ts";
import { createSandboxProvider } from "./sandbox.ts";

/** The stage's provider; production stages have none until one is set up: `payment.no_provider`. */
export function providerOf(ctx: Context): PaymentProvider {
  const provider = findProvider(ctx);
  if (!provider) throw NoProvider();
  return provider;
}

export function findProvider(ctx: Context): PaymentProvider | undefined {
  const url = linked(ctx, "Sandbox", "url");
  const secret = linked(ctx, "SandboxSecret", "value");
  return url === undefined || secret === undefined ? undefined : createSandboxProvider({ url, secret });
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
