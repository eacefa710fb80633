import { createHash, randomBytes } from "node:crypto";
import type { Table } from "@souk/core";
import type { Harness } from "@souk/testing";
import { createIssuer } from "../src/issuer/app.ts";
import { createKeyring } from "../src/issuer/keyring.ts";
import type { CodeMail } from "../src/issuer/mail.ts";
import type { Settings } from "../src/issuer/settings.ts";

export const origin = "https://auth.shop.example";
export const callback = "https://shop.example/api/auth/callback";
export const staffCallback = "https://shop.example/api/auth/staff/callback";
export const secret = "a-secret-of-tests-only-that-is-long-enough";

export const settings: Settings = {
  origin,
  clients: {
    web: { actor: "customer", redirectUris: [callback] },
    staff: { actor: "staff", redirectUris: [staffCallback] },
  },
  keyring: createKeyring(secret),
  social: {},
};

type App = ReturnType<typeof createIssuer>;
export interface Visited {
  status: number;
  headers: Headers;
  text: string;
  location: string | undefined;
}

export interface TokenAnswer {
  status: number;
  error?: string;
  access_token: string;
  refresh_token: string;
  expires_in: number;
  token_type: string;
  refresh_token_expires_in: number;
}

/** An issuer on the harness's table and clock, whose mail lies in `mails`. Nobody below calls anything but its HTTP face. */
export function testIssuer(harness: Harness, changed: Partial<Settings> = {}) {
  const mails: CodeMail[] = [];
  const state = { mailFails: false, keysFail: false };
  let app: App | undefined;
  const issuer = () =>
    (app ??= createIssuer({
      settings: { ...settings, ...changed },
      contextOf: (requestId) => {
        const ctx = harness.ctx({ type: "system", name: "issuer" });
        return { ...ctx, requestId, table: failing(ctx.table, state) };
      },
      send: async (_ctx, mail) => {
        if (state.mailFails) throw new Error("no mail today");
        mails.push(mail);
      },
    }));

  async function visit(path: string, init: RequestInit = {}, address = "198.51.100.7"): Promise<Visited> {
    const response = await issuer().request(new URL(path, origin).href, init, {
      event: { requestContext: { requestId: "req_test", http: { sourceIp: address } } },
    });
    return {
      status: response.status,
      headers: response.headers,
      text: await response.text(),
      location: response.headers.get("location") ?? undefined,
    };
  }

  const form = (fields: Record<string, string>): RequestInit => ({
    method: "POST",
    body: new URLSearchParams(fields).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });

  async function token(fields: Record<string, string>, path = "/token"): Promise<TokenAnswer> {
    const { status, text } = await visit(path, form(fields));
    return { ...(JSON.parse(text) as TokenAnswer), status };
  }
  const exchange = ({ code, verifier }: { code: string; verifier: string }, changes: Record<string, string> = {}) =>
    token({ grant_type: "authorization_code", client_id: "web", redirect_uri: callback, code, code_verifier: verifier, ...changes });
  const refresh = (refreshToken: string, changes: Record<string, string> = {}) =>
    token({ grant_type: "refresh_token", client_id: "web", refresh_token: refreshToken, ...changes });

  return {
    mails,
    state,
    visit,
    form,
    token,
    exchange,
    refresh,
    /** A code for the newest mail's address. */
    newestCode: () => mails.at(-1)?.code ?? "",
    /** Signs in to the point where the site gets its code. */
    async signIn(email = newEmail(), client: "web" | "staff" = "web") {
      const browser = openBrowser({ visit, form });
      const { verifier, state: given } = await browser.authorize({ client });
      await browser.request(email);
      const answer = await browser.verify(mails.at(-1)?.code ?? "");
      const code = answer.location === undefined ? "" : (new URL(answer.location).searchParams.get("code") ?? "");
      return { email, code, verifier, state: given, answer, browser };
    },
    async tokens(email = newEmail()) {
      return exchange(await this.signIn(email));
    },
    browser: (address?: string) => openBrowser({ visit, form }, address),
  };
}
/** The table, but for what the issuer keeps for itself. */
const failing = (table: Table, state: { keysFail: boolean }): Table => ({
  ...table,
  client: {
    async send(command) {
      if (state.keysFail && JSON.stringify(command).includes("cookie-key")) throw new Error("no table today");
      return table.client.send(command);
    },
  },
});
export type TestIssuer = ReturnType<typeof testIssuer>;

export const newEmail = () => `p${randomBytes(6).toString("hex")}@example.com`;

export function newPkce() {
  const verifier = randomBytes(48).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}

export const authorizeQuery = (changes: Record<string, string | undefined> = {}): string => {
  const fields = {
    response_type: "code",
    client_id: "web",
    redirect_uri: callback,
    state: "state-of-the-site",
    code_challenge: newPkce().challenge,
    code_challenge_method: "S256",
    ...changes,
  };
  return new URLSearchParams(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined)).toString();
};

/** A browser: it keeps cookies and posts forms. */
function openBrowser({ visit, form }: Pick<TestIssuer, "visit" | "form">, address?: string) {
  const jar = new Map<string, string>();
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  async function go(path: string, init: RequestInit = {}): Promise<Visited> {
    const headers = { ...(init.headers as Record<string, string> | undefined), ...(jar.size > 0 ? { cookie: cookies() } : {}) };
    const answer = await visit(path, { ...init, headers }, address);
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      if (/max-age=0/i.test(line)) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  }
  return {
    jar,
    go,
    async authorize({ client = "web", ...changes }: { client?: "web" | "staff" } & Record<string, string | undefined> = {}) {
      const pkce = newPkce();
      const state = randomBytes(12).toString("base64url");
      const redirect = client === "web" ? callback : staffCallback;
      const query = authorizeQuery({ client_id: client, redirect_uri: redirect, state, code_challenge: pkce.challenge, ...changes });
      const answer = await go(`/authorize?${query}`);
      return { ...pkce, state, answer };
    },
    request: (email: string) => go("/code/authorize", form({ action: "request", email })),
    verify: (code: string) => go("/code/authorize", form({ action: "verify", code })),
    /** The same browser, at this moment: its copies do not share cookies. */
    copy() {
      const other = openBrowser({ visit, form }, address);
      for (const [name, value] of jar) other.jar.set(name, value);
      return other;
    },
  };
}
