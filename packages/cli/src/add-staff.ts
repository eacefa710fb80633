import { createClient } from "@souk/client";
import { reach, refused } from "./reach.ts";
import { CommandError, type Target } from "./target.ts";

const roles = ["owner", "manager", "support", "fulfillment", "viewer"] as const;

interface Options {
  role?: string | undefined;
  name?: string | undefined;
}

/** Lets somebody sign in as staff: the first member of a new shop is made like this. */
export async function addStaff(target: Target, email: string, options: Options): Promise<void> {
  const role = roles.find((known) => known === (options.role ?? "viewer"));
  if (!role) throw new CommandError(`--role is one of ${roles.join(", ")}.`);
  const name = options.name ?? email.split("@")[0] ?? email;
  const client = createClient({ ...target, fetch: reach });
  const { data, error } = await client.POST("/v1/staff", {
    params: { header: { "idempotency-key": crypto.randomUUID() } },
    body: { email, name, role },
  });
  if (!data) return refused(error);
  console.log(`${data.email} is on the staff (${data.role}): sign in at /staff of the shop with a code that is mailed there.`);
}
