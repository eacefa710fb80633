import { defineError } from "@souk/core";

export const InvalidToken = defineError({
  code: "auth.invalid_token",
  kind: "unauthenticated",
  message: "The access token is not valid, or no longer. Sign in again.",
});
export const Unavailable = defineError({
  code: "auth.unavailable",
  kind: "unavailable",
  message: "Tokens cannot be checked at the moment. Nothing was done; send the request again.",
  retryAfterSeconds: 5,
});
export const KeyNotFound = defineError({ code: "key.not_found", kind: "not_found", message: "There is no such key." });
export const KeyRevoked = defineError({ code: "key.revoked", kind: "conflict", message: "The key was revoked." });
export const ScopeNotHeld = defineError({
  code: "key.scope_not_held",
  kind: "forbidden",
  message: "A key can do no more than who makes it.",
});
export const StaffNotFound = defineError({ code: "staff.not_found", kind: "not_found", message: "There is no such member of staff." });
export const StaffExists = defineError({ code: "staff.exists", kind: "conflict", message: "This address already belongs to the staff." });
export const OwnRole = defineError({
  code: "staff.own_role",
  kind: "conflict",
  message: "Nobody changes or ends their own membership: ask another owner.",
});
