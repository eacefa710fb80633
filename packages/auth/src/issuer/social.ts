import type { Provider } from "@openauthjs/openauth/provider/provider";
import * as z from "zod";
import type * as openauth from "./openauth.ts";
import type { Settings, SocialName } from "./settings.ts";

export interface TokenSet {
  tokenset: { access: string };
}

type OpenAuth = typeof openauth;

const makers = {
  google: ({ GoogleProvider }: OpenAuth, keys: Keys) => GoogleProvider({ ...keys, scopes: ["openid", "email"], pkce: true }),
  github: ({ GithubProvider }: OpenAuth, keys: Keys) => GithubProvider({ ...keys, scopes: ["user:email"], pkce: true }),
  discord: ({ DiscordProvider }: OpenAuth, keys: Keys) => DiscordProvider({ ...keys, scopes: ["identify", "email"], pkce: true }),
};
interface Keys {
  clientID: string;
  clientSecret: string;
}

/** The providers whose secrets are set. */
export function socialProviders(openauth: OpenAuth, { social }: Settings): [SocialName, Provider<TokenSet>][] {
  return (Object.entries(social) as [SocialName, { clientId: string; clientSecret: string }][]).map(
    ([name, { clientId, clientSecret }]) => [name, makers[name](openauth, { clientID: clientId, clientSecret }) as Provider<TokenSet>],
  );
}

/** Where a provider's sign-in page is: the only other hosts that the issuer sends anybody to. */
export const socialOrigins = ["https://accounts.google.com", "https://github.com", "https://discord.com"];

const timeoutMilliseconds = 5000;

async function ask(url: string, token: string): Promise<unknown> {
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}`, accept: "application/json", "user-agent": "souk" },
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  if (!response.ok) throw new Error(`${new URL(url).host} answered ${response.status}`);
  return response.json();
}

const Google = z.object({ email: z.email(), email_verified: z.boolean() });
const Github = z.array(z.object({ email: z.email(), primary: z.boolean(), verified: z.boolean() }));
const Discord = z.object({ email: z.email().nullish(), verified: z.boolean().optional() });

/** The address that a provider vouches for. An address that it has not confirmed proves nothing: undefined. */
export async function verifiedEmail(name: SocialName, token: string): Promise<string | undefined> {
  switch (name) {
    case "google": {
      const { email, email_verified } = Google.parse(await ask("https://openidconnect.googleapis.com/v1/userinfo", token));
      return email_verified ? email : undefined;
    }
    case "github": {
      const emails = Github.parse(await ask("https://api.github.com/user/emails", token));
      return emails.find(({ primary, verified }) => primary && verified)?.email;
    }
    case "discord": {
      const { email, verified } = Discord.parse(await ask("https://discord.com/api/users/@me", token));
      return verified === true ? (email ?? undefined) : undefined;
    }
  }
}
