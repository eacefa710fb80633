// @refresh reload
import { createHandler, type PageEvent, StartServer } from "@solidjs/start/server";
import { file, integrity } from "virtual:souk-entry";
import { currentEvent } from "./server/visit.ts";
import { load } from "./server/loaded.ts";
import { currentLocale, loadShell } from "./server/shell.ts";
import figtree from "./style/font/figtree.woff2?url";
import fraunces from "./style/font/fraunces.woff2?url";

const fonts = [figtree, fraunces];

/** The browser's one script, which may run because of its bytes, or of the page's nonce. */
const Script = () => <script type="module" async src={file} integrity={integrity} nonce={currentEvent().locals.nonce} />;

const render = (page: PageEvent) => {
  // SolidStart would have that script fetched ahead by a link that knows no hash; in a page of 4 kB nothing is won by it.
  if (!import.meta.env.DEV) page.assets = page.assets.filter(({ tag, attrs }) => tag !== "link" || attrs["rel"] !== "modulepreload");
  return <Page />;
};

const Page = () => (
  <StartServer
    document={(props) => (
      <html lang={currentLocale()}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="theme-color" content="#faf6ee" media="(prefers-color-scheme: light)" />
          <meta name="theme-color" content="#12232b" media="(prefers-color-scheme: dark)" />
          <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
          {/* Every page is set in them, and the style sheet would ask for them only once it is there. */}
          {fonts.map((font) => (
            <link rel="preload" href={font} as="font" type="font/woff2" crossorigin="anonymous" />
          ))}
        </head>
        <body>
          {props.children}
          {import.meta.env.DEV ? props.scripts : <Script />}
        </body>
      </html>
    )}
  />
);

/**
 * A page is sent when it is whole ("async"): out-of-order streaming needs scripts to put the late parts in their place, and the shop
 * works without any. So the status and the cookies of a page can also follow from what it loaded.
 */
const options = () => ({ mode: "async" as const, nonce: currentEvent().locals.nonce, noScripts: true });

export default createHandler(render, options, async (event) => {
  event.locals.shell = await load(loadShell);
});
