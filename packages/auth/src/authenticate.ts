import type { Context } from "@souk/core";
import { verifyAccessToken } from "./access-token.ts";
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
  return verifyAccessToken(ctx, bearer);
}
