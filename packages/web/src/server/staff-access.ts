import { api, type Result, type Schemas, settle } from "./api.ts";
import type { Listed } from "./staff.ts";

export type Key = Schemas["Key"];
export type KeyShown = Schemas["KeyShown"];
export type Scope = Key["scopes"][number];
export type Member = Schemas["StaffMember"];
export type Role = Member["role"];

export const roles: Role[] = ["owner", "manager", "support", "fulfillment", "viewer"];
export const scopes: Scope[] = [
  "catalog.read",
  "catalog.write",
  "stock.read",
  "stock.adjust",
  "order.read",
  "order.fulfill",
  "order.cancel",
  "payment.refund",
  "customer.read",
  "customer.write",
  "shop.write",
  "system.read",
];

const keyed = (key: string) => ({ "idempotency-key": key });
const page = (cursor: string | undefined) => ({ params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } });

export const listKeys = (bearer: string, cursor?: string): Promise<Result<Listed<Key>>> =>
  settle(api({ bearer }).GET("/v1/keys", page(cursor)));

export const createKey = (bearer: string, body: Schemas["KeyCreation"], key: string): Promise<Result<KeyShown>> =>
  settle(api({ bearer }).POST("/v1/keys", { params: { header: keyed(key) }, body }));

export const rotateKey = (bearer: string, keyId: string, overlapSeconds: number, key: string): Promise<Result<KeyShown>> =>
  settle(api({ bearer }).POST("/v1/keys/{keyId}/rotate", { params: { path: { keyId }, header: keyed(key) }, body: { overlapSeconds } }));

export const revokeKey = (bearer: string, keyId: string): Promise<Result<unknown>> =>
  settle(api({ bearer }).DELETE("/v1/keys/{keyId}", { params: { path: { keyId } } }));

export const listMembers = (bearer: string, cursor?: string): Promise<Result<Listed<Member>>> =>
  settle(api({ bearer }).GET("/v1/staff", page(cursor)));

export const addMember = (bearer: string, body: Schemas["StaffAddition"], key: string): Promise<Result<Member>> =>
  settle(api({ bearer }).POST("/v1/staff", { params: { header: keyed(key) }, body }));

export const changeRole = (bearer: string, staffId: string, role: Role, version: number, key: string): Promise<Result<Member>> =>
  settle(
    api({ bearer }).PATCH("/v1/staff/{staffId}", {
      params: { path: { staffId }, header: { ...keyed(key), "if-match": `"${version}"` } },
      body: { role },
    }),
  );

export const removeMember = (bearer: string, staffId: string): Promise<Result<unknown>> =>
  settle(api({ bearer }).DELETE("/v1/staff/{staffId}", { params: { path: { staffId } } }));
