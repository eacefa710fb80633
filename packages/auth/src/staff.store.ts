import { type Context, perTable, put, remove, update, type Write } from "@souk/core";
import { Entity } from "@souk/core/entity";
import { digestOf } from "./digest.ts";
import { type Role, roleNames } from "./permission.ts";

export interface Member {
  staffId: string;
  email: string;
  name: string;
  role: Role;
  version: number;
  addedAt: string;
}

/**
 * | question                                 | key                                                   |
 * |------------------------------------------|-------------------------------------------------------|
 * | a member of staff                        | `<shop>#staff#<staffId>`, `staff`                     |
 * | all of the staff, oldest first           | gsi1 `<shop>#staff#all`, `<addedAt>#<staffId>`        |
 * | who on the staff proves this address?    | `<shop>#staff-email#<hash of e-mail>`, `staff`        |
 *
 * Whoever was removed is gone; the events tell of it.
 */
const members = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "staff", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          staffId: { type: "string", required: true },
          email: { type: "string", required: true },
          name: { type: "string", required: true },
          role: { type: roleNames, required: true },
          version: { type: "number", required: true },
          addedAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "staffId"], template: "${shopId}#staff#${staffId}", casing: "none" },
            sk: { field: "sk", composite: [], template: "staff", casing: "none" },
          },
          all: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["shopId"], template: "${shopId}#staff#all", casing: "none" },
            sk: { field: "gsi1sk", composite: ["addedAt", "staffId"], template: "${addedAt}#${staffId}", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

const addresses = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "staff-email", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          hash: { type: "string", required: true },
          staffId: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "hash"], template: "${shopId}#staff-email#${hash}", casing: "none" },
            sk: { field: "sk", composite: [], template: "staff", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

export const partitionOf = (ctx: Context, staffId: string): string => `${ctx.shopId}#staff#${staffId}`;
const addressOf = (ctx: Context, email: string) => ({ shopId: ctx.shopId, hash: digestOf(email) });
const bare = ({ shopId: _shop, ...member }: Member & { shopId: string }): Member => member;

export async function findMember(ctx: Context, staffId: string): Promise<Member | undefined> {
  const { data } = await members(ctx).get({ shopId: ctx.shopId, staffId }).go({ consistent: true });
  return data ? bare(data) : undefined;
}

export async function findStaffId(ctx: Context, email: string): Promise<string | undefined> {
  const { data } = await addresses(ctx).get(addressOf(ctx, email)).go({ consistent: true });
  return data?.staffId;
}

export async function listMembers(ctx: Context, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const page = await members(ctx)
    .query.all({ shopId: ctx.shopId })
    .go({ limit, ...(cursor === undefined ? {} : { cursor }) });
  return { items: page.data.map(bare), cursor: page.cursor };
}

/** Creates a member, if the address has none (labels `staff`, `staff-email`). */
export const creating = (ctx: Context, member: Member): Write[] => [
  put(
    "staff",
    members(ctx)
      .create({ ...member, shopId: ctx.shopId })
      .params(),
  ),
  put(
    "staff-email",
    addresses(ctx)
      .create({ ...addressOf(ctx, member.email), staffId: member.staffId })
      .params(),
  ),
];

/** Gives another role to exactly the version that was read (label `staff`). */
export const changing = (ctx: Context, { staffId, version }: Member, role: Role): Write =>
  update(
    "staff",
    members(ctx)
      .patch({ shopId: ctx.shopId, staffId })
      .set({ role, version: version + 1 })
      .where((attributes, { eq }) => eq(attributes.version, version))
      .params(),
  );

/** Removes exactly the version that was read (labels `staff`, `staff-email`). */
export const removing = (ctx: Context, { staffId, email, version }: Member): Write[] => [
  remove(
    "staff",
    members(ctx)
      .delete({ shopId: ctx.shopId, staffId })
      .where((attributes, { eq }) => eq(attributes.version, version))
      .params(),
  ),
  remove("staff-email", addresses(ctx).delete(addressOf(ctx, email)).params()),
];
