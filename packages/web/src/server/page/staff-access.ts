import { keyOf } from "../form.ts";
import type { Loaded } from "../loaded.ts";
import { addMember, changeRole, createKey, type Key, type KeyShown, listKeys, listMembers, type Member } from "../staff-access.ts";
import { removeMember, revokeKey, roles, rotateKey, scopes } from "../staff-access.ts";
import type { Listed } from "../staff.ts";
import { asStaff, concluded, type Form, found, invalid, refusedForm, type StaffPage } from "./staff.ts";

export interface KeysPage extends Listed<Key> {
  /** A key that was just made or rotated, with its text: told in this answer and nowhere else. */
  shown: KeyShown | undefined;
}

/** The keys, and the forms that make, rotate and revoke one. */
export const staffKeys = (): Promise<Loaded<StaffPage<KeysPage>>> =>
  asStaff<KeysPage>(async ({ bearer, query, form }) => {
    const { shown, ...said } = form ? await actOnKey(bearer, form) : { shown: undefined };
    const keys = await listKeys(bearer, query.get("cursor") ?? undefined);
    return keys.ok ? found({ ...keys.value, shown, ...said }) : keys;
  });

async function actOnKey(bearer: string, form: Form) {
  const keyId = form.keyId ?? "";
  if (form.intent === "revoke") return { shown: undefined, ...concluded(await revokeKey(bearer, keyId), form, "/staff/keys") };
  const made = form.intent === "rotate" ? rotateKey(bearer, keyId, Number(form.overlap) || 0, keyOf(form)) : create(bearer, form);
  const result = await made;
  if (result?.ok) return { shown: result.value };
  return { shown: undefined, ...refusedForm(result?.problem ?? invalid, form) };
}

function create(bearer: string, form: Form) {
  const chosen = scopes.filter((scope) => form[`scope:${scope}`] === "yes");
  if (!form.name || chosen.length === 0) return undefined;
  // The day is the last one, as people mean it.
  const until = /^\d{4}-\d{2}-\d{2}$/.test(form.until ?? "") ? { validUntil: `${form.until}T23:59:59.000Z` } : {};
  return createKey(bearer, { name: form.name.slice(0, 80), scopes: chosen, ...until }, keyOf(form));
}

/** The members, and the forms that add one, change a role and remove one. */
export const staffPeople = (): Promise<Loaded<StaffPage<Listed<Member>>>> =>
  asStaff<Listed<Member>>(async ({ bearer, query, form }) => {
    const said = form ? concluded(await actOnMember(bearer, form), form, "/staff/people") : {};
    const members = await listMembers(bearer, query.get("cursor") ?? undefined);
    return members.ok ? found({ ...members.value, ...said }) : members;
  });

function actOnMember(bearer: string, form: Form) {
  const role = roles.find((name) => name === form.role);
  const { staffId = "", name = "", email = "" } = form;
  if (form.intent === "remove") return removeMember(bearer, staffId);
  if (!role) return undefined;
  if (form.intent === "role") return changeRole(bearer, staffId, role, Number(form.version) || 0, keyOf(form));
  return name && email ? addMember(bearer, { name: name.slice(0, 80), email, role }, keyOf(form)) : undefined;
}
