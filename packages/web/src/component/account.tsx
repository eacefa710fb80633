import { Show } from "solid-js";
import type { Side } from "../server/sign-in.ts";
import { currentEvent } from "../server/visit.ts";
import { Notice } from "./notice.tsx";
import { useText } from "./shell.tsx";
import { Message } from "./status-page.tsx";

const doors = { customer: "/api/auth/login", staff: "/api/auth/staff/login" } as const;

/** For a page that only who signed in may see: it leads back here. */
export function SignIn(props: { side: Side }) {
  const text = useText();
  const { pathname, searchParams } = new URL(currentEvent().request.url);
  const said =
    searchParams.get("problem") === "sign-in" ? text.signInProblem : searchParams.get("done") === "erased" ? text.account.erased : "";
  return (
    <>
      <Show when={said}>{(sentence) => <Notice kind="news">{sentence()}</Notice>}</Show>
      <Message title={text.signIn} text={text[props.side === "staff" ? "staff" : "account"].welcome}>
        <a class="button" href={`${doors[props.side]}?next=${encodeURIComponent(pathname)}`}>
          {text.signIn}
        </a>
      </Message>
    </>
  );
}

export function AccountMenu(props: { email: string; current: "orders" | "details" }) {
  const text = useText();
  return (
    <div class="account-bar">
      <p class="fine">{text.account.signedInAs(props.email)}</p>
      <nav class="chips" aria-label={text.account.title}>
        <a class="chip" href="/account" aria-current={props.current === "orders" ? "page" : undefined}>
          {text.account.orders}
        </a>
        <a class="chip" href="/account/details" aria-current={props.current === "details" ? "page" : undefined}>
          {text.account.details}
        </a>
        <form action="/api/auth/logout" method="post">
          <button class="link-button" type="submit">
            {text.signOut}
          </button>
        </form>
      </nav>
    </div>
  );
}
