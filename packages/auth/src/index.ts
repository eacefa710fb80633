export * as Account from "./account.ts";
export { authenticate } from "./authenticate.ts";
export { verifyAccessToken } from "./access-token.ts";
export * as ApiKey from "./key.ts";
export { demand, type Permission, permissions, permissionsOf, type Role, roles, scopes } from "./permission.ts";
export * as Session from "./session.ts";
export * as Staff from "./staff.ts";
