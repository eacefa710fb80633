import { typeIdPattern } from "@souk/core";
import { Order } from "@souk/order";
import * as z from "zod";

export const mostAddresses = 20;

export const CustomerId = z.string().regex(typeIdPattern("cust")).meta({ example: "cust_01h455vb4pex5vsknk084sn02q" });
export const AddressId = z.string().regex(typeIdPattern("addr")).meta({ example: "addr_01h455vb4pex5vsknk084sn02q" });

const addressExample = { name: "Ada Byron", line1: "Torstraße 1", postalCode: "10119", city: "Berlin", country: "DE" };

export const SavedAddress = z
  .strictObject({ addressId: AddressId, ...Order.Address.shape })
  .meta({ id: "SavedAddress", example: { addressId: "addr_01h455vb4pex5vsknk084sn02q", ...addressExample } });
export type SavedAddress = z.infer<typeof SavedAddress>;

export const Name = z.string().trim().min(1).max(120);

export const Info = z
  .strictObject({
    customerId: CustomerId,
    email: z.string().meta({ description: "In lower case, proven by signing in" }),
    name: z.string().nullable(),
    addresses: z.array(SavedAddress),
    createdAt: z.string(),
    version: z.int(),
  })
  .meta({
    id: "Customer",
    example: {
      customerId: "cust_01h455vb4pex5vsknk084sn02q",
      email: "ada@example.com",
      name: "Ada Byron",
      addresses: [],
      createdAt: "2026-11-21T10:00:00.000Z",
      version: 1,
    },
  });
export type Info = z.infer<typeof Info>;

/** What is kept besides the account itself; version 0 while nothing is. */
export interface Profile {
  name?: string | undefined;
  addresses: SavedAddress[];
  version: number;
}
