import { type JSX, Show } from "solid-js";
import type { Form } from "../server/page/staff.ts";
import { useText } from "./shell.tsx";

interface InputProps {
  /** Also the id: of forms that repeat, together with what the form is about. */
  name: string;
  label: string;
  /** What was typed before, by the field's name. */
  typed?: Form;
  value?: string;
  id?: string;
  hint?: string;
  type?: "text" | "email" | "date" | "number";
  inputmode?: "decimal" | "numeric" | "text";
  pattern?: string;
  max?: number;
  required?: boolean;
  length?: number;
}

/** A labeled field of the staff's forms. */
export function DeskField(props: InputProps) {
  const id = () => props.id ?? props.name;
  return (
    <p class="field">
      <label for={id()}>{props.label}</label>
      <input
        id={id()}
        name={props.name}
        type={props.type ?? "text"}
        value={props.typed?.[props.name] ?? props.value ?? ""}
        inputmode={props.inputmode}
        pattern={props.pattern}
        min={props.type === "number" ? 0 : undefined}
        max={props.max}
        required={props.required}
        maxlength={props.length ?? 120}
        autocomplete="off"
        aria-describedby={props.hint ? `${id()}-hint` : undefined}
      />
      <Show when={props.hint}>
        <span class="fine" id={`${id()}-hint`}>
          {props.hint}
        </span>
      </Show>
    </p>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  options: [value: string, label: string][];
  chosen?: string | undefined;
  id?: string;
  hidden?: boolean;
}

export function DeskChoice(props: ChoiceProps) {
  const id = () => props.id ?? props.name;
  return (
    <p class="field">
      <label for={id()} class={props.hidden ? "hidden" : undefined}>
        {props.label}
      </label>
      <select id={id()} name={props.name} autocomplete="off">
        {props.options.map(([value, label]) => (
          <option value={value} selected={value === props.chosen}>
            {label}
          </option>
        ))}
      </select>
    </p>
  );
}

export function Check(props: { name: string; checked?: boolean; children: JSX.Element }) {
  return (
    <label class="check">
      <input type="checkbox" name={props.name} value="yes" checked={props.checked} autocomplete="off" />
      <span>{props.children}</span>
    </label>
  );
}

/** On to what follows in a long list, and back to its start. */
export function DeskPager(props: { cursor: string | null | undefined; next: (cursor: string) => string; start: string | undefined }) {
  const text = useText();
  return (
    <Show when={props.cursor || props.start}>
      <p class="pager pager-near">
        <Show when={props.start}>
          {(start) => (
            <a class="button quiet small" href={start()}>
              {text.staff.first}
            </a>
          )}
        </Show>
        <Show when={props.cursor}>
          {(cursor) => (
            <a class="button quiet small" rel="next" href={props.next(encodeURIComponent(cursor()))}>
              {text.staff.more}
            </a>
          )}
        </Show>
      </p>
    </Show>
  );
}
