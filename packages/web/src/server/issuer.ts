import { Resource } from "sst/resource";
import type { Side } from "./sign-in.ts";

export interface Tokens {
  accessToken: string;
  refreshToken: string;
  expiresIn: number;
}

const clients = { customer: "web", staff: "staff" } as const;
const deadlineMs = 8_000;

export const issuerOrigin = (): string => new URL(Resource.Issuer.url).origin;

export interface Question {
  redirectUri: string;
  state: string;
  challenge: string;
  locale: string;
}

/** Where the browser goes to sign in. */
export function authorizeUrl(side: Side, { redirectUri, state, challenge, locale }: Question): string {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: clients[side],
    redirect_uri: redirectUri,
    state,
    code_challenge: challenge,
    code_challenge_method: "S256",
    ui_locales: locale,
  });
  return `${issuerOrigin()}/authorize?${query}`;
}

const post = (path: string, fields: Record<string, string>): Promise<Response> =>
  fetch(`${issuerOrigin()}${path}`, {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "error",
    signal: AbortSignal.timeout(deadlineMs),
  });

/** `ended`: the issuer refuses; `unknown`: it gave no answer. */
async function ask(fields: Record<string, string>): Promise<Tokens | "ended" | "unknown"> {
  try {
    const response = await post("/token", fields);
    if (!response.ok) return response.status < 500 && response.status !== 429 ? "ended" : "unknown";
    const body = (await response.json()) as { access_token: string; refresh_token: string; expires_in: number };
    return { accessToken: body.access_token, refreshToken: body.refresh_token, expiresIn: body.expires_in };
  } catch (error) {
    console.error("no answer from the issuer", String(error));
    return "unknown";
  }
}

export const exchange = (side: Side, { code, verifier, redirectUri }: { code: string; verifier: string; redirectUri: string }) =>
  ask({ grant_type: "authorization_code", client_id: clients[side], redirect_uri: redirectUri, code, code_verifier: verifier });

export const refresh = (side: Side, refreshToken: string) =>
  ask({ grant_type: "refresh_token", client_id: clients[side], refresh_token: refreshToken });

/** Ends a session everywhere. Without an answer its cookies are gone all the same. */
export async function revoke(side: Side, token: string): Promise<void> {
  await post("/revoke", { client_id: clients[side], token }).catch((error: unknown) =>
    console.error("a session was not ended", String(error)),
  );
}
