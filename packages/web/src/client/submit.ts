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

/**
 * A choice counts as soon as it is made by a pointer. Who goes through the choices with the arrow keys is only on the way to one: for
 * them the button comes back.
 */
export function submitOnChange(form: HTMLFormElement) {
  const button = form.querySelector<HTMLElement>('button[type="submit"]');
  if (button) button.hidden = true;
  let byKey = false;
  form.addEventListener("keydown", () => (byKey = true));
  form.addEventListener("pointerdown", () => (byKey = false));
  form.addEventListener("change", () => {
    if (!byKey || !button) return form.requestSubmit();
    button.hidden = false;
  });
}

/** Country and way of shipping change the totals: the form comes back with them, and with all that was typed. */
export function quoteOnChange(field: HTMLInputElement | HTMLSelectElement) {
  field.addEventListener("change", () => {
    const { form } = field;
    const asRendered = field instanceof HTMLSelectElement ? field.selectedOptions[0]?.defaultSelected : field.defaultChecked;
    if (!form || asRendered) return;
    // Which field it was: it has the focus again when the form comes back.
    for (const [name, value] of Object.entries({ intent: "quote", at: field.name }))
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    form.noValidate = true;
    form.requestSubmit();
  });
}
