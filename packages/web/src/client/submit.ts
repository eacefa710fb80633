/** A form that was sent is not sent again by a second click; coming back to the page frees it. */
export function sendOnce(form: HTMLFormElement) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
    form.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", () => {
    sent = false;
    form.removeAttribute("aria-busy");
  });
}

/** A choice counts as soon as it is made: the button beside it is for those without scripts. */
export function submitOnChange(form: HTMLFormElement) {
  form.querySelector<HTMLElement>('button[type="submit"]')?.classList.add("hidden");
  form.addEventListener("change", () => form.requestSubmit());
}

/** Country and way of shipping change the totals: the form comes back with them, and with all that was typed. */
export function quoteOnChange(field: HTMLInputElement | HTMLSelectElement) {
  field.addEventListener("change", () => {
    const { form } = field;
    const asRendered = field instanceof HTMLSelectElement ? field.selectedOptions[0]?.defaultSelected : field.defaultChecked;
    if (!form || asRendered) return;
    const intent = Object.assign(document.createElement("input"), { type: "hidden", name: "intent", value: "quote" });
    form.append(intent);
    form.noValidate = true;
    form.requestSubmit();
  });
}
