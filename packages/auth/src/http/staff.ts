import { type Api, defineRoute, getIfMatch, ifMatch, PageQuery, pageOf, PreconditionRequired, pure, readPage } from "@souk/core/http";
import { VersionConflict } from "@souk/core";
import * as z from "zod";
import { OwnRole, StaffExists, StaffNotFound } from "../auth.error.ts";
import { roleNames } from "../permission.ts";
import * as Staff from "../staff.ts";

const tags: [string] = ["Staff"];
const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { "application/json": { schema } } });
const params = z.strictObject({ staffId: Staff.Id });
const RoleChange = z.strictObject({ role: z.enum(roleNames) }).meta({ id: "StaffRoleChange", example: { role: "manager" } });

const addMember = defineRoute({
  method: "post",
  path: "/v1/staff",
  operationId: "addStaff",
  summary: "Let somebody sign in as staff",
  description: "Needs `staff.manage`.",
  tags,
  callers: ["staff"],
  permission: "staff.manage",
  errors: [StaffExists],
  idempotency: "accepted",
  request: { body: { required: true, ...json(Staff.Addition) } },
  responses: { 201: { description: "The new member", ...json(Staff.Info) } },
});

const listStaff = defineRoute({
  method: "get",
  path: "/v1/staff",
  cache: "none",
  operationId: "listStaff",
  summary: "List the staff, oldest first",
  description: "Needs `staff.manage`.",
  tags,
  callers: ["staff"],
  permission: "staff.manage",
  request: { query: PageQuery },
  responses: { 200: { description: "Members with their roles", ...json(pageOf(Staff.Info)) } },
});

const changeStaffRole = defineRoute({
  method: "patch",
  path: "/v1/staff/{staffId}",
  operationId: "changeStaffRole",
  summary: "Give a member of staff another role",
  description: "Needs `staff.manage`. It holds everywhere within a minute.",
  tags,
  callers: ["staff"],
  permission: "staff.manage",
  errors: [StaffNotFound, OwnRole, VersionConflict, PreconditionRequired],
  idempotency: "accepted",
  request: { params, headers: ifMatch, body: { required: true, ...json(RoleChange) } },
  responses: { 200: { description: "The member with the new role", ...json(Staff.Info) } },
});

const removeStaff = defineRoute({
  method: "delete",
  path: "/v1/staff/{staffId}",
  operationId: "removeStaff",
  summary: "End a membership of the staff",
  description: "Needs `staff.manage`. The sessions end, everywhere within a minute.",
  tags,
  callers: ["staff"],
  permission: "staff.manage",
  errors: [StaffNotFound, OwnRole, VersionConflict],
  request: { params },
  responses: { 200: { description: "Who it was", ...json(Staff.Info) } },
});

export function addStaff(app: Api): void {
  app
    .openapi(addMember, async (c) => {
      const input = c.req.valid("json");
      return c.json(await pure(c, input, (ctx) => Staff.add(ctx, input)), 201);
    })
    .openapi(listStaff, async (c) => {
      const page = c.req.valid("query");
      return c.json(await readPage(() => Staff.list(c.get("ctx"), page)), 200);
    })
    .openapi(changeStaffRole, async (c) => {
      const { staffId } = c.req.valid("param");
      const { role } = c.req.valid("json");
      const version = getIfMatch(c);
      const member = await pure(c, { staffId, role, version }, (ctx) => Staff.changeRole(ctx, staffId, role, version));
      c.header("ETag", `"${member.version}"`);
      return c.json(member, 200);
    })
    .openapi(removeStaff, async (c) => c.json(await Staff.remove(c.get("ctx"), c.req.valid("param").staffId), 200));
}
