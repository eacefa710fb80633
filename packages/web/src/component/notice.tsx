import type { JSX } from "solid-js";

interface Props {
  kind: "problem" | "news";
  /** The first thing to know on a page that answers a form: it has the focus, so that it is read out and the next Tab goes on from it. */
  first?: boolean;
  children: JSX.Element;
}

/** A message about what was just done; read out at once. */
export function Notice(props: Props) {
  return (
    <div
      class={`notice notice-${props.kind}`}
      role={props.kind === "problem" ? "alert" : "status"}
      tabindex={props.first ? -1 : undefined}
      autofocus={props.first}
    >
      {props.children}
    </div>
  );
}
