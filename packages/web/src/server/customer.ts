import { api, type Result, type Schemas, settle } from "./api.ts";

export type Customer = Schemas["Customer"];
export type SavedAddress = Schemas["SavedAddress"];
export type Address = Schemas["Address"];
export type OrderHead = Schemas["OrderHead"];

export const getCustomer = (bearer: string): Promise<Result<Customer>> => settle(api({ bearer }).GET("/v1/customers/me", {}));

export const rename = (bearer: string, name: string): Promise<Result<Customer>> =>
  settle(api({ bearer }).PATCH("/v1/customers/me", { body: { name } }));

export const listOrders = (bearer: string, cursor?: string): Promise<Result<{ items: OrderHead[]; cursor: string | null }>> =>
  settle(api({ bearer }).GET("/v1/customers/me/orders", { params: { query: cursor === undefined ? {} : { cursor } } }));

export const joinOrders = (bearer: string): Promise<Result<{ joined: number }>> =>
  settle(api({ bearer }).POST("/v1/customers/me/orders/join", {}));

export const addAddress = (bearer: string, body: Address, key: string): Promise<Result<Customer>> =>
  settle(api({ bearer }).POST("/v1/customers/me/addresses", { params: { header: { "idempotency-key": key } }, body }));

export const removeAddress = (bearer: string, addressId: string): Promise<Result<Customer>> =>
  settle(api({ bearer }).DELETE("/v1/customers/me/addresses/{addressId}", { params: { path: { addressId } } }));

export const exportAll = (bearer: string): Promise<Result<unknown>> => settle(api({ bearer }).GET("/v1/customers/me/export", {}));

export const erase = (bearer: string): Promise<Result<unknown>> => settle(api({ bearer }).DELETE("/v1/customers/me", {}));

export const changeAddress = (bearer: string, addressId: string, body: Address): Promise<Result<Customer>> =>
  settle(api({ bearer }).PUT("/v1/customers/me/addresses/{addressId}", { params: { path: { addressId } }, body }));

export type Session = Schemas["Session"];

export const listSessions = (bearer: string): Promise<Result<{ items: Session[] }>> =>
  settle(api({ bearer }).GET("/v1/customers/me/sessions", {}));

export const endSessions = (bearer: string): Promise<Result<unknown>> => settle(api({ bearer }).DELETE("/v1/customers/me/sessions", {}));
