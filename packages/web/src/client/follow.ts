const fastMs = 1_500;
const slowestMs = 30_000;
// A quiet order is asked about ever less often, but not before it was watched for a while.
const patience = 80;

/**
 * Follows an order while its page is seen: asks for events after the last known one, and fetches the page anew when there are some.
 * After a lost connection the next answer tells all that was missed.
 */
export function followOrder(root: HTMLElement) {
  const address = root.dataset.follow;
  if (!address || root.dataset.ended !== undefined) return;
  let after = Number(root.dataset.after ?? 0);
  let etag = "";
  let quiet = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const plan = () => {
    clearTimeout(timer);
    const wait = Math.min(fastMs * 1.3 ** Math.max(quiet - patience, 0), slowestMs);
    if (!document.hidden && root.dataset.ended === undefined) timer = setTimeout(ask, wait);
  };
  const ask = async () => {
    quiet += 1;
    try {
      const response = await fetch(`${address}?after=${after}`, { headers: etag ? { "if-none-match": etag } : {}, cache: "no-store" });
      etag = response.headers.get("etag") ?? etag;
      if (response.status === 200) await take(((await response.json()) as { after: number }).after);
      // A payment that fails is no event of the order: its page tells.
      if (root.dataset.restless !== undefined) await refresh(root);
    } catch {
      // No connection: the next turn asks again.
    }
    plan();
  };
  const take = async (latest: number) => {
    if (latest <= after || !(await refresh(root))) return;
    [after, etag, quiet] = [latest, "", 0];
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : void ask()));
  addEventListener("online", () => void ask());
  plan();
}

/** Takes the live parts of the page from the server's own rendering, and says so to those who do not see it. */
async function refresh(root: HTMLElement): Promise<boolean> {
  const response = await fetch(location.href, { cache: "no-store" });
  if (response.redirected) location.assign(response.url);
  if (!response.ok || response.redirected) return false;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const source = fresh.querySelector<HTMLElement>("[data-follow]");
  for (const part of root.querySelectorAll<HTMLElement>("[data-live]")) {
    const next = source?.querySelector(`[data-live="${part.dataset.live}"]`);
    if (next) part.replaceWith(document.adoptNode(next));
  }
  if (source?.dataset.ended !== undefined) root.dataset.ended = "";
  if (source?.dataset.restless === undefined) delete root.dataset.restless;
  const announce = root.querySelector("[data-announce]");
  if (announce) announce.textContent = root.dataset.news ?? "";
  root.dispatchEvent(new Event("souk:refreshed", { bubbles: true }));
  return true;
}
