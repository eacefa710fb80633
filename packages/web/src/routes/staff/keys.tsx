import { createAsync } from "@solidjs/router";
import { For, Show } from "solid-js";
import { Check, DeskChoice, DeskField, DeskPager } from "../../component/desk.tsx";
import { Moment } from "../../component/moment.tsx";
import { useText } from "../../component/shell.tsx";
import { Staff } from "../../component/staff.tsx";
import { load } from "../../server/loaded.ts";
import { type KeysPage, staffKeys } from "../../server/page/staff-access.ts";
import type { Said } from "../../server/page/staff.ts";
import { scopes } from "../../server/staff-access.ts";

export default function StaffKeysRoute() {
  const text = useText();
  const page = createAsync(() => load(staffKeys));
  return (
    <Staff page={page()} current="keys">
      {(data) => (
        <div class="stack-wide desk">
          <Show when={data.shown}>{(shown) => <Shown of={shown()} />}</Show>
          <section class="stack">
            <Show when={data.items.length > 0} fallback={<p class="empty">{text.staff.noKeys}</p>}>
              <ul class="rows">
                <For each={data.items}>{(item) => <Key of={item} formKey={data.key} />}</For>
              </ul>
            </Show>
            <DeskPager cursor={data.cursor} next={(cursor) => `/staff/keys?cursor=${cursor}`} start={undefined} />
          </section>
          <NewKey {...data} />
        </div>
      )}
    </Staff>
  );
}

/** The one time that a key's text is seen. */
function Shown(props: { of: NonNullable<KeysPage["shown"]> }) {
  const text = useText();
  return (
    <div class="panel stack" role="status" tabindex="-1" autofocus>
      <h2>{props.of.name}</h2>
      <Show when={props.of.text} fallback={<p>{text.staff.keyShownBefore}</p>}>
        {(secret) => (
          <>
            <p>{text.staff.keyText}</p>
            <p>
              <code class="secret">{secret()}</code>
            </p>
          </>
        )}
      </Show>
    </div>
  );
}

function Key(props: { of: KeysPage["items"][number]; formKey: string }) {
  const text = useText();
  const { keyId, name, hint, status, lastUsedAt } = props.of;
  return (
    <li class="row-item">
      <div>
        <h2 class="row-title">{name}</h2>
        <p class="fine">
          <code>{hint}</code> · {text.staff.keyStatus[status]} · {text.staff.lastUsed}:{" "}
          <Show when={lastUsedAt} fallback={text.staff.never}>
            {(at) => <Moment at={at()} />}
          </Show>
        </p>
        <p class="fine">{props.of.scopes.join(", ")}</p>
      </div>
      <Show when={status === "active"}>
        <span class="row-actions">
          <details>
            <summary aria-label={text.staff.named(text.staff.rotate, name)}>{text.staff.rotate}</summary>
            <form class="stack" action="/staff/keys" method="post" data-once>
              <input type="hidden" name="key" value={`${props.formKey}-${keyId.slice(-8)}`} />
              <input type="hidden" name="keyId" value={keyId} />
              <p>{text.staff.rotateText}</p>
              <DeskChoice
                name="overlap"
                id={`overlap-${keyId}`}
                label={text.staff.overlap}
                options={Object.entries(text.staff.overlaps)}
                chosen="3600"
              />
              <button class="button small" type="submit" name="intent" value="rotate">
                {text.staff.rotate}
              </button>
            </form>
          </details>
          <details>
            <summary aria-label={text.staff.named(text.staff.revoke, name)}>{text.staff.revoke}</summary>
            <form class="stack" action="/staff/keys" method="post" data-once>
              <input type="hidden" name="keyId" value={keyId} />
              <p>{text.staff.revokeText}</p>
              <button class="button small danger" type="submit" name="intent" value="revoke">
                {text.staff.revoke}
              </button>
            </form>
          </details>
        </span>
      </Show>
    </li>
  );
}

function NewKey(props: Said) {
  const text = useText();
  const typed = props.typed.intent === "create" ? props.typed : {};
  return (
    <form class="panel stack" action="/staff/keys" method="post" data-once>
      <h2>{text.staff.newKey}</h2>
      <p class="fine">{text.staff.keyHint}</p>
      <input type="hidden" name="key" value={props.key} />
      <DeskField name="name" label={text.staff.name} typed={typed} length={80} required />
      <fieldset class="checks">
        <legend>{text.staff.scopes}</legend>
        <For each={scopes}>
          {(scope) => (
            <Check name={`scope:${scope}`} checked={typed[`scope:${scope}`] === "yes"}>
              <code>{scope}</code>
            </Check>
          )}
        </For>
      </fieldset>
      <DeskField name="until" label={`${text.staff.until} (${text.optional})`} typed={typed} type="date" />
      <button class="button" type="submit" name="intent" value="create">
        {text.staff.makeKey}
      </button>
    </form>
  );
}
