import { createHmac, timingSafeEqual } from "node:crypto";

const toleranceSeconds = 300;

interface Signed {
  secret: string;
  rawBody: string;
  header: (name: string) => string | undefined;
  now: Date;
}

/** The id of a webhook signed by Standard Webhooks (https://www.standardwebhooks.com), or undefined when forged, stale or incomplete. */
export function verifySignature({ secret, rawBody, header, now }: Signed): string | undefined {
  const id = header("webhook-id");
  const timestamp = header("webhook-timestamp");
  const signatures = header("webhook-signature");
  if (!id || id.length > 100 || !timestamp || !/^\d{1,12}$/.test(timestamp) || !signatures) return undefined;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > toleranceSeconds) return undefined;
  const key = secret.startsWith("whsec_") ? Buffer.from(secret.slice("whsec_".length), "base64") : Buffer.from(secret);
  const expected = createHmac("sha256", key).update(`${id}.${timestamp}.${rawBody}`).digest();
  // Several while a secret is being replaced.
  const matches = signatures.split(" ").some((signature) => {
    const [version, digest = ""] = signature.split(",");
    const given = Buffer.from(digest, "base64");
    return version === "v1" && given.length === expected.length && timingSafeEqual(given, expected);
  });
  return matches ? id : undefined;
}
