interface Offer {
  values: string[];
  sku: string;
  price: string;
  before: string;
  stock: string;
  level: string;
  buyable: boolean;
  picture: number;
}

/** Follows the choice of a product's options: price, stock, picture and the SKU that is sent, and the address, so that it can be shared. */
export function followChoice(form: HTMLFormElement) {
  const data = form.querySelector("[data-offers]")?.textContent;
  if (!data) return;
  const { offers, none } = JSON.parse(data) as { offers: Offer[]; none: string };
  const sku = form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "sku" }));
  const radios = [...form.querySelectorAll<HTMLInputElement>('.choice input[type="radio"]')];
  const chosen = () => radios.filter((radio) => radio.checked);
  const offerOf = (values: string[]) => offers.find((offer) => offer.values.every((value, index) => value === values[index]));
  const update = () => {
    const offer = offerOf(chosen().map((radio) => radio.value));
    sku.value = offer?.sku ?? "";
    show(form, offer, none);
    markTaken(radios, chosen(), offerOf);
    return offer;
  };
  update();
  form.addEventListener("change", (event) => {
    if (!(event.target instanceof HTMLInputElement) || event.target.type !== "radio") return;
    const offer = update();
    if (offer && offer.picture >= 0)
      document.querySelector(`#picture-${offer.picture + 1}`)?.scrollIntoView({ block: "nearest", inline: "start" });
    history.replaceState(null, "", `?${new URLSearchParams(chosen().map((radio) => [radio.name, radio.value]))}`);
  });
}

function show(form: HTMLFormElement, offer: Offer | undefined, none: string) {
  const put = (name: string, text: string) => {
    const element = form.querySelector<HTMLElement>(`[data-${name}]`);
    if (!element) return;
    element.hidden = text === "";
    if (element.textContent !== text) element.textContent = text;
  };
  put("price", offer?.price ?? "");
  put("before", offer?.before ?? "");
  put("stock", offer?.stock ?? none);
  form.querySelector("[data-stock]")?.setAttribute("class", `stock stock-${offer?.level ?? "none"}`);
  form.querySelector("[data-add]")?.toggleAttribute("disabled", !offer?.buyable);
}

/** Marks the values that, with the rest of the choice, cannot be bought; they can still be looked at. */
function markTaken(radios: HTMLInputElement[], chosen: HTMLInputElement[], offerOf: (values: string[]) => Offer | undefined) {
  for (const radio of radios) {
    const values = chosen.map((other) => (other.name === radio.name ? radio.value : other.value));
    radio.closest(".pill")?.classList.toggle("pill-taken", !offerOf(values)?.buyable);
  }
}
