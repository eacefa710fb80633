// Runs in a page before anything of it: notes what its visitor waits for.
globalThis.soukVitals = { fcp: 0, lcp: 0, cls: 0, tbt: 0 };
{
  const vitals = globalThis.soukVitals;
  const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  watch("paint", (entry) => {
    if (entry.name === "first-contentful-paint") vitals.fcp = entry.startTime;
  });
  watch("largest-contentful-paint", (entry) => {
    vitals.lcp = entry.startTime;
  });
  watch("layout-shift", (entry) => {
    vitals.cls += entry.value;
  });
  watch("longtask", (entry) => {
    vitals.tbt += Math.max(0, entry.duration - 50);
  });
}
