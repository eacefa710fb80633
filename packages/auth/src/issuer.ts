import { createContext } from "@souk/core/runtime";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { createIssuer } from "./issuer/app.ts";
import { sendMail } from "./issuer/mail.ts";
import { settingsOf } from "./issuer/settings.ts";

const contextOf = (requestId: string) => createContext({ actor: { type: "system", name: "issuer" }, requestId });

let issuer: ReturnType<typeof createIssuer> | undefined;

/** Made at the first request, and kept: what it is linked with does not change while it runs. */
const app = new Hono();
app.all("*", (c) => {
  issuer ??= createIssuer({ settings: settingsOf(contextOf("issuer")), contextOf, send: sendMail });
  return issuer.fetch(c.req.raw, c.env as object);
});

export const handler = handle(app);
