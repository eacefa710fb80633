import { createAsync } from "@solidjs/router";
import { For } from "solid-js";
import { DeskChoice, DeskField, DeskPager } from "../../component/desk.tsx";
import { Moment } from "../../component/moment.tsx";
import { useText } from "../../component/shell.tsx";
import { Staff } from "../../component/staff.tsx";
import { load } from "../../server/loaded.ts";
import { staffPeople } from "../../server/page/staff-access.ts";
import type { Said } from "../../server/page/staff.ts";
import { type Member, roles } from "../../server/staff-access.ts";

export default function StaffPeopleRoute() {
  const page = createAsync(() => load(staffPeople));
  return (
    <Staff page={page()} current="people">
      {(data) => (
        <div class="stack-wide desk">
          <section class="stack">
            <ul class="rows">
              <For each={data.items}>{(member) => <Person of={member} formKey={data.key} />}</For>
            </ul>
            <DeskPager cursor={data.cursor} next={(cursor) => `/staff/people?cursor=${cursor}`} start={undefined} />
          </section>
          <Addition {...data} />
        </div>
      )}
    </Staff>
  );
}

function useRoles(): [string, string][] {
  const text = useText();
  return roles.map((role) => [role, text.staff.roles[role]]);
}

function Person(props: { of: Member; formKey: string }) {
  const text = useText();
  const { staffId, name, email, role, version, addedAt } = props.of;
  return (
    <li class="row-item">
      <div>
        <h2 class="row-title">{name}</h2>
        <p class="fine">{email}</p>
        <p class="fine">
          {text.staff.added}: <Moment at={addedAt} />
        </p>
      </div>
      <span class="row-actions">
        <form class="inline-form" action="/staff/people" method="post" data-once>
          <input type="hidden" name="key" value={`${props.formKey}-${staffId.slice(-8)}`} />
          <input type="hidden" name="staffId" value={staffId} />
          <input type="hidden" name="version" value={version} />
          <DeskChoice name="role" id={`role-${staffId}`} label={text.staff.roleOf(name)} options={useRoles()} chosen={role} hidden />
          <button class="button small quiet" type="submit" name="intent" value="role">
            {text.staff.saveRole}
          </button>
        </form>
        <details>
          <summary aria-label={text.staff.removeMemberNamed(name)}>{text.staff.removeMember}</summary>
          <form class="stack" action="/staff/people" method="post" data-once>
            <input type="hidden" name="staffId" value={staffId} />
            <p>{text.staff.removeMemberText}</p>
            <button class="button small danger" type="submit" name="intent" value="remove">
              {text.staff.removeMemberNamed(name)}
            </button>
          </form>
        </details>
      </span>
    </li>
  );
}

function Addition(props: Said) {
  const text = useText();
  const typed = props.typed.intent === "add" ? props.typed : {};
  return (
    <form class="panel stack" action="/staff/people" method="post" data-once>
      <h2>{text.staff.addMember}</h2>
      <p class="fine">{text.staff.roleHint}</p>
      <input type="hidden" name="key" value={props.key} />
      <DeskField name="name" label={text.staff.name} typed={typed} length={80} required />
      <DeskField name="email" label={text.staff.email} typed={typed} type="email" length={160} required />
      <DeskChoice name="role" label={text.staff.role} options={useRoles()} chosen={typed.role ?? "support"} />
      <button class="button" type="submit" name="intent" value="add">
        {text.staff.addMember}
      </button>
    </form>
  );
}
