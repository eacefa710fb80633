/**
 * Keeps what hardly changes for some seconds, so that a page need not ask for it again. A failed load is not kept, and a load under
 * way serves everybody who asks meanwhile.
 */
export function memo<T>(seconds: number, load: () => Promise<T>, keep: (value: T) => boolean): () => Promise<T> {
  let kept: { value: Promise<T>; until: number } | undefined;
  return () => {
    // A clock that only goes forward: nobody sets it.
    const now = performance.now();
    if (kept && kept.until > now) return kept.value;
    const value = load();
    const entry = { value, until: now + seconds * 1000 };
    kept = entry;
    value.then(
      (loaded) => {
        if (!keep(loaded) && kept === entry) kept = undefined;
      },
      () => {
        if (kept === entry) kept = undefined;
      },
    );
    return value;
  };
}
