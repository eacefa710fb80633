import { type JSX, Match, Show, Switch } from "solid-js";
import type { Loaded as Result } from "../server/loaded.ts";
import type { Said, StaffPage } from "../server/page/staff.ts";
import { SignIn } from "./account.tsx";
import { Loaded } from "./loaded.tsx";
import { Notice } from "./notice.tsx";
import { PageTitle } from "./page-title.tsx";
import { useText } from "./shell.tsx";
import { Message } from "./status-page.tsx";

type Place = "orders" | "stock" | "products";
const places = [
  ["orders", "/staff"],
  ["stock", "/staff/stock"],
  ["products", "/staff/products"],
] as const;

interface Props<T> {
  page: Result<StaffPage<T>> | undefined;
  current: Place;
  children: (data: T & Said) => JSX.Element;
}

/** Around every staff page: who is not signed in is asked to, who may not see it is told so. */
export function Staff<T>(props: Props<T>) {
  const text = useText();
  return (
    <Loaded of={props.page}>
      {(page) => (
        <>
          <PageTitle>{text.staff.title}</PageTitle>
          <Switch fallback={<Message title={text.staff.title} text={text.staff.forbidden} children={<SignOut />} />}>
            <Match when={page.who === "nobody"}>
              <SignIn side="staff" />
            </Match>
            <Match when={page.who === "staff" ? page.data : undefined}>
              {(data) => (
                <>
                  <h1>{text.staff[props.current]}</h1>
                  <Menu current={props.current} />
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

function Menu(props: { current: Place }) {
  const text = useText();
  return (
    <nav class="chips" aria-label={text.staff.title}>
      {places.map(([name, href]) => (
        <a class="chip" href={href} aria-current={props.current === name ? "page" : undefined}>
          {text.staff[name]}
        </a>
      ))}
      <SignOut />
    </nav>
  );
}

function SignOut() {
  const text = useText();
  return (
    <form action="/api/auth/staff/logout" method="post">
      <button class="link-button" type="submit">
        {text.signOut}
      </button>
    </form>
  );
}

function Outcome(props: { of: string | undefined }) {
  const text = useText();
  return (
    <Show when={props.of}>
      {(outcome) => (
        <Notice kind={outcome() === "1" ? "news" : "problem"}>{outcome() === "1" ? text.staff.done : text.staff.problem(outcome())}</Notice>
      )}
    </Show>
  );
}
