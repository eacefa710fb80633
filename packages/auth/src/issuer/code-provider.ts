import type { Provider, ProviderOptions } from "@openauthjs/openauth/provider/provider";
import { describe } from "@souk/core";
import type { Context as Request } from "hono";
import * as z from "zod";
import { normalized } from "../account.ts";
import { type Authorization, begunFor, type Inner } from "./inner.ts";
import type { SendMail } from "./mail.ts";
import { codePage, emailPage, noticePage } from "./page.ts";
import { pinSeconds } from "./pin.store.ts";
import type { Client, Settings, SocialName } from "./settings.ts";
import { codeDigits, type Flow, issueCode, tryCode } from "./sign-in.ts";
import { textOf } from "./text.ts";

export interface Proof {
  email: string;
}

/** One request of a sign-in under way. */
interface Step {
  c: Request;
  library: ProviderOptions<Proof>;
  inner: Inner;
  client: Client;
}

const Email = z.email().max(254);
const cookie = "flow";
const minutes = (seconds: number): number => Math.ceil(seconds / 60);

/** Signs in by a code that is mailed. The pages, the counting and the code are ours; the library learns only what was proven. */
export function createCodeProvider(settings: Settings, send: SendMail): Provider<Proof> {
  const socialNames = Object.keys(settings.social) as SocialName[];

  function showEmail({ c, inner, client }: Step, view: { email?: string; error?: string } = {}, status: 200 | 400 | 429 | 503 = 200) {
    const staff = client.actor === "staff";
    return c.html(emailPage(inner.frame, { staff, social: staff ? [] : socialNames, ...view }), status);
  }

  const showCode = ({ c, inner }: Step, view: { email: string; error?: string }, status: 200 | 400 | 429 = 200) =>
    c.html(codePage(inner.frame, view), status);

  const flowOf = ({ c, library }: Step) => library.get<Flow | undefined>(c, cookie);

  async function request(step: Step, given: string) {
    const { c, inner, library } = step;
    const text = textOf(inner.frame.locale);
    const email = normalized(given);
    if (!Email.safeParse(email).success) return showEmail(step, { email: given.slice(0, 254), error: text.emailWrong }, 400);
    const issued = await issueCode(inner.ctx, settings.keyring, email, inner.address);
    if ("waitSeconds" in issued) {
      c.header("Retry-After", String(issued.waitSeconds));
      return showEmail(step, { email, error: text.tooMany(minutes(issued.waitSeconds)) }, 429);
    }
    try {
      await send(inner.ctx, { to: email, code: issued.code, shop: inner.frame.shop, locale: inner.frame.locale });
    } catch (error) {
      inner.ctx.log.error("a sign-in code was not mailed", describe(error));
      return showEmail(step, { email, error: text.mailFailed }, 503);
    }
    await library.set(c, cookie, pinSeconds, issued.flow);
    return c.redirect("/code/authorize?sent", 303);
  }

  async function verify(step: Step, given: string) {
    const { c, inner, library } = step;
    const text = textOf(inner.frame.locale);
    const flow = await flowOf(step);
    if (!flow) return showEmail(step, { error: text.expired }, 400);
    const code = given.replaceAll(/[\s-]/g, "");
    if (!/^\d+$/.test(code) || code.length !== codeDigits) return showCode(step, { email: flow.email, error: text.codeForm }, 400);
    const verdict = await tryCode(inner.ctx, settings.keyring, flow, code, inner.address);
    if (verdict === "wrong") return showCode(step, { email: flow.email, error: text.codeWrong }, 400);
    if (verdict !== "right") {
      c.header("Retry-After", String(verdict.waitSeconds));
      return showCode(step, { email: flow.email, error: text.tooMany(minutes(verdict.waitSeconds)) }, 429);
    }
    await library.unset(c, cookie);
    return library.success(c, { email: flow.email });
  }

  return {
    type: "code",
    init(routes, library) {
      /** Without a sign-in under way nothing is shown, mailed or tried. */
      const within = (run: (step: Step) => Promise<Response> | Response) => async (c: Request) => {
        const authorization = await library.get<Authorization | undefined>(c, "authorization");
        const { inner, client } = begunFor(settings, c.req.raw, authorization);
        if (!client) return c.html(noticePage(inner.frame, "lost"), 400);
        try {
          return await run({ c, library, inner, client });
        } catch (error) {
          // The library would tell the client, and its log, in the error's own words.
          inner.ctx.log.error("a sign-in failed", describe(error));
          return c.html(noticePage(inner.frame, "failed"), 503);
        }
      };

      routes.get(
        "/authorize",
        within(async (step) => {
          const flow = step.c.req.query("sent") === undefined ? undefined : await flowOf(step);
          return flow ? showCode(step, { email: flow.email }) : showEmail(step);
        }),
      );
      routes.post(
        "/authorize",
        within(async (step) => {
          const form = new URLSearchParams(await step.c.req.text());
          if (form.get("action") === "verify") return verify(step, form.get("code") ?? "");
          const known = form.get("action") === "again" ? await flowOf(step) : undefined;
          return request(step, known?.email ?? form.get("email") ?? "");
        }),
      );
    },
  };
}
