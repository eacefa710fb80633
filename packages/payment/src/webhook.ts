import type { Context } from "@souk/core";
import { received } from "@souk/core/consumer";
import { ProviderUnavailable, WebhookRefused } from "./payment.error.ts";
import * as Store from "./payment.store.ts";
import { ProviderFailure, type Snapshot } from "./provider.ts";
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
  if (await isOldNews(system, snapshot)) return;
  try {
    await settle(system, provider, snapshot, { extra: [received(system, `payment-${name}`, id)] });
  } catch (error) {
    // Told to the provider as a failure, so that the webhook comes again and takes up what is left.
    if (error instanceof ProviderFailure) throw ProviderUnavailable({}, { cause: error });
    throw error;
  }
}

/** Less than a shopper notices, more than the answer takes that a confirmation is waiting for. */
const headStartMilliseconds = 150;
const flightMilliseconds = 2000;

/**
 * Whether a charge was taken in before: a payment that was captured stays so, so that half a read unit is enough to know. Webhooks come
 * at the same moment as the answer to the confirmation; that one goes first, since whoever loses pays for a refused transaction.
 */
async function isOldNews(ctx: Context, { paymentId, status, refunds }: Snapshot): Promise<boolean> {
  if (status !== "captured" || refunds.length > 0) return false;
  const captured = async () => {
    const payment = await Store.find(ctx, paymentId, { consistent: false });
    return { payment, old: payment?.status === "captured" && !payment.late };
  };
  const { payment, old } = await captured();
  const { attempt } = payment ?? {};
  if (old || attempt?.status !== "open" || ctx.now().getTime() - Date.parse(attempt.startedAt) > flightMilliseconds) return old;
  await ctx.sleep(headStartMilliseconds);
  return (await captured()).old;
}
