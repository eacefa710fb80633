import type { Context } from "@souk/core";
import type { Locale } from "./text.ts";

/** What a request to the issuer carries. */
export interface IssuerEnv {
  Bindings: {
    /** Of Lambda: the gateway's own word on where a request came from. */
    event?: { requestContext?: { requestId?: string; http?: { sourceIp?: string } } };
  };
  Variables: {
    ctx: Context;
    locale: Locale;
  };
}
