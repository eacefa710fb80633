import type { JSX } from "solid-js";

/** A message about what was just done; read out at once. */
export function Notice(props: { kind: "problem" | "news"; children: JSX.Element }) {
  return (
    <div class={`notice notice-${props.kind}`} role={props.kind === "problem" ? "alert" : "status"}>
      {props.children}
    </div>
  );
}
