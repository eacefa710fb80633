import { policy } from "./stage";

const { domain, logRetention } = policy();

/**
 * The issuer's own host: its answers are redirects from the root, so it shares none. A gateway and no function URL, since its address
 * is known before the function that is linked with it, and its word on who calls cannot be forged by a header.
 */
export const gate = new sst.aws.ApiGatewayV2("IssuerGate", {
  cors: false,
  accessLog: { retention: logRetention },
  ...(domain ? { domain: `auth.${domain}` } : {}),
});

/** Where people sign in, and where the keys are that tokens are checked with. */
export const issuer = new sst.Linkable("Issuer", { properties: { url: gate.url } });
