import { type Context, emit, instant, retryConflicts, transact, TransactionRefused, typeIdPattern, VersionConflict } from "@souk/core";
import * as z from "zod";
import { normalized } from "./account.ts";
import { OwnRole, StaffExists, StaffNotFound } from "./auth.error.ts";
import { StaffAdded, StaffRemoved, StaffRoleChanged } from "./auth.event.ts";
import { demand, type Role, roleNames } from "./permission.ts";
import { remembered } from "./remember.ts";
import * as Session from "./session.ts";
import { changing, creating, findMember, findStaffId, listMembers, type Member, partitionOf, removing } from "./staff.store.ts";

const StaffId = z.string().regex(typeIdPattern("staff"));

export const Info = z
  .strictObject({
    staffId: StaffId,
    email: z.email(),
    name: z.string(),
    role: z.enum(roleNames),
    version: z.int(),
    addedAt: z.string(),
  })
  .meta({
    id: "StaffMember",
    example: {
      staffId: "staff_01h455vb4pex5vsknk084sn02q",
      email: "grace@example.com",
      name: "Grace Hopper",
      role: "support",
      version: 1,
      addedAt: "2026-11-21T10:00:00.000Z",
    },
  });
export type Info = Member;

export const Addition = z
  .strictObject({ email: z.email().max(254), name: z.string().trim().min(1).max(80), role: z.enum(roleNames) })
  .meta({ id: "StaffAddition", example: { email: "grace@example.com", name: "Grace Hopper", role: "support" } });
export type Addition = z.infer<typeof Addition>;

export const Id = StaffId;

/** Lets somebody sign in as staff. Throws `auth.forbidden`, `staff.exists`. */
export async function add(ctx: Context, input: Addition): Promise<Member> {
  demand(ctx, "staff.manage");
  const member: Member = { ...input, email: normalized(input.email), staffId: ctx.id("staff"), version: 1, addedAt: instant(ctx) };
  const event = emit(ctx, StaffAdded, {
    partition: partitionOf(ctx, member.staffId),
    subject: member.staffId,
    sequence: 1,
    data: { staffId: member.staffId, role: member.role },
  });
  try {
    await retryConflicts(ctx, () => transact(ctx, [...creating(ctx, member), event], member));
  } catch (error) {
    if (error instanceof TransactionRefused && error.failed("staff-email") && !error.failed("idempotency"))
      throw StaffExists({}, { cause: error });
    throw error;
  }
  return member;
}

/** Changes what somebody may do, from within a minute on. Throws `auth.forbidden`, `staff.not_found`, `staff.own_role`, `request.version_conflict`. */
export async function changeRole(ctx: Context, staffId: string, role: Role, expected: number): Promise<Member> {
  const member = await another(ctx, staffId);
  if (member.version !== expected) throw VersionConflict({ version: member.version });
  const after = { ...member, role, version: member.version + 1 };
  const event = emit(ctx, StaffRoleChanged, {
    partition: partitionOf(ctx, staffId),
    subject: staffId,
    sequence: after.version,
    data: { staffId, role },
  });
  await commit(ctx, () => transact(ctx, [changing(ctx, member, role), event], after));
  return after;
}

/** Ends a membership and its sessions. Throws `auth.forbidden`, `staff.not_found`, `staff.own_role`, `request.version_conflict`. */
export async function remove(ctx: Context, staffId: string): Promise<Member> {
  const member = await another(ctx, staffId);
  const event = emit(ctx, StaffRemoved, {
    partition: partitionOf(ctx, staffId),
    subject: staffId,
    sequence: member.version + 1,
    data: { staffId },
  });
  await commit(ctx, () => transact(ctx, [...removing(ctx, member), event], member));
  // The missing row alone refuses every token; this frees what it leaves behind.
  await Session.revokeAll(ctx, staffId);
  return member;
}

/** The staff, oldest first. Throws `auth.forbidden`. */
export async function list(ctx: Context, page: { cursor?: string | undefined; limit: number }) {
  demand(ctx, "staff.manage");
  return listMembers(ctx, page);
}

/** For signing in: the member who proves an address. */
export async function byEmail(ctx: Context, email: string): Promise<Member | undefined> {
  const staffId = await findStaffId(ctx, normalized(email));
  return staffId === undefined ? undefined : findMember(ctx, staffId);
}

/** For checking a token: the member as of at most 30 s ago. */
export const recent = remembered(30, findMember);

/** A member whom the caller may change: nobody locks themselves out, or raises themselves. */
async function another(ctx: Context, staffId: string): Promise<Member> {
  demand(ctx, "staff.manage");
  if (ctx.actor.type === "staff" && ctx.actor.staffId === staffId) throw OwnRole();
  const member = await findMember(ctx, staffId);
  if (!member) throw StaffNotFound({ staffId });
  return member;
}

async function commit(ctx: Context, run: () => Promise<void>): Promise<void> {
  try {
    await retryConflicts(ctx, run);
  } catch (error) {
    if (error instanceof TransactionRefused && error.failed("staff") && !error.failed("idempotency"))
      throw VersionConflict({}, { cause: error });
    throw error;
  }
}
