import "./style/index.css";
import { followOrder } from "./client/follow.ts";
import { leadGallery } from "./client/gallery.ts";
import { localTimes } from "./client/moment.ts";
import { prefetchOnFocus } from "./client/prefetch.ts";
import { quoteOnChange, sendOnce, submitOnChange } from "./client/submit.ts";
import { followChoice } from "./client/variant.ts";

const each = <E extends HTMLElement>(selector: string, enhance: (element: E) => void) =>
  document.querySelectorAll<E>(selector).forEach(enhance);

// Every page works without these; each makes one thing quicker or calmer.
each("form[data-variants]", followChoice);
each("form[data-once]", sendOnce);
each("form[data-submit-on-change]", submitOnChange);
each("[data-requote]", quoteOnChange);
each("[data-gallery]", leadGallery);
each("[data-follow]", followOrder);
localTimes();
prefetchOnFocus();
addEventListener("souk:refreshed", localTimes);
