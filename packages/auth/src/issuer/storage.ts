import type { Context } from "@souk/core";
import type { StorageAdapter } from "@openauthjs/openauth/storage/storage";
import * as z from "zod";
import { saveGrant } from "./grant.store.ts";
import type { Keyring } from "./keyring.ts";
import { findSealed, saveSealedOnce } from "./sealed.store.ts";

/** An authorization code as the library writes it. */
const Code = z.object({
  type: z.enum(["customer", "staff"]),
  subject: z.string(),
  clientID: z.string(),
  redirectURI: z.string(),
  pkce: z.object({ challenge: z.string() }),
});

/**
 * The library's storage on the one table. It writes codes and the key of its cookies, and reads keys: whatever has to be taken at most
 * once (codes, refresh tokens) it never reads, since the token endpoint is ours.
 */
export function createStorage(ctx: Context, keyring: Keyring): StorageAdapter {
  // Each secret has a cookie key of its own: a new one ends the sign-ins under way, and nothing else.
  const cookieKey = `cookie-key#${keyring.signing[0].id}`;
  return {
    async get() {
      return undefined;
    },
    async remove() {},
    async set([kind, id = ""], value: unknown) {
      if (kind === "oauth:code") {
        const { type, subject, clientID, redirectURI, pkce } = Code.parse(value);
        return saveGrant(ctx, id, { actor: type, subject, clientId: clientID, redirectUri: redirectURI, challenge: pkce.challenge });
      }
      // Of several issuers that start at once, one makes the key and all use it.
      if (kind === "encryption:key") return saveSealedOnce(ctx, cookieKey, keyring.seal(JSON.stringify(value)));
      throw new Error(`The library stores "${kind}", which nobody here would read`);
    },
    async *scan([kind]) {
      if (kind === "signing:key") yield* signingKeys(keyring);
      const sealed = kind === "encryption:key" ? await findSealed(ctx, cookieKey) : undefined;
      if (sealed !== undefined) yield [["encryption:key", "1"], JSON.parse(keyring.unseal(sealed))];
    },
  };
}

/** As the library keeps keys, so that it publishes ours. The newest comes first. */
function* signingKeys(keyring: Keyring): Generator<[string[], unknown]> {
  for (const [age, { id, publicPem, privatePem }] of keyring.signing.entries())
    yield [["signing:key", id], { id, publicKey: publicPem, privateKey: privatePem, created: -age, alg: "ES256" }];
}
