import { defineEvent } from "@souk/core";
import * as z from "zod";
import { roleNames, scopes } from "./permission.ts";

const domain = "auth";
const keyId = "key_01h455vb4pex5vsknk084sn02q";
const staffId = "staff_01h455vb4pex5vsknk084sn02q";
const Scopes = z.array(z.enum(scopes));
const Role = z.enum(roleNames);

export const KeyCreated = defineEvent({
  name: "key.created",
  version: 1,
  domain,
  summary: "An API key was made; its text was shown to who made it and to nobody since.",
  data: z.strictObject({ keyId: z.string(), scopes: Scopes, validUntil: z.string().nullable() }),
  example: { keyId, scopes: ["order.read"], validUntil: null },
});

export const KeyRotated = defineEvent({
  name: "key.rotated",
  version: 1,
  domain,
  summary: "An API key has a new text; the one before it ends at `previousUntil`.",
  data: z.strictObject({ keyId: z.string(), previousUntil: z.string() }),
  example: { keyId, previousUntil: "2026-11-21T10:15:00.000Z" },
});

export const KeyRevoked = defineEvent({
  name: "key.revoked",
  version: 1,
  domain,
  summary: "An API key opens nothing any more, within a minute.",
  data: z.strictObject({ keyId: z.string() }),
  example: { keyId },
});

export const StaffAdded = defineEvent({
  name: "staff.added",
  version: 1,
  domain,
  summary: "A member of staff may sign in.",
  data: z.strictObject({ staffId: z.string(), role: Role }),
  example: { staffId, role: "support" },
});

export const StaffRoleChanged = defineEvent({
  name: "staff.role_changed",
  version: 1,
  domain,
  summary: "A member of staff may do something else, within a minute.",
  data: z.strictObject({ staffId: z.string(), role: Role }),
  example: { staffId, role: "manager" },
});

export const StaffRemoved = defineEvent({
  name: "staff.removed",
  version: 1,
  domain,
  summary: "A member of staff is one no longer; the sessions ended.",
  data: z.strictObject({ staffId: z.string() }),
  example: { staffId },
});
