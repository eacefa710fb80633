import { type JSX, Match, Switch } from "solid-js";
import type { Loaded as Result } from "../server/loaded.ts";
import { Broken, NotFound } from "./status-page.tsx";

interface Props<T> {
  of: Result<T> | undefined;
  children: (data: T) => JSX.Element;
  missing?: JSX.Element;
}

/** A page as its load ended: shown, not there, or out of order, each with its status. */
export function Loaded<T>(props: Props<T>) {
  const data = () => (props.of?.state === "ready" ? { value: props.of.data } : undefined);
  const failure = () => (props.of?.state === "broken" ? props.of : undefined);
  return (
    <Switch>
      <Match when={data()}>{(found) => props.children(found().value)}</Match>
      <Match when={props.of?.state === "missing"}>{props.missing ?? <NotFound />}</Match>
      <Match when={failure()}>{(broken) => <Broken requestId={broken().requestId} />}</Match>
    </Switch>
  );
}
