import { MetaProvider } from "@solidjs/meta";
import { Router } from "@solidjs/router";
import { FileRoutes } from "@solidjs/start/router";
import { NoHydration } from "solid-js/web";
import { Layout } from "./component/layout.tsx";

/** Pages are HTML and stay HTML: nothing is hydrated, and the small scripts of `client/` work on what is there. */
export default function App() {
  return (
    <NoHydration>
      <MetaProvider>
        <Router root={Layout}>
          <FileRoutes />
        </Router>
      </MetaProvider>
    </NoHydration>
  );
}
