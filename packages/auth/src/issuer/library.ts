import type { Provider } from "@openauthjs/openauth/provider/provider";
import { type Context, describe } from "@souk/core";
import * as z from "zod";
import * as Account from "../account.ts";
import * as Staff from "../staff.ts";
import { createCodeProvider, type Proof } from "./code-provider.ts";
import { type Authorization, begunFor, innerOf } from "./inner.ts";
import type { SendMail } from "./mail.ts";
import { type Notice, noticePage } from "./page.ts";
import { type Settings, type SocialName, socialNames } from "./settings.ts";
import { socialProviders, type TokenSet, verifiedEmail } from "./social.ts";
import { createStorage } from "./storage.ts";

/** Ids and nothing else go into tokens: no address, no name, no role. */
const subjects = { customer: z.object({}), staff: z.object({}) };

/** What a provider proves, with the client that asked. */
interface Signed extends Partial<Proof>, Partial<TokenSet> {
  provider: string;
  authorization?: Authorization;
}

/**
 * OpenAuth 0.4.3 for what it does well: the sign-in kept in an encrypted cookie, the providers' protocols, minting codes, publishing
 * keys. The guard stands before it, and its token endpoint is never reached. `ctx` lives as long as the process.
 */
export function createLibrary(ctx: Context, settings: Settings, send: SendMail) {
  return renewing(async () => {
    const openauth = await import("./openauth.ts");
    const providers: Record<string, Provider<Proof> | Provider<TokenSet>> = {
      code: withClient(createCodeProvider(settings, send)),
      ...Object.fromEntries(socialProviders(openauth, settings).map(([name, provider]) => [name, withClient(provider)])),
    };
    const options: Parameters<typeof openauth.issuer<typeof providers, typeof subjects, Signed>>[0] = {
      subjects,
      providers,
      storage: createStorage(ctx, settings.keyring),
      // The guard has compared client and address already.
      allow: async () => true,
      error: async (_error, request) => notice(innerOf(request).frame, "lost"),
      async success(responder, proof, request) {
        const { inner, client } = begunFor(settings, request, proof.authorization);
        if (!client) return notice(inner.frame, "lost");
        const email = await emailOf(proof).catch((error: unknown) => {
          inner.ctx.log.warn("a provider did not say whose account it is", describe(error));
          return undefined;
        });
        if (email === undefined) return notice(inner.frame, "unverified", 403);
        if (client.actor === "customer") return responder.subject("customer", {}, { subject: await Account.open(inner.ctx, email) });
        // Staff prove the mailbox that an owner entered, not an account elsewhere.
        const member = proof.provider === "code" ? await Staff.byEmail(inner.ctx, email) : undefined;
        return member ? responder.subject("staff", {}, { subject: member.staffId }) : notice(inner.frame, "notStaff", 403);
      },
    };
    return silently(() => openauth.issuer(options));
  });
}

interface Library {
  fetch(request: Request): Response | Promise<Response>;
}

/**
 * Made at the first request. The library keeps the promise of its keys, a broken one too: after a failure of its own it is made anew, or
 * nobody would get in.
 */
function renewing(make: () => Promise<Library>) {
  let library: Promise<Library> | undefined;
  return {
    async fetch(request: Request): Promise<Response> {
      let failed = true;
      try {
        library ??= make();
        const { fetch } = await library;
        const response = await fetch(request);
        failed = response.status >= 500 || isServerError(response.headers.get("location"));
        return response;
      } finally {
        if (failed) library = undefined;
      }
    },
  };
}

/** Also a failure: sending the browser back with the word of it (RFC 6749, section 4.1.2.1). */
const isServerError = (location: string | null): boolean =>
  location !== null && URL.parse(location)?.searchParams.get("error") === "server_error";

function emailOf({ provider, email, tokenset }: Signed): Promise<string | undefined> {
  if (provider === "code") return Promise.resolve(email);
  const name: SocialName | undefined = socialNames.find((known) => known === provider);
  return name && tokenset ? verifiedEmail(name, tokenset.access) : Promise.resolve(undefined);
}

/** The library does not tell `success` which client asked: its cookie does. */
function withClient<T>(provider: Provider<T>): Provider<T> {
  return {
    ...provider,
    init: (routes, library) =>
      provider.init(routes, {
        ...library,
        success: async (c, proof, options) =>
          library.success(c, { ...proof, authorization: await library.get<Authorization>(c, "authorization") } as T, options),
      }),
  };
}

async function notice(frame: Parameters<typeof noticePage>[0], what: Notice, status = 400): Promise<Response> {
  return new Response(String(await noticePage(frame, what)), { status, headers: { "content-type": "text/html; charset=UTF-8" } });
}

/** The library logs whole addresses, with codes and states in them, through the `console.log` of the moment that it is made. */
function silently<T>(make: () => T): T {
  const { log } = console;
  console.log = () => {};
  try {
    return make();
  } finally {
    console.log = log;
  }
}
