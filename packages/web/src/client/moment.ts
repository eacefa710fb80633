/** Turns the server's UTC into the reader's own time zone. */
export function localTimes() {
  for (const element of document.querySelectorAll<HTMLTimeElement>("time.moment")) {
    const { short } = element.dataset;
    const format = new Intl.DateTimeFormat(document.documentElement.lang, {
      ...(short === undefined ? { dateStyle: "medium" } : {}),
      timeStyle: "short",
    });
    element.textContent = format.format(new Date(element.dateTime));
  }
}
