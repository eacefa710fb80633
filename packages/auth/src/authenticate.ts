import type { Context } from "@souk/core";
import { InvalidToken } from "./auth.error.ts";
import * as ApiKey from "./key.ts";
import type { CustomerActor, ServiceActor, StaffActor } from "./permission.ts";

/**
 * Whom a bearer credential stands for: an API key or an access token. `ctx` is that of a public caller. Throws `auth.invalid_key`,
 * `auth.invalid_token`, `auth.unavailable`.
 */
export async function authenticate(ctx: Context, bearer: string): Promise<CustomerActor | StaffActor | ServiceActor> {
  if (bearer.startsWith("souk_")) return ApiKey.authenticate(ctx, bearer);
  if (bearer.length > 4096) throw InvalidToken();
  // Loaded when the first token comes: guests have none, and what reads tokens takes a tenth of a function's start.
  const { verifyAccessToken } = await import("./access-token.ts");
  return verifyAccessToken(ctx, bearer);
}
