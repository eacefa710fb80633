import { type JSX, Show, Suspense } from "solid-js";
import type { Loaded } from "../server/loaded.ts";
import type { Shell } from "../server/shell.ts";
import { currentEvent } from "../server/visit.ts";
import { Footer } from "./footer.tsx";
import { Header } from "./header.tsx";
import { ShellProvider } from "./shell.tsx";
import { Speculation } from "./speculation.tsx";
import { Broken } from "./status-page.tsx";

/**
 * What stands around every page. It was loaded before the rendering began: without hydration Solid numbers resources flat, so that a
 * page can have one `createAsync` and no second one around it.
 */
export function Layout(props: { children?: JSX.Element }) {
  const shell = currentEvent().locals.shell as Loaded<Shell>;
  return (
    <Show
      when={shell.state === "ready" ? shell.data : undefined}
      fallback={<NoShop requestId={shell.state === "broken" ? shell.requestId : undefined} />}
    >
      {(ready) => (
        <ShellProvider shell={ready()}>
          <a class="skip" href="#main">
            {ready().text.skip}
          </a>
          <Header />
          <main id="main" class="page" tabindex="-1">
            <Suspense>{props.children}</Suspense>
          </main>
          <Footer />
          <Speculation />
        </ShellProvider>
      )}
    </Show>
  );
}

function NoShop(props: { requestId: string | undefined }) {
  return (
    <main id="main" class="page">
      <Broken requestId={props.requestId} />
    </main>
  );
}
