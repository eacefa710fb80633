import { type JSX, Match, Show, Switch } from "solid-js";
import type { Loaded as Result } from "../server/loaded.ts";
import type { Said, StaffPage } from "../server/page/staff.ts";
import { SignIn } from "./account.tsx";
import { Loaded } from "./loaded.tsx";
import { Notice } from "./notice.tsx";
import { PageTitle } from "./page-title.tsx";
import { useText } from "./shell.tsx";
import { Message } from "./status-page.tsx";

type Place = "orders" | "stock" | "products" | "keys" | "people";
const places = [
  ["orders", "/staff"],
  ["stock", "/staff/stock"],
  ["products", "/staff/products"],
  ["keys", "/staff/keys"],
  ["people", "/staff/people"],
] as const;

interface Props<T> {
  page: Result<StaffPage<T>> | undefined;
  current: Place;
  /** The page's heading, when it is about one thing of its place. */
  title?: (data: T) => string | undefined;
  children: (data: T & Said) => JSX.Element;
}

/** Around every staff page: who is not signed in is asked to, who may not see it is told so. */
export function Staff<T>(props: Props<T>) {
  const text = useText();
  return (
    <Loaded of={props.page}>
      {(page) => (
        <>
          <PageTitle>{`${text.staff[props.current]} · ${text.staff.title}`}</PageTitle>
          <Switch fallback={<Forbidden current={props.current} />}>
            <Match when={page.who === "nobody"}>
              <SignIn side="staff" />
            </Match>
            <Match when={page.who === "staff" ? page.data : undefined}>
              {(data) => (
                <>
                  <Menu current={props.current} />
                  <h1>{props.title?.(data()) ?? text.staff[props.current]}</h1>
                  <Outcome of={data().outcome} />
                  {props.children(data())}
                </>
              )}
            </Match>
          </Switch>
        </>
      )}
    </Loaded>
  );
}

function Forbidden(props: { current: Place }) {
  const text = useText();
  return (
    <>
      <Menu current={props.current} />
      <Message title={text.staff[props.current]} text={text.staff.forbidden} />
    </>
  );
}

function Menu(props: { current: Place }) {
  const text = useText();
  return (
    <div class="desk-bar">
      <nav class="chips" aria-label={text.staff.title}>
        {places.map(([name, href]) => (
          <a class="chip" href={href} aria-current={props.current === name ? "page" : undefined}>
            {text.staff[name]}
          </a>
        ))}
      </nav>
      <form action="/api/auth/staff/logout" method="post">
        <button class="link-button" type="submit">
          {text.signOut}
        </button>
      </form>
    </div>
  );
}

function Outcome(props: { of: string | undefined }) {
  const text = useText();
  const refusal = (code: string) => text.staff.problem(text.staff.problems[code] ?? code);
  return (
    <Show when={props.of}>
      {(outcome) => (
        <Notice kind={outcome() === "1" ? "news" : "problem"} first>
          {outcome() === "1" ? text.staff.done : refusal(outcome())}
        </Notice>
      )}
    </Show>
  );
}
