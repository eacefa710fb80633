import { type JSX, Show } from "solid-js";
import type { FieldError } from "../server/checkout-form.ts";
import { useText } from "./shell.tsx";

interface Props {
  name: string;
  label: string;
  value: string;
  errors: Partial<Record<string, FieldError>>;
  autocomplete: string;
  type?: "text" | "email";
  hint?: string;
  optional?: boolean;
  /** Narrow fields stand beside each other. */
  half?: boolean;
  inputmode?: "email" | "text";
}

/** A labeled field with its error beside it, tied to it for those who do not see it. */
export function Field(props: Props) {
  const text = useText();
  const error = () => props.errors[props.name];
  const described = () => [props.hint ? `${props.name}-hint` : "", error() ? `${props.name}-error` : ""].filter(Boolean).join(" ");
  return (
    <p class="field" classList={{ "field-half": props.half ?? false, "field-wrong": error() !== undefined }}>
      <label for={props.name}>
        {props.label} <Show when={props.optional}>{<span class="fine">({text.optional})</span>}</Show>
      </label>
      <input
        id={props.name}
        name={props.name}
        type={props.type ?? "text"}
        value={props.value}
        autocomplete={props.autocomplete}
        inputmode={props.inputmode}
        required={!props.optional}
        maxlength="160"
        // Of several wrong fields the first one gets it, with scripts and without.
        autofocus={error() !== undefined}
        aria-invalid={error() ? "true" : undefined}
        aria-describedby={described() || undefined}
      />
      <Show when={props.hint}>
        <span class="fine" id={`${props.name}-hint`}>
          {props.hint}
        </span>
      </Show>
      <Show when={error()}>
        {(code) => (
          <span class="field-error" id={`${props.name}-error`}>
            {text.error[code()]}
          </span>
        )}
      </Show>
    </p>
  );
}

export function Fieldset(props: { legend: string; children: JSX.Element }) {
  return (
    <fieldset class="fieldset">
      <legend>{props.legend}</legend>
      {props.children}
    </fieldset>
  );
}
