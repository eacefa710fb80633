import { type Context, text } from "@souk/core";
import * as z from "zod";
import { createKeyring, type Keyring } from "./keyring.ts";

export const socialNames = ["google", "github", "discord"] as const;
export type SocialName = (typeof socialNames)[number];

/** Who may send people here to sign in: a site's id, whom it signs in, and the exact addresses that they go back to. */
export const Client = z.strictObject({ actor: z.enum(["customer", "staff"]), redirectUris: z.array(z.url()).min(1) });
export type Client = z.infer<typeof Client>;
const Clients = z.record(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), Client);

export interface Settings {
  /** The issuer's own origin, whatever host a request names. */
  origin: string;
  clients: Record<string, Client>;
  keyring: Keyring;
  social: Partial<Record<SocialName, { clientId: string; clientSecret: string }>>;
}

const secretNames = { google: "GoogleClient", github: "GithubClient", discord: "DiscordClient" } as const satisfies Record<
  SocialName,
  string
>;

/** What `infra/auth.ts` links the issuer with. */
export function settingsOf(ctx: Context): Settings {
  return {
    origin: new URL(text(ctx.link("Issuer"), "url")).origin,
    clients: Clients.parse(ctx.link("IssuerClients")["clients"]),
    keyring: createKeyring(text(ctx.link("AuthSecret"), "value")),
    social: Object.fromEntries(socialNames.flatMap((name) => socialOf(name, text(ctx.link(secretNames[name]), "value")))),
  };
}

/** `<client id>:<client secret>`; `unset` leaves the provider out. */
function socialOf(name: SocialName, value: string): [SocialName, { clientId: string; clientSecret: string }][] {
  if (value === "unset") return [];
  const at = value.indexOf(":");
  if (at < 1 || at === value.length - 1) throw new TypeError(`${secretNames[name]} is not "<client id>:<client secret>"`);
  return [[name, { clientId: value.slice(0, at), clientSecret: value.slice(at + 1) }]];
}
