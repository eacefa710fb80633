/** Long enough that going past with the tab key fetches nothing. */
const pauseMs = 120;
const pages = /^\/(?:$|c\/|products\/|policies\/)/;

interface Connection {
  saveData?: boolean;
}

/** Hover and touch are the rules' own (component/speculation.tsx); who comes by keyboard shows the same intent by staying on a link. */
export function prefetchOnFocus() {
  const rules = document.querySelector<HTMLScriptElement>('script[type="speculationrules"]');
  const { connection } = navigator as Navigator & { connection?: Connection };
  if (!rules || !HTMLScriptElement.supports?.("speculationrules") || connection?.saveData) return;
  const asked = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  addEventListener("focusin", ({ target }) => {
    clearTimeout(timer);
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
    if (!link || link.origin !== location.origin || !pages.test(link.pathname) || asked.has(link.href)) return;
    timer = setTimeout(() => {
      asked.add(link.href);
      const text = JSON.stringify({ prefetch: [{ urls: [link.href], eagerness: "immediate" }] });
      document.head.append(Object.assign(document.createElement("script"), { type: "speculationrules", nonce: rules.nonce, text }));
    }, pauseMs);
  });
}
