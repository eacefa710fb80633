/** The small pictures move the strip, not the whole page. */
export function leadGallery(strip: HTMLElement) {
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".gallery-small a")) {
    link.addEventListener("click", (event) => {
      const picture = strip.querySelector(link.hash);
      if (!picture) return;
      event.preventDefault();
      picture.scrollIntoView({ block: "nearest", inline: "start" });
    });
  }
}
