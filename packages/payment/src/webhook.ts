import type { Context } from "@souk/core";
import { received } from "@souk/core/consumer";
import { ProviderUnavailable, WebhookRefused } from "./payment.error.ts";
import { ProviderFailure } from "./provider.ts";
import { providerNamed } from "./provider/linked.ts";
import { settle } from "./settle.ts";

export interface Delivery {
  provider: string;
  rawBody: string;
  header: (name: string) => string | undefined;
}

/**
 * Takes in what a provider announces. Its change and the record of the webhook's id are one transaction, so that 2xx means done and a
 * second delivery does nothing. Throws `payment.webhook_refused`, `payment.no_such_provider`, `payment.no_provider`.
 */
export async function receive(ctx: Context, { provider: name, rawBody, header }: Delivery): Promise<void> {
  const provider = providerNamed(ctx, name);
  const webhook = provider.verifyWebhook(rawBody, header, ctx.now());
  if (!webhook) throw WebhookRefused();
  const { id, snapshot } = webhook;
  const system: Context = { ...ctx, shopId: snapshot.shopId, actor: { type: "system", name: `webhook:${name}` } };
  try {
    await settle(system, provider, snapshot, { extra: [received(system, `payment-${name}`, id)] });
  } catch (error) {
    // Told to the provider as a failure, so that the webhook comes again and takes up what is left.
    if (error instanceof ProviderFailure) throw ProviderUnavailable({}, { cause: error });
    throw error;
  }
}
